#include "ui/viewmodels/quality_view_model.h"

#include "core/study/pixel_reader.h"
#include "core/study/project.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <set>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;

const risk::Component* find(const std::vector<risk::Component>& schema, const QString& id)
{
  const auto found = std::find_if(schema.begin(), schema.end(), [&](const risk::Component& one) {
    return one.id == id.toStdString();
  });
  return found == schema.end() ? nullptr : &*found;
}

QString lastLine(const QByteArray& text)
{
  const QStringList lines = QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
  return lines.isEmpty() ? QString() : lines.last().trimmed();
}

} // namespace

QualityViewModel::QualityViewModel(WorkerClient& worker, Programs programs, QObject* parent)
    : QObject(parent), m_worker(worker), m_programs(std::move(programs)), m_images(worker)
{
  connect(&m_worker, &WorkerClient::ready, this, [this](const QString& uid, int frame) {
    if (m_shownKey == study::ImageKey{uid.toStdString(), frame})
      readShownImage();
  });
  connect(&m_worker, &WorkerClient::failed, this, &QualityViewModel::thumbnailFailed);
  connect(&m_estimator, &QProcess::finished, this, &QualityViewModel::finishMeasuring);
  connect(&m_estimator, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart)
      return;
    m_error = tr("Noise can't be measured: %1 can't be started.").arg(m_estimator.program());
    settle();
  });
}

QualityViewModel::~QualityViewModel()
{
  m_estimator.disconnect(this);
  if (m_estimator.state() == QProcess::NotRunning)
    return;
  m_estimator.terminate(); // what was accepted is stored
  if (!m_estimator.waitForFinished(patienceMs))
    m_estimator.kill();
}

void QualityViewModel::setProject(const QString& folder)
{
  cancelMeasuring();
  m_jobs.stop();
  m_reads.stop();
  m_project = folder;
  m_kind.clear();
  m_imported.clear();
  m_importProblems.clear();
  show({});
}

void QualityViewModel::setKind(const QString& kind)
{
  m_kind = kind;
  m_measuredByItself = false;
  reload();
}

void QualityViewModel::reload()
{
  if (m_project.isEmpty())
    return;
  if (m_state == State::NoImages)
    m_state = State::Loading;
  m_jobs.run<KindContent>(
      [folder = toPath(m_project), kind = m_kind.toStdString()](jobs::JobContext& context) {
        return readKind(folder, kind, context);
      },
      [this](const Result<KindContent>& content) {
        if (content) {
          show(*content);
          return;
        }
        m_error = QString::fromStdString(content.error().message);
        settle();
      });
  Q_EMIT changed();
}

void QualityViewModel::showError(const QString& sentence)
{
  m_error = sentence;
  Q_EMIT changed();
}

void QualityViewModel::show(const KindContent& content)
{
  std::set<study::ImageKey> selected;
  for (const int row : m_selection)
    selected.insert(m_images.image(row).record.key);
  m_images.setContent(content);
  m_selection.clear();
  for (std::size_t row = 0; row < content.images.size(); ++row)
    if (selected.contains(content.images[row].record.key))
      m_selection.push_back(static_cast<int>(row));
  if (m_selection.empty())
    m_shownKey.reset();
  settle();
  Q_EMIT selectionChanged();
}

void QualityViewModel::settle()
{
  if (m_estimator.state() != QProcess::NotRunning)
    m_state = State::Measuring;
  else
    m_state = m_images.rowCount() == 0 ? State::NoImages : State::Ready;
  if (m_state == State::Ready)
    m_message = contentSentence();
  else if (m_state == State::NoImages)
    m_message.clear();
  Q_EMIT changed();
}

int QualityViewModel::imagesWithNoise() const
{
  return static_cast<int>(knownNoise(m_images.content()).size());
}

QString QualityViewModel::contentSentence() const
{
  const QString noise = noiseSentence(m_images.content());
  return m_imported.isEmpty() ? noise : QString(m_imported + u' ' + noise);
}

