#include "ui/viewmodels/table_import_view_model.h"

#include "core/risk/long_table.h"
#include "core/risk/table_request.h"
#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostSteps = 12; // a scale with more is no scale of words

QString listOf(const std::vector<std::string>& names)
{
  QStringList list;
  for (const std::string& name : names)
    list.append(QString::fromStdString(name));
  return list.join(u", "_s);
}

} // namespace

struct TableImportViewModel::Opened
{
  risk::Table table;
  std::vector<risk::Component> schema;
  std::set<std::string> settled;
};

TableImportViewModel::TableImportViewModel(WorkerClient& worker, QString project,
                                           const KindContent& content, QString table,
                                           QObject* parent)
    : QObject(parent),
      m_worker(worker),
      m_project(std::move(project)),
      m_content(content),
      m_file(std::move(table))
{
  connect(&m_worker, &WorkerClient::ready, this, &TableImportViewModel::thumbnailArrived);
  open();
}

QString TableImportViewModel::fileName() const
{
  return QFileInfo(m_file).fileName();
}

void TableImportViewModel::open()
{
  m_jobs.run<Opened>(
      [folder = toPath(m_project), file = toPath(m_file)](jobs::JobContext&) -> Result<Opened> {
        auto table = risk::readTable(file);
        if (!table)
          return failure(table.error());
        if (risk::isLongTable(*table)) // as the import reads it
          table = risk::ratingTableOf(*table);
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        auto schema = risk::loadSchema(*project);
        if (!schema)
          return failure(schema.error());
        auto settled = risk::componentsWithValues(*project);
        if (!settled)
          return failure(settled.error());
        return Opened{std::move(*table), std::move(*schema), std::move(*settled)};
      },
      [this](Result<Opened> opened) {
        if (!opened) {
          m_state = State::Failed;
          m_error = coreText(opened.error().message);
          Q_EMIT changed();
          return;
        }
        m_table = std::move(opened->table);
        m_schema = std::move(opened->schema);
        m_settled = std::move(opened->settled);
        m_state = State::Ready;
        describeColumns();
        guess();
        forecastRows();
      });
}

void TableImportViewModel::describeColumns()
{
  for (std::size_t column = 0; column < m_table.columns.size(); ++column) {
    TableColumn described{QString::fromStdString(m_table.columns[column]), {}, {}, false, false};
    std::set<double> distinct;
    for (const risk::TextRow& row : m_table.rows) {
      if (column >= row.cells.size() || risk::isUnrated(row.cells[column]))
        continue;
      const auto number = risk::parseNumber(row.cells[column], m_table.commaIsDecimal);
      described.hasNumbers = described.hasNumbers || number.has_value();
      described.hasWords = described.hasWords || !number;
      if (number && distinct.size() <= mostSteps)
        distinct.insert(*number);
    }
    described.distinct.assign(distinct.begin(), distinct.end());
    m_columns.push_back(std::move(described));
  }
}

/// Columns that are called like a component are taken for it, and the key as the import finds it.
void TableImportViewModel::guess()
{
  for (TableColumn& column : m_columns)
    for (const risk::Component& component : m_schema)
      if (column.name.compare(QString::fromStdString(component.id), Qt::CaseInsensitive) == 0)
        column.meaning = QString::fromStdString(component.id);
  if (const auto named = risk::findRaterColumn(m_table))
    if (QString& meaning = m_columns[*named].meaning; meaning.isEmpty())
      meaning = QString::fromLatin1(rater);
  risk::TableImport request;
  request.table = toPath(m_file);
  request.raterColumn.emplace();
  request.map = {{m_table.columns.front(), std::string()}}; // only the key is looked for
  if (const auto layout = risk::layoutOf(m_table, request, m_schema))
    m_key = static_cast<int>(layout->key);
}

std::vector<std::pair<QString, QString>> TableImportViewModel::meanings(int column) const
{
  const std::string& name = m_table.columns[static_cast<std::size_t>(column)];
  std::vector<std::pair<QString, QString>> list{
      {QString(), risk::isReadByName(name) ? tr("read as named") : tr("not used")}};
  for (const risk::Component& component : m_schema)
    list.emplace_back(QString::fromStdString(component.id), coreText(component.label));
  list.emplace_back(QString::fromLatin1(newRating), tr("a new rating of that name"));
  list.emplace_back(QString::fromLatin1(rater), tr("who rated"));
  return list;
}

bool TableImportViewModel::isRating(const TableColumn& column)
{
  return !column.meaning.isEmpty() && column.meaning != QLatin1String(rater);
}

