#include "ui/viewmodels/generate_view_model.h"

#include "core/base/atomic_file.h"
#include "core/run/engine_process.h"
#include "core/run/sampler_settings.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollEveryMs = 250;
constexpr auto samplesFileName = "samples.safetensors";

struct StartedTask
{
  std::filesystem::path folder;
  std::int64_t pid = 0;
};

Result<StartedTask> startTask(const std::filesystem::path& engine,
                              const std::filesystem::path& folder,
                              const std::vector<std::string>& arguments)
{
  const auto program = run::findEngine(engine);
  if (!program)
    return failure(program.error());
  if (auto made = makeFolder(folder); !made)
    return failure(made.error());
  const auto pid = run::startDetached(*program, arguments, folder);
  if (!pid)
    return failure(pid.error());
  return StartedTask{folder, *pid};
}

/// The result of the newest assessment of these samples, or null: whoever made it named it.
Json newestAssessment(const std::filesystem::path& runFolder, const std::filesystem::path& samples)
{
  for (const auto& task : tasksIn(runFolder / "assessments")) {
    const auto status = run::readStatus(task);
    if (!status || status->state != run::State::Finished || !status->result.is_object())
      continue;
    const auto assessed = status->result.find("samples");
    if (assessed == status->result.end() || !assessed->is_string())
      continue;
    const std::filesystem::path file = assessed->get<std::string>();
    if (file.filename() == samples.filename() ||
        file.parent_path().filename() == samples.filename())
      return status->result; // by name: the project may have been moved
  }
  return {};
}

} // namespace

std::vector<SamplerChoice> samplerChoices()
{
  std::vector<SamplerChoice> choices;
  for (const run::SamplerKind& kind : run::samplerKinds())
    choices.push_back(
        {QString::fromUtf8(kind.name.data(), static_cast<qsizetype>(kind.name.size())),
         QString::fromUtf8(kind.title.data(), static_cast<qsizetype>(kind.title.size()))});
  return choices;
}

/// What a run already holds when its page is opened.
struct GenerateViewModel::Found
{
  RunDescription description;
  bool hasModel = false;
  std::filesystem::path samplesFolder;
  std::vector<imaging::Image> samples;
  Json assessment;
};

struct GenerateViewModel::Look
{
  run::Status status;
  bool engineRuns = false;
  std::vector<imaging::Image> samples; // once sampling is finished
};

GenerateViewModel::GenerateViewModel(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  m_timer.setInterval(pollEveryMs);
  connect(&m_timer, &QTimer::timeout, this, &GenerateViewModel::poll);
}

double GenerateViewModel::fraction() const
{
  if (!active() || m_status.steps <= 0)
    return -1.0;
  return static_cast<double>(m_status.step) / static_cast<double>(m_status.steps);
}

void GenerateViewModel::setRun(const QString& folder)
{
  if (active() && folder == m_run)
    return;
  m_jobs.stop();
  m_timer.stop();
  m_run = folder;
  m_state = State::NoModel;
  m_message.clear();
  m_error.clear();
  m_verdict.clear();
  m_description.reset();
  showSamples({}, {});
  Q_EMIT verdictChanged();
  Q_EMIT changed();
  if (folder.isEmpty())
    return;
  m_jobs.run<Found>([run = toPath(folder)](jobs::JobContext&) { return lookAround(run); },
                    [this, folder](Result<Found> found) {
                      if (folder == m_run)
                        take(std::move(found));
                    });
}

Result<GenerateViewModel::Found> GenerateViewModel::lookAround(const std::filesystem::path& run)
{
  auto description = describeRun(run);
  if (!description)
    return failure(description.error());
  Found found{std::move(*description), false, {}, {}, {}};
  const auto status = run::readStatus(run);
  found.hasModel = status && !status->checkpoint.empty();
  for (const auto& task : tasksIn(run / "samples")) {
    auto images = readImages(task / samplesFileName, found.description.intensity);
    if (!images)
      continue;
    found.samplesFolder = task;
    found.samples = std::move(*images);
    found.assessment = newestAssessment(run, task);
    break;
  }
  return found;
}

void GenerateViewModel::take(Result<Found> found)
{
  if (!found) {
    m_error = coreText(found.error().message);
    Q_EMIT changed();
    return;
  }
  m_description = std::move(found->description);
  m_state = found->hasModel ? State::Ready : State::NoModel;
  if (!found->samples.empty()) {
    m_state = State::Done;
    showSamples(toQString(found->samplesFolder), std::move(found->samples));
    m_message = tr("%1 drawn, not checked yet.")
                    .arg(tr("%Ln image(s)", nullptr, static_cast<int>(m_samples.size())));
    if (found->assessment.is_object())
      finishChecking(found->assessment);
  }
  Q_EMIT changed();
}

void GenerateViewModel::setChoices(const SamplingChoices& choices)
{
  if (choices == m_choices)
    return;
  const bool another = choices.sampler != m_choices.sampler;
  m_choices = choices;
  const auto sampler = run::makeSampler(choices.sampler.toStdString(), 0, Json::object());
  if (another && sampler)
    m_choices.steps = sampler->steps;
  Q_EMIT changed();
}

void GenerateViewModel::generate()
{
  if (m_state != State::Ready && m_state != State::Done)
    return;
  m_error.clear();
  m_verdict.clear();
  Q_EMIT verdictChanged();
  startSampling();
}

