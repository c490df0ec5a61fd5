#include "ui/viewmodels/plan_view_model.h"

#include "core/base/atomic_file.h"
#include "core/base/version.h"
#include "core/preparation/prepare.h"
#include "core/run/engine_process.h"
#include "core/study/project.h"
#include "ui/viewmodels/paths.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int curveTimes = 200;
constexpr int instabilityDimension = 1; // curves are drawn per coordinate
constexpr double buffer = 4.0;
constexpr int fewSlices = 1000;
constexpr int fewPatients = 30;
constexpr int defaultLargestSize = 64;
// Prototype (method.md, last section): 1,000 steps of 32 images of 32×32 in 140 s on one core.
constexpr double prototypePixelsPerSecond = 1000.0 * 32 * 32 * 32 / 140.0;

QString roundNumber(double value)
{
  return QLocale().toString(value, 'f', value < 10.0 ? 1 : 0);
}

int distinct(const std::vector<std::string>& names)
{
  std::vector<std::string> sorted = names;
  std::sort(sorted.begin(), sorted.end());
  return static_cast<int>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}

} // namespace

struct PlanViewModel::Started
{
  std::filesystem::path run;
  PlanData data;
  bool stopped = false;
  std::int64_t pid = 0;
};

PlanViewModel::PlanViewModel(Programs programs, QObject* parent)
    : QObject(parent),
      m_programs(std::move(programs)),
      m_imagesPerSecondPerPixel(prototypePixelsPerSecond)
{
  rebuildSchedule();
}

void PlanViewModel::setProject(const QString& folder)
{
  m_jobs.stop();
  m_project = folder;
  m_kind.clear();
  m_error.clear();
  show({});
}

void PlanViewModel::setKind(const QString& kind)
{
  m_kind = kind;
  reload();
}

void PlanViewModel::reload()
{
  if (m_project.isEmpty() || m_state == State::Starting)
    return;
  m_jobs.run<PlanData>(
      [folder = toPath(m_project),
       kind = m_kind.toStdString()](jobs::JobContext& context) -> Result<PlanData> {
        const auto content = readKind(folder, kind, context);
        if (!content)
          return failure(content.error());
        return estimatePlanData(*content);
      },
      [this](Result<PlanData> data) {
        if (m_state == State::Starting)
          return;
        if (data) {
          show(std::move(*data));
          return;
        }
        m_error = QString::fromStdString(data.error().message);
        Q_EMIT changed();
      });
}

void PlanViewModel::show(PlanData data)
{
  m_data = std::move(data);
  if (m_data.images == 0)
    m_state = State::NoImages;
  else if (static_cast<int>(m_data.risks.size()) < std::min(fewestImages, m_data.images))
    m_state = State::NoNoise;
  else
    m_state = State::Ready;
  if (m_risk <= 0.0 || m_risk > largestRisk(m_data))
    m_risk = medianRisk(m_data);
  drawInstability();
  drawCoverage();
  Q_EMIT changed();
  Q_EMIT curvesChanged();
}

void PlanViewModel::setChoices(const PlanChoices& choices)
{
  if (choices == m_choices)
    return;
  const bool newSchedule = choices.schedule != m_choices.schedule;
  m_choices = choices;
  if (newSchedule) {
    rebuildSchedule();
    drawInstability();
    drawCoverage();
  }
  Q_EMIT changed();
  Q_EMIT curvesChanged();
}

void PlanViewModel::rebuildSchedule()
{
  auto schedule = diffusion::makeSchedule(m_choices.schedule.toStdString(), Json::object());
  if (schedule)
    m_schedule = *schedule;
  else
    m_error = QString::fromStdString(schedule.error().message);
}

void PlanViewModel::setRiskInUnit(double risk)
{
  if (m_data.intensityScale <= 0.0)
    return;
  m_risk = std::max(0.0, risk / m_data.intensityScale);
  drawInstability();
  Q_EMIT curvesChanged();
}

void PlanViewModel::drawInstability()
{
  if (m_schedule)
    m_instability =
        diffusion::instabilityCurve(*m_schedule, m_risk, curveTimes, instabilityDimension);
}