QString TableImportViewModel::componentOf(const TableColumn& column) const
{
  return column.meaning == QLatin1String(newRating) ? column.name : column.meaning;
}

const risk::Component* TableImportViewModel::known(const QString& component) const
{
  const auto found = std::ranges::find(m_schema, component.toStdString(), &risk::Component::id);
  return found == m_schema.end() ? nullptr : &*found;
}

/// A rating whose numbers aren't on its scale, or that has none yet, takes the table's.
bool TableImportViewModel::needsScale(const TableColumn& column) const
{
  const risk::Component* const component = known(componentOf(column));
  if (component == nullptr)
    return true;
  if (component->kind == risk::ComponentKind::Measured || component->values.empty())
    return false;
  return !std::ranges::all_of(column.distinct, [component](double value) {
    return risk::stepOf(*component, value).has_value();
  });
}

/// "1:none,2:moderate"; empty where the values are too many for steps: continuous.
std::string TableImportViewModel::scaleOf(const TableColumn& column) const
{
  if (column.distinct.size() > mostSteps)
    return {};
  const auto asked = std::ranges::find(m_questions, componentOf(column), &ScaleQuestion::component);
  const QStringList words =
      asked == m_questions.end() ? QStringList() : asked->words.split(u',', Qt::SkipEmptyParts);
  QStringList steps;
  for (std::size_t step = 0; step < column.distinct.size(); ++step) {
    const QString number = QString::number(column.distinct[step], 'g', 15);
    const auto place = static_cast<qsizetype>(step);
    steps.append(place < words.size() ? QString(number + u':' + words[place].trimmed()) : number);
  }
  return steps.join(u',').toStdString();
}

risk::TableImport TableImportViewModel::request() const
{
  risk::TableImport request;
  request.table = toPath(m_file);
  request.level = m_level;
  if (m_key >= 0)
    request.keyColumn = m_table.columns[static_cast<std::size_t>(m_key)];
  request.raterColumn.emplace(); // what the dialog shows is all that counts
  for (const TableColumn& column : m_columns) {
    if (column.meaning == QLatin1String(rater))
      request.raterColumn = column.name.toStdString();
    if (!isRating(column))
      continue;
    const std::string id = componentOf(column).toStdString();
    request.map[column.name.toStdString()] = id;
    if (needsScale(column))
      request.scales[id] = scaleOf(column);
  }
  for (const ScaleQuestion& asked : m_questions)
    if (asked.goodIsLow)
      request.goodEnds[asked.component.toStdString()] = *asked.goodIsLow ? "low" : "high";
  return request;
}

void TableImportViewModel::setKeyColumn(int column)
{
  m_key = column;
  forecastRows();
}

void TableImportViewModel::setLevel(risk::Level level)
{
  m_level = level;
  forecastRows();
}

void TableImportViewModel::setMeaning(int column, const QString& meaning)
{
  TableColumn& changed = m_columns[static_cast<std::size_t>(column)];
  if (changed.meaning == meaning)
    return;
  if (!meaning.isEmpty() && meaning != QLatin1String(newRating))
    for (TableColumn& other : m_columns) // one column a component
      if (other.meaning == meaning)
        other.meaning.clear();
  changed.meaning = meaning;
  forecastRows();
}

ScaleQuestion* TableImportViewModel::question(const QString& component)
{
  const auto found = std::ranges::find(m_questions, component, &ScaleQuestion::component);
  return found == m_questions.end() ? nullptr : &*found;
}

void TableImportViewModel::setGoodEnd(const QString& component, bool low)
{
  if (ScaleQuestion* const asked = question(component))
    asked->goodIsLow = low;
  Q_EMIT changed();
}

void TableImportViewModel::setWords(const QString& component, const QString& words)
{
  if (ScaleQuestion* const asked = question(component))
    asked->words = words;
  Q_EMIT changed();
}

void TableImportViewModel::forecastRows()
{
  m_jobs.stop();
  m_forecast.reset();
  m_forecastError.clear();
  std::vector<ScaleQuestion> questions;
  for (const TableColumn& column : m_columns) {
    const QString id = componentOf(column);
    const risk::Component* const component = known(id);
    const bool measured = component != nullptr && component->kind == risk::ComponentKind::Measured;
    if (!isRating(column) || measured || m_settled.contains(id.toStdString()))
      continue;
    if (const ScaleQuestion* const before = question(id))
      questions.push_back(*before);
    else
      questions.push_back(
          {id, component == nullptr ? id : coreText(component->label), {}, {}, {}, std::nullopt});
  }
  m_questions = std::move(questions);
  Q_EMIT changed();
  const risk::TableImport asked = request();
  if (asked.map.empty() || asked.keyColumn.empty())
    return;
  m_jobs.run<risk::TablePreview>(
      [folder = toPath(m_project), asked](jobs::JobContext&) -> Result<risk::TablePreview> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::previewTable(*project, asked);
      },
      [this](const Result<risk::TablePreview>& preview) {
        if (preview)
          showForecast(*preview);
        else
          m_forecastError = coreText(preview.error().message);
        Q_EMIT changed();
      });
}

