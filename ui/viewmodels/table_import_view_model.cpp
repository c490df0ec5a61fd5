#include "ui/viewmodels/table_import_view_model.h"

#include "core/risk/long_table.h"
#include "core/risk/rater_columns.h"
#include "core/risk/table_request.h"
#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QFileInfo>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

/// What columns of raters become where no rating is theirs yet.
constexpr auto sharedRating = "overall";

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
    TableColumn described{
        QString::fromStdString(m_table.columns[column]), {}, {}, false, false, false};
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
  guessRaters();
  risk::TableImport request;
  request.table = toPath(m_file);
  request.raterColumn.emplace();
  request.map = {{m_table.columns.front(), std::string()}}; // only the key is looked for
  if (const auto layout = risk::layoutOf(m_table, request, m_schema))
    m_key = static_cast<int>(layout->key);
}

/// rater_1, rater_2 …: taken for the one rating that they can mean; else the window asks.
void TableImportViewModel::guessRaters()
{
  const risk::RaterColumns raters = risk::findRaterColumns(m_table, m_schema);
  for (const std::size_t column : raters.columns) {
    m_columns[column].isRaters = true;
    if (raters.component)
      m_columns[column].meaning = QString::fromStdString(*raters.component);
  }
}

std::vector<std::pair<QString, QString>> TableImportViewModel::meanings(int column) const
{
  const std::string& name = m_table.columns[static_cast<std::size_t>(column)];
  const bool isRaters = m_columns[static_cast<std::size_t>(column)].isRaters;
  const QString unused = risk::isReadByName(name) ? tr("read as named") : tr("not used");
  std::vector<std::pair<QString, QString>> list{
      {QString(), column == m_key ? tr("names the image") : unused}};
  for (const risk::Component& component : m_schema)
    list.emplace_back(QString::fromStdString(component.id), coreText(component.label));
  if (!isRaters)
    list.emplace_back(QString::fromLatin1(newRating), tr("a new rating of that name"));
  else if (known(QLatin1String(sharedRating)) == nullptr)
    list.emplace_back(QString::fromLatin1(newRating),
                      tr("a new rating: %1").arg(QLatin1String(sharedRating)));
  list.emplace_back(QString::fromLatin1(rater), tr("who rated"));
  return list;
}

bool TableImportViewModel::isRating(const TableColumn& column)
{
  return !column.meaning.isEmpty() && column.meaning != QLatin1String(rater);
}

QString TableImportViewModel::componentOf(const TableColumn& column) const
{
  if (column.meaning != QLatin1String(newRating))
    return column.meaning;
  return column.isRaters ? QString::fromLatin1(sharedRating) : column.name;
}

const risk::Component* TableImportViewModel::known(const QString& component) const
{
  const auto found = std::ranges::find(m_schema, component.toStdString(), &risk::Component::id);
  return found == m_schema.end() ? nullptr : &*found;
}

/// In all of its columns, rising.
std::vector<double> TableImportViewModel::numbersOf(const QString& component) const
{
  std::set<double> numbers;
  for (const TableColumn& column : m_columns)
    if (isRating(column) && componentOf(column) == component)
      numbers.insert(column.distinct.begin(), column.distinct.end());
  return {numbers.begin(), numbers.end()};
}

/// A rating whose numbers aren't on its scale, or that has none yet, takes the table's.
bool TableImportViewModel::needsScale(const QString& id) const
{
  const risk::Component* const component = known(id);
  if (component == nullptr)
    return true;
  if (component->kind == risk::ComponentKind::Measured || component->values.empty())
    return false;
  return !std::ranges::all_of(numbersOf(id), [component](double value) {
    return risk::stepOf(*component, value).has_value();
  });
}

/// "1:none,2:moderate"; empty where the values are too many for steps: continuous.
std::string TableImportViewModel::scaleOf(const QString& component) const
{
  const std::vector<double> numbers = numbersOf(component);
  if (numbers.size() > mostSteps)
    return {};
  const auto asked = std::ranges::find(m_questions, component, &ScaleQuestion::component);
  const QStringList words =
      asked == m_questions.end() ? QStringList() : asked->words.split(u',', Qt::SkipEmptyParts);
  QStringList steps;
  for (std::size_t step = 0; step < numbers.size(); ++step) {
    const QString number = QString::number(numbers[step], 'g', 15);
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
    const QString id = componentOf(column);
    request.map[column.name.toStdString()] = id.toStdString();
    if (needsScale(id))
      request.scales[id.toStdString()] = scaleOf(id);
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

/// Whether one column has that meaning: who rated, or what is measured.
bool TableImportViewModel::isAlone(const QString& meaning) const
{
  const risk::Component* const component = known(meaning);
  return meaning == QLatin1String(rater) ||
         (component != nullptr && component->kind == risk::ComponentKind::Measured);
}

/// The first answer for one column of raters counts for all of them.
void TableImportViewModel::setMeaning(int column, const QString& meaning)
{
  TableColumn& changed = m_columns[static_cast<std::size_t>(column)];
  if (changed.meaning == meaning)
    return;
  const bool alone = isAlone(meaning);
  const bool forAll = !alone && changed.isRaters && !unansweredRaters().isEmpty();
  for (TableColumn& other : m_columns)
    if (alone && other.meaning == meaning)
      other.meaning.clear();
    else if (forAll && other.isRaters)
      other.meaning = meaning;
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

} // namespace limpid::viewmodels
