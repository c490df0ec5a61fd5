#include "ui/viewmodels/train_view_model.h"

#include "core/run/engine_process.h"
#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <cmath>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int pollEveryMs = 250;

QString shortTime(double seconds)
{
  const auto minutes = static_cast<long long>(seconds / 60.0);
  if (seconds < 90.0)
    return TrainViewModel::tr("%1 s").arg(std::lround(seconds));
  if (minutes < 90)
    return TrainViewModel::tr("%1 min").arg(minutes);
  return TrainViewModel::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

} // namespace

/// What is remembered from one look at the folder to the next.
struct TrainViewModel::Follower
{
  explicit Follower(std::filesystem::path runFolder) : folder(std::move(runFolder)), metrics(folder)
  {
  }

  std::filesystem::path folder;
  run::MetricsReader metrics;
  std::optional<RunDescription> description;
  std::string preview;  // last one that was read
  std::int64_t pid = 0; // of the engine that this window started, 0: none
};

struct TrainViewModel::Snapshot
{
  run::Status status;
  std::optional<RunDescription> description; // when it was read now
  std::vector<Json> metrics;
  bool metricsRestarted = false;
  std::vector<imaging::Image> previews; // when there are new ones
  bool engineRuns = false;              // the one that this window started
};

TrainViewModel::TrainViewModel(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  m_timer.setInterval(pollEveryMs);
  connect(&m_timer, &QTimer::timeout, this, &TrainViewModel::poll);
}

bool TrainViewModel::active() const
{
  return m_state == State::Starting || m_state == State::Running || m_state == State::Paused ||
         m_state == State::Finishing;
}

void TrainViewModel::setProject(const QString& folder)
{
  m_project = folder;
  setRun({});
  m_jobs.run<NewestRuns>(
      [path = toPath(folder)](jobs::JobContext&) -> Result<NewestRuns> {
        auto project = study::Project::open(path);
        if (!project)
          return failure(project.error());
        return newestRuns(project->runsFolder());
      },
      [this, folder](const Result<NewestRuns>& newest) {
        if (!newest || newest->run.empty() || m_project != folder || !m_runFolder.isEmpty())
          return;
        setRun(toQString(newest->run));
        if (!newest->model.empty())
          Q_EMIT modelReady(toQString(newest->model));
      });
}

void TrainViewModel::setRun(const QString& folder, qint64 pid)
{
  m_jobs.stop();
  m_runFolder = folder;
  m_state = folder.isEmpty() ? State::NoRun : State::Starting;
  m_message = folder.isEmpty() ? QString() : tr("The engine is starting…");
  m_error.clear();
  m_status = {};
  m_description.reset();
  m_curves.clear();
  m_previews.clear();
  m_realPair.reset();
  m_modelAnnounced = false;
  m_follower = folder.isEmpty() ? nullptr : std::make_shared<Follower>(toPath(folder));
  if (m_follower)
    m_follower->pid = pid;
  if (folder.isEmpty())
    m_timer.stop();
  else
    m_timer.start();
  Q_EMIT changed();
  Q_EMIT curvesChanged();
  Q_EMIT previewsChanged();
  Q_EMIT realPairChanged();
  if (!folder.isEmpty())
    poll();
}

void TrainViewModel::poll()
{
  if (!m_follower || m_jobs.busy())
    return;
  m_jobs.run<Snapshot>([follower = m_follower](jobs::JobContext&) { return look(*follower); },
                       [this, follower = m_follower](const Result<Snapshot>& snapshot) {
                         if (follower == m_follower)
                           show(snapshot);
                       });
}