NoiseHistogram QualityViewModel::histogram() const
{
  return noiseHistogram(knownNoise(m_images.content()));
}

void QualityViewModel::setSelection(const std::vector<int>& rows)
{
  if (rows == m_selection)
    return;
  m_selection = rows;
  Q_EMIT selectionChanged();
  const std::optional<study::ImageKey> key =
      rows.empty() ? std::nullopt : std::optional(m_images.image(rows.back()).record.key);
  if (key == m_shownKey)
    return;
  m_shownKey = key;
  m_shownImage.reset();
  m_shownImageReason.clear();
  if (!key) {
    Q_EMIT shownImageChanged();
    return;
  }
  m_shownImageReason = m_worker.reason(*key);
  if (!m_worker.thumbnail(*key).isEmpty())
    readShownImage();
  else
    m_worker.request(*key); // decoded there for the first time
}

void QualityViewModel::readShownImage()
{
  if (m_selection.empty())
    return;
  const study::ImageRecord record = m_images.image(m_selection.back()).record;
  m_reads.stop();
  m_reads.run<imaging::Image>(
      [record](jobs::JobContext&) { return study::readFrame(record.path, record.key.frame); },
      [this, key = record.key](Result<imaging::Image> image) {
        if (m_shownKey != key)
          return;
        if (image)
          m_shownImage = std::move(*image);
        else
          m_shownImageReason = QString::fromStdString(image.error().message);
        Q_EMIT shownImageChanged();
      });
}

void QualityViewModel::thumbnailFailed(const QString& uid, int frame, const QString& reason)
{
  if (m_shownKey != study::ImageKey{uid.toStdString(), frame})
    return;
  m_shownImageReason = reason;
  Q_EMIT shownImageChanged();
}

std::optional<double> QualityViewModel::selectedValue(const QString& component) const
{
  std::optional<double> shared;
  for (const int row : m_selection) {
    const risk::QualityVector& quality = m_images.image(row).quality;
    const auto rating = quality.find(component.toStdString());
    if (rating == quality.end() || (shared && *shared != rating->second.value))
      return std::nullopt;
    shared = rating->second.value;
  }
  return shared;
}

void QualityViewModel::setValue(const QString& component, std::optional<double> value)
{
  if (m_selection.empty() || find(schema(), component) == nullptr)
    return;
  const std::string id = component.toStdString();
  std::vector<risk::Target> targets;
  for (const int row : m_selection) {
    const study::ImageKey& key = m_images.image(row).record.key;
    targets.push_back({risk::Level::Image, key.uid, key.frame});
  }
  std::optional<risk::Rating> rating;
  if (value)
    rating = risk::Rating{id, *value, "person", "", "", risk::Level::Image};
  m_images.setValue(m_selection, id, rating);
  m_error.clear();
  m_imported.clear();
  settle();
  Q_EMIT selectionChanged();
  m_jobs.run<bool>(
      [folder = toPath(m_project), targets, id, value](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        if (auto stored = risk::setRating(*project, targets, id, value, "person", ""); !stored)
          return failure(stored.error());
        return true;
      },
      [this, cleared = !value](const Result<bool>& stored) {
        if (!stored)
          m_error = QString::fromStdString(stored.error().message);
        if (!stored || cleared) // show what is really in force: a cleared value may be inherited
          reload();
        Q_EMIT qualityChanged();
      });
}

void QualityViewModel::rate(const QString& component, int step)
{
  const risk::Component* rated = find(schema(), component);
  if (rated != nullptr && step >= 0 && step < static_cast<int>(rated->values.size()))
    setValue(component, rated->values[static_cast<std::size_t>(step)]);
}

void QualityViewModel::undo()
{
  step(true);
}

void QualityViewModel::redo()
{
  step(false);
}

