#include "ui/viewmodels/quality_view_model.h"

#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <map>
#include <numeric>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

QualityViewModel::QualityViewModel(WorkerClient& worker, Programs programs, QObject* parent)
    : QObject(parent),
      m_worker(worker),
      m_programs(std::move(programs)),
      m_images(worker),
      m_shown(worker),
      m_measurement(m_programs)
{
  connect(&m_measurement, &NoiseMeasurement::progressed, this, [this] {
    m_message = m_measurement.step();
    Q_EMIT progressed();
  });
  connect(&m_measurement, &NoiseMeasurement::finished, this, &QualityViewModel::finishMeasuring);
}

QualityViewModel::~QualityViewModel()
{
  m_stores.finish(); // what was rated is kept
}

void QualityViewModel::setProject(const QString& folder)
{
  cancelMeasuring();
  m_stores.finish();
  m_jobs.stop();
  m_shown.stop();
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
      [folder = toPath(m_project), kind = m_kind.toStdString(), rater = m_author.toStdString()](
          jobs::JobContext& context) { return readKindSeenBy(rater, folder, kind, context); },
      [this, edits = m_edits, project = m_project](const Result<KindContent>& content) {
        if (project != m_project)
          return;
        if (edits != m_edits) { // it was read before the last edit
          reload();
          return;
        }
        if (content) {
          show(*content);
          return;
        }
        m_error = coreText(content.error().message);
        settle();
      });
  Q_EMIT changed();
}

void QualityViewModel::setAuthor(const QString& author)
{
  if (author == m_author)
    return;
  m_author = author;
  reload();
}

void QualityViewModel::openImage(int level, const QString& uid, int frame)
{
  const std::string wanted = uid.toStdString();
  for (int row = 0; row < m_images.rowCount(); ++row) {
    const study::ImageRecord& image = m_images.image(row).record;
    const auto series = m_images.content().series.find(image.seriesUid);
    const bool found =
        level == static_cast<int>(risk::Level::Image) ? image.key == study::ImageKey{wanted, frame}
        : level == static_cast<int>(risk::Level::Series)
            ? image.seriesUid == wanted
            : series != m_images.content().series.end() && series->second.studyUid == wanted;
    if (!found)
      continue;
    setSelection({row});
    return;
  }
}

void QualityViewModel::readAgain(int row)
{
  const study::ImageRecord record = m_images.image(row).record;
  m_jobs.run<risk::QualityVector>(
      [folder = toPath(m_project), record,
       rater = m_author.toStdString()](jobs::JobContext&) -> Result<risk::QualityVector> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        auto seen = risk::qualitySeenBy(*project, {record}, rater);
        if (!seen)
          return failure(seen.error());
        return std::move(seen->front());
      },
      [this, row, key = record.key,
       project = m_project](const Result<risk::QualityVector>& quality) {
        if (project != m_project || row >= m_images.rowCount() ||
            m_images.image(row).record.key != key)
          return; // read with all others meanwhile
        if (!quality) {
          m_error = coreText(quality.error().message);
          settle();
          return;
        }
        for (const risk::Component& component : schema()) {
          const auto found = quality->find(component.id);
          m_images.setValue({row}, component.id,
                            found == quality->end() ? std::nullopt : std::optional(found->second));
        }
        settle();
        Q_EMIT selectionChanged();
        Q_EMIT qualityChanged();
      });
}

void QualityViewModel::show(const KindContent& content)
{
  std::map<study::ImageKey, std::size_t> selected; // its last image is the one that is looked at
  for (const int row : m_selection)
    selected.emplace(m_images.image(row).record.key, selected.size());
  m_images.setContent(content);
  m_order.clear();
  m_selection.assign(selected.size(), -1);
  for (std::size_t row = 0; row < content.images.size(); ++row)
    if (const auto at = selected.find(content.images[row].record.key); at != selected.end())
      m_selection[at->second] = static_cast<int>(row);
  std::erase(m_selection, -1);
  if (m_selection.empty())
    m_shown.show(std::nullopt);
  settle();
  Q_EMIT selectionChanged();
}

void QualityViewModel::settle()
{
  if (m_measurement.running())
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
  return countKnownNoise(m_images.content());
}

QString QualityViewModel::contentSentence() const
{
  const QString noise = noiseSentence(m_images.content());
  return m_imported.isEmpty() ? noise : QString(m_imported + u' ' + noise);
}

void QualityViewModel::setSelection(const std::vector<int>& rows)
{
  if (rows == m_selection)
    return;
  m_selection = rows;
  Q_EMIT selectionChanged();
  m_shown.show(rows.empty() ? std::nullopt : std::optional(m_images.image(rows.back()).record));
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

std::vector<int> QualityViewModel::order() const
{
  if (!m_order.empty())
    return m_order;
  std::vector<int> rows(m_images.content().images.size());
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

std::unique_ptr<TableImportViewModel> QualityViewModel::openTable(const QString& table)
{
  return std::make_unique<TableImportViewModel>(m_worker, m_project, m_images.content(), table);
}

bool QualityViewModel::busy() const
{
  return m_stores.busy() || m_jobs.busy() || m_shown.busy() || m_measurement.running();
}

void QualityViewModel::finish()
{
  while (m_stores.busy() || m_jobs.busy() || m_shown.busy()) {
    m_stores.finish();
    m_jobs.finish();
    m_shown.finish();
  }
}

void QualityViewModel::measureWhereUnknown()
{
  if (m_state != State::Ready || m_measuredByItself || imagesWithNoise() > 0)
    return;
  m_measuredByItself = true;
  MeasureRequest request;
  request.byItself = true;
  measure(request);
}

void QualityViewModel::measureNoise()
{
  measure({});
}

void QualityViewModel::measure(const MeasureRequest& request)
{
  if (m_project.isEmpty() || m_measurement.running())
    return;
  MeasureRequest asked = request;
  asked.rater = m_author;
  if (asked.seriesUids.isEmpty()) // those of the kind, not all of the library
    for (const auto& [uid, series] : m_images.content().series)
      asked.seriesUids.append(QString::fromStdString(uid));
  m_error.clear();
  m_state = State::Measuring;
  m_message = tr("Measuring noise…");
  Q_EMIT changed();
  m_measurement.start(m_project, asked);
}

void QualityViewModel::cancelMeasuring()
{
  m_measurement.cancel();
}

void QualityViewModel::finishMeasuring()
{
  m_error = m_measurement.error();
  if (const QStringList failures = m_measurement.failures();
      m_error.isEmpty() && !failures.isEmpty())
    m_error =
        tr("%Ln image(s) could not be measured. %1", nullptr, static_cast<int>(failures.size()))
            .arg(failures.first());
  m_imported = m_measurement.sentences().join(u' ');
  ++m_edits;
  settle();
  reload();
  Q_EMIT qualityChanged();
}

} // namespace limpid::viewmodels