Result<TrainViewModel::Snapshot> TrainViewModel::look(Follower& follower)
{
  Snapshot snapshot;
  if (!follower.description) {
    auto description = describeRun(follower.folder);
    if (!description)
      return failure(description.error());
    follower.description = *description;
    snapshot.description = std::move(*description);
  }
  auto status = run::readStatus(follower.folder);
  if (!status)
    return failure(status.error());
  snapshot.status = std::move(*status);
  snapshot.engineRuns = follower.pid > 0 && run::processRuns(follower.pid);
  snapshot.metrics = follower.metrics.readNew();
  snapshot.metricsRestarted = follower.metrics.restarted();
  if (!snapshot.status.preview.empty() && snapshot.status.preview != follower.preview) {
    auto images =
        readImages(follower.folder / snapshot.status.preview, follower.description->intensity);
    if (images) { // one that is just being replaced is read at the next look
      follower.preview = snapshot.status.preview;
      snapshot.previews = std::move(*images);
    }
  }
  return snapshot;
}

void TrainViewModel::show(const Result<Snapshot>& snapshot)
{
  if (!snapshot) {
    m_error = coreText(snapshot.error().message);
    m_state = State::Failed;
    m_timer.stop();
    Q_EMIT changed();
    return;
  }
  if (snapshot->description) {
    m_description = snapshot->description;
    loadRealPair();
  }
  if (snapshot->metricsRestarted)
    m_curves.clear();
  for (const Json& line : snapshot->metrics)
    m_curves.add(line);
  if (!showWaiting(*snapshot))
    showStatus(snapshot->status);
  if (!snapshot->metrics.empty() || snapshot->metricsRestarted)
    Q_EMIT curvesChanged();
  if (!snapshot->previews.empty()) {
    m_previews = snapshot->previews;
    Q_EMIT previewsChanged();
  }
}

/// True while the folder doesn't speak of the engine that is on its way.
bool TrainViewModel::showWaiting(const Snapshot& snapshot)
{
  const bool spoken = snapshot.status.state != run::State::Ready &&
                      (m_follower->pid == 0 || snapshot.status.pid == m_follower->pid);
  if (m_state != State::Starting || spoken)
    return false;
  if (snapshot.engineRuns)
    return true;
  if (snapshot.status.state != run::State::Ready)
    return false;
  m_timer.stop();
  if (m_follower->pid == 0) {
    m_state = State::Stopped;
    m_message = tr("This training hasn't begun. Press Continue to start it.");
  } else {
    m_state = State::Failed;
    m_error = tr("The engine ended before it began; %1 says why.")
                  .arg(toQString(m_follower->folder / "log.txt"));
  }
  Q_EMIT changed();
  return true;
}

void TrainViewModel::showEngineState(const run::Status& status, bool commandPending)
{
  m_message = coreText(status.message);
  switch (status.state) {
  case run::State::Ready:
    break;
  case run::State::Running:
    m_state = commandPending ? State::Finishing : State::Running;
    m_message = commandPending ? tr("Saving what was learnt…")
                               : tr("You may close the window; training goes on.");
    break;
  case run::State::Paused:
    m_state = State::Paused;
    m_message = tr("Paused at step %1. Nothing is lost.").arg(QLocale().toString(status.step));
    break;
  case run::State::Stopped:
    m_state = State::Stopped;
    m_message = tr("Training stands at step %1 of %2, nothing is lost. Press Continue to go on.")
                    .arg(QLocale().toString(status.step), QLocale().toString(status.steps));
    break;
  case run::State::Finished:
    m_state = State::Finished;
    m_message = tr("Training is done: %1 of %2.")
                    .arg(QLocale().toString(status.step),
                         tr("%Ln step(s)", nullptr, static_cast<int>(status.steps)));
    break;
  case run::State::Failed:
    m_state = State::Failed;
    m_error = m_message;
    break;
  }
}

void TrainViewModel::showStatus(const run::Status& status)
{
  if (status.state == run::State::Ready)
    return;
  const bool commandPending = m_state == State::Finishing && status.state == run::State::Running;
  m_status = status;
  m_error.clear();
  showEngineState(status, commandPending);
  if (!active())
    m_timer.stop();
  Q_EMIT changed();
  if (status.imagesPerSecond > 0.0 && m_description)
    Q_EMIT speedKnown(status.imagesPerSecond, m_description->rows * m_description->columns);
  if (!active() && !status.checkpoint.empty() && !m_modelAnnounced) {
    m_modelAnnounced = true;
    Q_EMIT modelReady(m_runFolder);
  }
}