void PlanViewModel::drawCoverage()
{
  m_coverage =
      m_schedule && !m_data.risks.empty()
          ? diffusion::coverage(*m_schedule, m_data.risks, m_data.patients, buffer, curveTimes)
          : diffusion::Coverage{};
}

double PlanViewModel::thresholdInUnit() const
{
  return diffusion::thresholdNoiseRatio({m_risk, 0.0}, buffer) * m_data.intensityScale;
}

int PlanViewModel::trainedPixels() const
{
  const int stored = m_data.columns > 0 ? m_data.columns : defaultLargestSize;
  const int size = m_choices.size > 0 ? m_choices.size : std::min(stored, defaultLargestSize);
  return size * size;
}

double PlanViewModel::expectedSeconds() const
{
  return static_cast<double>(m_choices.steps) * m_choices.batch * trainedPixels() /
         m_imagesPerSecondPerPixel;
}

int PlanViewModel::stepsFor(double seconds) const
{
  const double steps = seconds * m_imagesPerSecondPerPixel /
                       (static_cast<double>(m_choices.batch) * trainedPixels());
  return std::max(100, static_cast<int>(std::min(steps, 1e7) / 100.0) * 100);
}

void PlanViewModel::learnSpeed(double imagesPerSecond, int pixels)
{
  if (imagesPerSecond > 0.0 && pixels > 0)
    m_imagesPerSecondPerPixel = imagesPerSecond * pixels;
}

bool PlanViewModel::cautioned() const
{
  return m_data.images < fewSlices || distinct(m_data.patients) < fewPatients;
}

QStringList PlanViewModel::networkNames()
{
  QStringList names;
  for (const char* name : {"tiny", "small", "medium", "large"})
    if (run::networkPreset(name))
      names.append(QString::fromLatin1(name));
  return names;
}

QStringList PlanViewModel::detailSentences() const
{
  const auto counts = countPerDetail(m_data, buffer);
  const QStringList words{tr("layout"), tr("organs"), tr("edges"), tr("fine detail"),
                          tr("texture")};
  const int all = static_cast<int>(m_data.risks.size());
  QStringList full;
  QStringList parts;
  for (std::size_t level = 0; level < counts.size(); ++level) {
    const QString& word = words[static_cast<qsizetype>(level)];
    if (counts[level].images == all)
      full.append(word);
    else
      parts.append(tr("%1 teach %2.").arg(QLocale().toString(counts[level].images), word));
  }
  QString text;
  if (!full.isEmpty())
    text = tr("All %1 teach %2.").arg(tr("%Ln slice(s)", nullptr, all), full.join(tr(", ")));
  QStringList sentences{QString(text + u' ' + parts.join(u' ')).trimmed()};
  const DetailCount& fine = counts[static_cast<std::size_t>(Detail::Fine)];
  const int patients = distinct(m_data.patients);
  if (fine.patients < patients)
    sentences.append(
        tr("Fine detail comes from %1 of %2.")
            .arg(QLocale().toString(fine.patients), tr("%Ln patient(s)", nullptr, patients)));
  return sentences;
}

QString PlanViewModel::timeSentence() const
{
  const double minutes = expectedSeconds() / 60.0;
  if (minutes < 1.5)
    return tr("Training takes about a minute (estimate).");
  if (minutes < 90.0)
    return tr("Training takes about %1 min (estimate).").arg(std::lround(minutes));
  return tr("Training takes about %1 h (estimate).").arg(roundNumber(minutes / 60.0));
}

QStringList PlanViewModel::sentences() const
{
  if (m_state != State::Ready && m_state != State::Starting)
    return {};
  QStringList sentences = detailSentences();
  const QString unit = QString::fromStdString(m_data.unit);
  const double grain = grainIfIgnored(m_data);
  if (grain > 0.0)
    sentences.append(tr("Used without care, the noise would leave about %1 %2 of grain in the "
                        "results; Limpid expects less.")
                         .arg(roundNumber(grain), unit));
  if (m_data.referenceNoise > 0.0)
    sentences.append(tr("Results can be as clean as your cleanest twentieth (%1 %2): that sets "
                        "the floor.")
                         .arg(roundNumber(m_data.referenceNoise), unit));
  if (const int unknown = m_data.images - static_cast<int>(m_data.risks.size()); unknown > 0)
    sentences.append(tr("%Ln slice(s) without known noise can't be used.", nullptr, unknown));
  if (m_data.pixelMm > 0.0)
    sentences.append(tr("One pixel is %1 mm: findings under %2 mm can't appear.")
                         .arg(roundNumber(m_data.pixelMm), roundNumber(2.0 * m_data.pixelMm)));
  sentences.append(timeSentence());
  if (cautioned())
    sentences.append(tr("This is a small set: samples may come close to copies of training "
                        "images."));
  return sentences;
}