void GenerateViewModel::startSampling()
{
  m_state = State::Sampling;
  m_message = tr("Drawing samples…");
  m_status = {};
  Q_EMIT changed();
  const std::string name =
      QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss-zzz"_s).toStdString();
  const std::filesystem::path run = toPath(m_run);
  const std::vector<std::string> arguments{"sample",    run.string(),
                                           "--count",   std::to_string(m_choices.count),
                                           "--sampler", m_choices.sampler.toStdString(),
                                           "--steps",   std::to_string(m_choices.steps),
                                           "--seed",    std::to_string(m_choices.seed),
                                           "--name",    name};
  m_jobs.run<StartedTask>(
      [engine = toPath(m_programs.engine), folder = run / "samples" / name,
       arguments](jobs::JobContext&) { return startTask(engine, folder, arguments); },
      [this](const Result<StartedTask>& task) {
        if (!task)
          fail(coreText(task.error().message));
        else
          follow(toQString(task->folder), task->pid);
      });
}

void GenerateViewModel::startChecking()
{
  m_state = State::Checking;
  m_message = tr("Checking the samples…");
  m_status = {};
  Q_EMIT changed();
  const std::filesystem::path run = toPath(m_run);
  const std::filesystem::path samples = toPath(m_samplesFolder);
  const std::string name = samples.filename().string();
  m_jobs.run<StartedTask>(
      [engine = toPath(m_programs.engine), run, samples, name](jobs::JobContext&) {
        return startTask(engine, run / "assessments" / name,
                         {"assess", run.string(), "--samples", samples.string(), "--name", name});
      },
      [this](const Result<StartedTask>& task) {
        if (!task)
          fail(coreText(task.error().message));
        else
          follow(toQString(task->folder), task->pid);
      });
}

void GenerateViewModel::follow(const QString& folder, qint64 pid)
{
  m_task = folder;
  m_taskPid = pid;
  m_timer.start();
}

void GenerateViewModel::poll()
{
  if (!active() || m_task.isEmpty() || m_jobs.busy())
    return;
  const IntensityMap intensity = m_description ? m_description->intensity : IntensityMap{};
  m_jobs.run<Look>(
      [folder = toPath(m_task), pid = m_taskPid, intensity,
       sampling = m_state == State::Sampling](jobs::JobContext&) -> Result<Look> {
        Look look;
        look.engineRuns = run::processRuns(pid); // asked first: what it wrote last is seen below
        auto status = run::readStatus(folder);
        if (!status)
          return failure(status.error());
        look.status = std::move(*status);
        if (sampling && look.status.state == run::State::Finished) {
          auto samples = readImages(folder / samplesFileName, intensity);
          if (!samples)
            return failure(samples.error());
          look.samples = std::move(*samples);
        }
        return look;
      },
      [this](const Result<Look>& look) {
        if (!active())
          return;
        if (look)
          show(*look);
        else
          fail(coreText(look.error().message));
      });
}

void GenerateViewModel::show(const Look& look)
{
  m_status = look.status;
  switch (look.status.state) {
  case run::State::Finished:
    if (m_state == State::Sampling) {
      showSamples(m_task, look.samples);
      finishSampling();
    } else {
      m_timer.stop();
      m_state = State::Done;
      finishChecking(look.status.result);
    }
    return;
  case run::State::Failed:
    fail(coreText(look.status.message));
    return;
  case run::State::Stopped:
    fail(tr("Stopped. What was drawn before is kept."));
    return;
  case run::State::Ready:
    if (!look.engineRuns) {
      fail(tr("The engine ended before it began; %1 says why.").arg(m_task + u"/log.txt"_s));
      return;
    }
    break;
  case run::State::Running:
  case run::State::Paused:
    break;
  }
  Q_EMIT changed();
}

void GenerateViewModel::finishSampling()
{
  m_timer.stop();
  m_task.clear();
  startChecking();
}

void GenerateViewModel::finishChecking(const Json& result)
{
  m_task.clear();
  m_verdict = verdictLines(result, m_description ? m_description->intensity : IntensityMap{});
  const QString images = tr("%Ln image(s)", nullptr, static_cast<int>(m_samples.size()));
  const bool doubtful = std::ranges::any_of(m_verdict, [](const VerdictLine& line) {
    return line.state == VerdictLine::State::Attention;
  });
  m_message = doubtful ? tr("%1 drawn and checked. Mind what the verdict marks.").arg(images)
                       : tr("%1 drawn and checked.").arg(images);
  Q_EMIT verdictChanged();
  Q_EMIT samplesReady(m_samplesFolder); // near copies are held back from now on
  Q_EMIT changed();
}

void GenerateViewModel::fail(const QString& reason)
{
  m_timer.stop();
  m_task.clear();
  m_error = reason;
  m_message.clear();
  m_state = m_samples.empty() ? State::Ready : State::Done;
  Q_EMIT changed();
}

void GenerateViewModel::cancel()
{
  if (!active() || m_task.isEmpty())
    return;
  m_jobs.run<bool>(
      [folder = toPath(m_task)](jobs::JobContext&) -> Result<bool> {
        if (auto sent = run::sendCommand(folder, run::Command::Stop); !sent)
          return failure(sent.error());
        return true;
      },
      [](const Result<bool>&) {});
}

void GenerateViewModel::showSamples(const QString& folder, std::vector<imaging::Image> samples)
{
  m_samples = std::move(samples);
  m_samplesFolder = m_samples.empty() ? QString() : folder;
  Q_EMIT samplesChanged();
  Q_EMIT samplesReady(m_samplesFolder);
}

QString GenerateViewModel::verdictSummary() const
{
  if (m_verdict.empty())
    return {};
  const bool good = std::ranges::all_of(
      m_verdict, [](const VerdictLine& line) { return line.state == VerdictLine::State::Good; });
  if (!good)
    return tr("Not to be called usable yet: not every line above is measured and good. Not "
              "evidence that any finding shown exists or that any patient is protected.");
  return tr("Usable for methods research. Not evidence that any finding shown exists or that any "
            "patient is protected.");
}

} // namespace limpid::viewmodels