void TrainViewModel::loadRealPair()
{
  m_jobs.run<RealPair>(
      [description = *m_description](jobs::JobContext&) { return readRealPair(description); },
      [this, follower = m_follower](Result<RealPair> pair) {
        if (!pair || follower != m_follower)
          return;
        m_realPair = std::move(*pair);
        Q_EMIT realPairChanged();
      });
}

void TrainViewModel::send(run::Command command)
{
  if (m_runFolder.isEmpty())
    return;
  m_jobs.run<bool>(
      [folder = toPath(m_runFolder), command](jobs::JobContext&) -> Result<bool> {
        if (auto sent = run::sendCommand(folder, command); !sent)
          return failure(sent.error());
        return true;
      },
      [this](const Result<bool>& sent) {
        if (sent)
          return;
        m_error = coreText(sent.error().message);
        Q_EMIT changed();
      });
}

void TrainViewModel::pause()
{
  send(run::Command::Pause);
}

void TrainViewModel::resume()
{
  send(run::Command::Resume);
}

void TrainViewModel::finish()
{
  m_state = State::Finishing;
  m_message = tr("Saving what was learnt…");
  Q_EMIT changed();
  send(run::Command::Finish);
}

void TrainViewModel::stop()
{
  m_state = State::Finishing;
  m_message = tr("Stopping…");
  Q_EMIT changed();
  send(run::Command::Stop);
}

void TrainViewModel::continueRun()
{
  if (m_runFolder.isEmpty() || active())
    return;
  m_state = State::Starting;
  m_message = tr("The engine is starting…");
  m_error.clear();
  m_modelAnnounced = false;
  Q_EMIT changed();
  m_follower->pid = 0;
  m_jobs.run<std::int64_t>(
      [folder = toPath(m_runFolder),
       engine = toPath(m_programs.engine)](jobs::JobContext&) -> Result<std::int64_t> {
        const auto program = run::findEngine(engine);
        if (!program)
          return failure(program.error());
        return run::startDetached(*program, {"train", (folder / "plan.json").string(), "--resume"},
                                  folder);
      },
      [this, follower = m_follower](const Result<std::int64_t>& started) {
        if (started) {
          follower->pid = *started;
          m_timer.start();
          return;
        }
        m_state = State::Stopped;
        m_error = coreText(started.error().message);
        Q_EMIT changed();
      });
}

double TrainViewModel::fraction() const
{
  return m_status.steps > 0
             ? static_cast<double>(m_status.step) / static_cast<double>(m_status.steps)
             : -1.0;
}

QString TrainViewModel::speedText() const
{
  if (m_status.imagesPerSecond <= 0.0)
    return u"–"_s;
  return tr("%1 images/s")
      .arg(QLocale().toString(m_status.imagesPerSecond, 'f',
                              m_status.imagesPerSecond < 10.0 ? 1 : 0));
}

QString TrainViewModel::timeLeftText() const
{
  if (m_state == State::Finished)
    return tr("done");
  return m_status.secondsLeft < 0.0 || !active() ? u"–"_s : shortTime(m_status.secondsLeft);
}

QString TrainViewModel::stepText() const
{
  if (m_status.steps == 0)
    return u"–"_s;
  return tr("%1 of %2").arg(QLocale().toString(m_status.step), QLocale().toString(m_status.steps));
}

QString TrainViewModel::memoryText() const
{
  if (m_status.memoryBytes <= 0)
    return u"–"_s;
  return QLocale().formattedDataSize(m_status.memoryBytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString TrainViewModel::deviceText() const
{
  if (m_status.device.empty())
    return u"–"_s;
  return m_status.device == "cpu" ? tr("processor") : QString::fromStdString(m_status.device);
}

QString TrainViewModel::command() const
{
  return m_runFolder.isEmpty() ? QString()
                               : u"limpid-cli train \"%1/plan.json\""_s.arg(m_runFolder);
}

} // namespace limpid::viewmodels