void TableImportViewModel::showForecast(const risk::TablePreview& preview)
{
  m_forecast = preview.report;
  for (ScaleQuestion& asked : m_questions)
    showEnds(asked, preview);
}

std::optional<study::ImageKey> TableImportViewModel::imageOf(const risk::Target& target) const
{
  if (target.level == risk::Level::Image)
    return study::ImageKey{target.uid, target.frame};
  std::vector<study::ImageKey> images;
  for (const RatedImage& image : m_content.images) {
    const auto series = m_content.series.find(image.record.seriesUid);
    const bool inside =
        target.level == risk::Level::Series
            ? image.record.seriesUid == target.uid
            : series != m_content.series.end() && series->second.studyUid == target.uid;
    if (inside)
      images.push_back(image.record.key);
  }
  if (images.empty())
    return std::nullopt;
  return images[images.size() / 2];
}

void TableImportViewModel::showEnds(ScaleQuestion& asked, const risk::TablePreview& preview)
{
  std::vector<const risk::RatingChange*> rated;
  for (const risk::RatingChange& change : preview.changes)
    if (change.component == asked.component.toStdString() && change.value)
      rated.push_back(&change);
  std::ranges::stable_sort(rated, {}, [](const risk::RatingChange* one) { return *one->value; });
  std::set<double> steps;
  for (const risk::RatingChange* const change : rated)
    steps.insert(*change->value);
  const bool stepwise = steps.size() <= mostSteps;
  const auto take = [this, stepwise](auto first, auto last, ScaleEnd& end) {
    end = {};
    for (; first != last && std::ssize(end.images) < imagesPerEnd; ++first) {
      if (end.images.empty())
        end.value = *(*first)->value;
      else if (stepwise && *(*first)->value != end.value)
        break; // a step is shown by its own images
      if (const auto image = imageOf((*first)->target)) {
        end.images.push_back(*image);
        m_worker.request(*image);
      }
    }
  };
  take(rated.begin(), rated.end(), asked.lowest);
  take(rated.rbegin(), rated.rend(), asked.highest);
}

QString TableImportViewModel::forecast() const
{
  if (!m_forecastError.isEmpty())
    return m_forecastError;
  if (!m_forecast)
    return m_jobs.busy() ? tr("Looking for the images…") : QString();
  const int unmatched = static_cast<int>(m_forecast->unmatched.size());
  QString text = tr("%1 of %2 can be used.")
                     .arg(QLocale().toString(m_forecast->matched),
                          tr("%Ln row(s)", nullptr, m_forecast->matched + unmatched));
  if (unmatched > 0) {
    const risk::RowProblem& first = m_forecast->unmatched.front();
    text +=
        u' ' + tr("The first that can't, row %1: %2.").arg(first.row).arg(coreText(first.reason));
  }
  if (!m_forecast->raters.empty()) // named by the table: who imports is not said here
    text += u' ' + tr("Rated by %1.").arg(listOf(m_forecast->raters));
  return text;
}

QStringList TableImportViewModel::problems() const
{
  QStringList lines;
  if (m_forecast)
    for (const risk::RowProblem& problem : m_forecast->unmatched)
      lines.append(tr("Row %1: %2").arg(problem.row).arg(coreText(problem.reason)));
  return lines;
}

QString TableImportViewModel::obstacle() const
{
  if (m_state != State::Ready)
    return m_error.isEmpty() ? tr("The table is being read.") : m_error;
  if (m_key < 0)
    return tr("Say which column names the image.");
  if (std::ranges::none_of(m_columns, isRating))
    return tr("Say what at least one column means.");
  for (const ScaleQuestion& asked : m_questions)
    if (!asked.goodIsLow)
      return tr("Say which end of %1 is good.").arg(asked.label);
  if (!m_forecastError.isEmpty())
    return m_forecastError;
  if (m_forecast && m_forecast->matched == 0)
    return tr("No row finds its image.");
  return {};
}

} // namespace limpid::viewmodels