void QualityViewModel::step(bool back)
{
  if (m_project.isEmpty())
    return;
  m_error.clear();
  m_jobs.run<bool>(
      [folder = toPath(m_project), back](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return back ? risk::undo(*project) : risk::redo(*project);
      },
      [this](const Result<bool>& stepped) {
        if (!stepped)
          m_error = QString::fromStdString(stepped.error().message);
        reload();
        Q_EMIT qualityChanged();
      });
}

std::unique_ptr<TableImportViewModel> QualityViewModel::openTable(const QString& table)
{
  return std::make_unique<TableImportViewModel>(m_worker, m_project, m_images.content(), table);
}

void QualityViewModel::importTable(const risk::TableImport& request)
{
  if (m_project.isEmpty())
    return;
  cancelMeasuring(); // the table's values are the ones that count
  m_state = State::Importing;
  m_message = tr("Reading the table…");
  m_error.clear();
  m_importProblems.clear();
  m_imported.clear();
  Q_EMIT changed();
  m_jobs.run<risk::TableReport>(
      [folder = toPath(m_project), request](jobs::JobContext&) -> Result<risk::TableReport> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::importTable(*project, request);
      },
      [this](const Result<risk::TableReport>& report) { finishImport(report); });
}

void QualityViewModel::finishImport(const Result<risk::TableReport>& report)
{
  if (!report) {
    m_error = QString::fromStdString(report.error().message);
    settle();
    return;
  }
  m_imported = tr("%Ln row(s) of the table were used.", nullptr, report->matched);
  for (const risk::RowProblem& problem : report->unmatched)
    m_importProblems.append(
        tr("Row %1: %2").arg(problem.row).arg(QString::fromStdString(problem.reason)));
  if (!m_importProblems.isEmpty()) {
    const int unmatched = static_cast<int>(report->unmatched.size());
    m_error =
        tr("%1 of %2 were not used. %3")
            .arg(QLocale().toString(unmatched),
                 tr("%Ln row(s)", nullptr, report->matched + unmatched), m_importProblems.first());
  }
  reload();
  Q_EMIT qualityChanged();
}

bool QualityViewModel::busy() const
{
  return m_jobs.busy() || m_reads.busy() || m_estimator.state() != QProcess::NotRunning;
}

void QualityViewModel::finish()
{
  while (m_jobs.busy() || m_reads.busy()) {
    m_jobs.finish();
    m_reads.finish();
  }
}

void QualityViewModel::measureWhereUnknown()
{
  if (m_state != State::Ready || m_measuredByItself || imagesWithNoise() > 0)
    return;
  m_measuredByItself = true;
  measureNoise();
}

void QualityViewModel::measureNoise()
{
  if (m_project.isEmpty() || m_estimator.state() != QProcess::NotRunning)
    return;
  m_cancelled = false;
  m_error.clear();
  m_state = State::Measuring;
  m_message = tr("Measuring noise…");
  Q_EMIT changed();
  m_estimator.start(commandLineProgram(m_programs),
                    {u"risk"_s, u"estimate"_s, m_project, u"--estimator"_s, u"immerkaer"_s,
                     u"--accept"_s, u"--json"_s});
  m_estimator.closeWriteChannel();
}

void QualityViewModel::cancelMeasuring()
{
  if (m_estimator.state() == QProcess::NotRunning)
    return;
  m_cancelled = true;
  ::kill(static_cast<pid_t>(m_estimator.processId()), SIGINT); // a stop keeps what was measured
}

void QualityViewModel::finishMeasuring(int exitCode, QProcess::ExitStatus status)
{
  const QString reason = lastLine(m_estimator.readAllStandardError());
  m_estimator.readAllStandardOutput();
  if (!m_cancelled && status == QProcess::CrashExit)
    m_error = tr("The measuring process ended unexpectedly; what it had stored is kept.");
  else if (!m_cancelled && exitCode != 0)
    m_error = reason.isEmpty() ? tr("Noise could not be measured.") : reason;
  reload();
  Q_EMIT qualityChanged();
}

} // namespace limpid::viewmodels