Result<PlanViewModel::Started> PlanViewModel::freezeAndStart(const std::filesystem::path& folder,
                                                             const std::string& kind,
                                                             const PlanChoices& choices,
                                                             const std::filesystem::path& engine,
                                                             jobs::JobContext& context)
{
  const auto program = run::findEngine(engine);
  if (!program)
    return failure(program.error());
  auto project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const std::string name =
      QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss-zzz"_s).toStdString();
  preparation::DatasetRequest request;
  request.name = name;
  request.kind = kind;
  request.size = choices.size;
  request.heldOutFraction = choices.heldOutFraction;
  request.seed = static_cast<std::uint64_t>(choices.seed);
  auto frozen = preparation::prepareDataset(*project, request, context);
  if (!frozen)
    return failure(frozen.error());
  if (frozen->outcome == jobs::Outcome::Stopped)
    return Started{{}, {}, true, 0};

  Started started{project->runsFolder() / name, {}, false, 0};
  if (auto made = makeFolder(started.run); !made)
    return failure(made.error());
  run::TrainingPlan plan;
  plan.name = name;
  plan.dataset = std::filesystem::relative(frozen->path, started.run).generic_string();
  plan.datasetDigest = frozen->digest;
  plan.objective = choices.objective.toStdString();
  plan.weighting = choices.weighting.toStdString();
  plan.schedule = choices.schedule.toStdString();
  plan.network = choices.network.toStdString();
  plan.device = choices.device.toStdString();
  plan.steps = choices.steps;
  plan.batch = choices.batch;
  plan.warmupSteps = std::min<std::int64_t>(plan.warmupSteps, std::max(1, choices.steps / 10));
  plan.previewEvery = std::max(1, choices.steps / 20);
  plan.checkpointEvery = std::max(1, choices.steps / 10);
  plan.seed = static_cast<std::uint64_t>(choices.seed);
  plan.programVersion = std::string(programVersion);
  const std::filesystem::path planFile = started.run / "plan.json";
  if (auto written = run::writePlan(planFile, plan); !written)
    return failure(written.error());
  auto data = exactPlanData(frozen->path);
  if (!data)
    return failure(data.error());
  started.data = std::move(*data);
  auto pid = run::startDetached(*program, {"train", planFile.string()}, started.run);
  if (!pid)
    return failure(pid.error());
  started.pid = *pid;
  return started;
}

void PlanViewModel::start()
{
  if (m_state != State::Ready)
    return;
  m_state = State::Starting;
  m_error.clear();
  m_fraction = -1.0;
  m_message = tr("Preparing the images…");
  Q_EMIT changed();
  m_jobs.run<Started>(
      [folder = toPath(m_project), kind = m_kind.toStdString(), choices = m_choices,
       engine = toPath(m_programs.engine)](jobs::JobContext& context) {
        return freezeAndStart(folder, kind, choices, engine, context);
      },
      [this](const Result<Started>& started) { finishStart(started); },
      [this](const jobs::Progress& progress) {
        m_fraction = progress.fraction;
        m_message = QString::fromStdString(progress.step);
        Q_EMIT progressed();
      });
}

void PlanViewModel::finishStart(const Result<Started>& started)
{
  m_state = State::Ready;
  m_message.clear();
  if (!started) {
    m_error = QString::fromStdString(started.error().message);
    Q_EMIT changed();
    return;
  }
  if (started->stopped) {
    m_message = tr("Stopped. Nothing was started.");
    Q_EMIT changed();
    return;
  }
  show(started->data);
  Q_EMIT runStarted(toQString(started->run), started->pid);
}

void PlanViewModel::cancel()
{
  m_jobs.stop();
}

} // namespace limpid::viewmodels
