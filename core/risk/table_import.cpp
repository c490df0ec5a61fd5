#include "core/risk/table_import.h"

#include "core/risk/edit.h"
#include "core/risk/estimate.h"
#include "core/risk/library_index.h"
#include "core/risk/long_table.h"
#include "core/risk/rater_columns.h"
#include "core/risk/rating_database.h"
#include "core/risk/table_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

namespace limpid::risk {
namespace {

/// Where a value stands: one place a rater, one for what is measured, one for the decision.
using Place = std::tuple<Level, std::string, int, std::string, std::string, bool>;

struct Said
{
  int row = 0;
  double value = 0.0;
};

/// What one row says of what it names.
struct RowChanges
{
  std::vector<RatingChange> values;
  std::vector<RemarkChange> remarks;
};

/// Who speaks in a row.
struct Voice
{
  std::string named;    ///< in the table; empty: nobody
  std::string rater;    ///< whose the ratings are
  bool decides = false; ///< between raters
};

/// Why an image is left out; none: the cell doesn't say that it is.
std::optional<std::string> reasonIn(const std::string& cell)
{
  const std::string word = lowerCase(cell);
  if (word == "no" || word == "false" || word == "0")
    return std::nullopt;
  return word == "yes" || word == "true" || word == "1" ? std::string() : cell;
}

/// Reads row after row; what a row says is taken whole or not at all.
class RowReader
{
public:
  RowReader(const Table& table, const TableLayout& layout, const std::vector<Component>& schema,
            const LibraryIndex& library, const TableImport& request)
      : m_table(table), m_layout(layout), m_schema(schema), m_library(library), m_request(request)
  {
    for (const Component& component : schema)
      if (component.kind == ComponentKind::Measured)
        m_measured.insert(component.id);
  }

  void read(const TextRow& row, TableReport& report)
  {
    Result<RowChanges> changes = changesOf(row);
    if (!changes) {
      report.unmatched.push_back({row.line, changes.error().message});
      return;
    }
    ++report.matched;
    for (const RatingChange& change : changes->values) {
      m_said.emplace(placeOf(change), Said{row.line, *change.value});
      if (!isMeasured(change) && !change.adjudicated && !change.author.empty())
        m_raters.insert(change.author);
      m_changes.values.push_back(change);
    }
    std::move(changes->remarks.begin(), changes->remarks.end(),
              std::back_inserter(m_changes.remarks));
  }

  const RowChanges& changes() const { return m_changes; }
  std::vector<std::string> raters() const { return {m_raters.begin(), m_raters.end()}; }

private:
  bool isMeasured(const RatingChange& change) const
  {
    return m_measured.contains(change.component);
  }

  Place placeOf(const RatingChange& change) const
  {
    return {change.target.level,
            change.target.uid,
            change.target.frame,
            change.component,
            isMeasured(change) || change.adjudicated ? std::string() : change.author,
            change.adjudicated};
  }

  Voice voiceOf(const TextRow& row) const
  {
    Voice voice;
    if (m_layout.rater) {
      const std::string cell = trimmed(row.cells[*m_layout.rater]);
      if (!isUnrated(cell) || lowerCase(cell) == "na") // a name
        voice.named = cell;
    }
    voice.rater = voice.named.empty() ? m_request.author : voice.named;
    const auto decided = textIn(row, m_layout.decided);
    voice.decides = decided && lowerCase(*decided) == "yes";
    return voice;
  }

  Result<std::optional<int>> frameOf(const TextRow& row) const
  {
    if (!m_layout.frame || isUnrated(row.cells[*m_layout.frame]))
      return std::optional<int>();
    const std::string& cell = row.cells[*m_layout.frame];
    const std::optional<double> number = parseNumber(cell, false);
    if (!number || *number < 1 || *number > 1e9 || *number != std::floor(*number))
      return failure(ErrorCode::BadInput, fmt::format("'{}' is no frame number", cell));
    return static_cast<int>(*number);
  }

  Result<void> checkNotSaidBefore(const RatingChange& change) const
  {
    const auto before = m_said.find(placeOf(change));
    if (before == m_said.end() || before->second.value == *change.value)
      return {};
    return failure(ErrorCode::BadInput,
                   fmt::format("row {} gives the same image another {} ({})", before->second.row,
                               change.component, before->second.value));
  }

  std::optional<std::string> textIn(const TextRow& row,
                                    const std::optional<std::size_t>& column) const
  {
    if (!column || isUnrated(row.cells[*column]))
      return std::nullopt;
    return trimmed(row.cells[*column]);
  }

  /// "motion=0.5 artefact=1"; a table of somebody else's may mean another thing by the word.
  Result<void> addConfidence(std::vector<RemarkChange>& remarks, const std::string& cell,
                             const Voice& voice) const
  {
    std::istringstream words(cell);
    for (std::string word; words >> word;) {
      const std::size_t sign = word.find('=');
      if (sign == std::string::npos || !findComponent(m_schema, word.substr(0, sign)))
        continue;
      remarks.push_back(
          {{}, word.substr(0, sign), RemarkKind::Confidence, word.substr(sign + 1), voice.rater});
      const auto number = parseNumber(*remarks.back().text, false);
      if (!number || *number < 0.0 || *number > 1.0)
        return failure(ErrorCode::BadInput,
                       fmt::format("'{}' is no confidence from 0 to 1", *remarks.back().text));
    }
    return {};
  }

  /// Without their target.
  Result<std::vector<RemarkChange>> remarksIn(const TextRow& row, const Voice& voice) const
  {
    std::vector<RemarkChange> remarks;
    if (const auto cell = textIn(row, m_layout.confidence))
      if (const Result<void> added = addConfidence(remarks, *cell, voice); !added)
        return failure(added.error());
    if (const auto comment = textIn(row, m_layout.comment))
      remarks.push_back({{}, "", RemarkKind::Comment, *comment, voice.rater});
    if (const auto later = textIn(row, m_layout.later); later && lowerCase(*later) == "yes")
      remarks.push_back({{}, "", RemarkKind::Later, "", voice.rater});
    addReviews(remarks, textIn(row, m_layout.reviewed).value_or(""), voice);
    if (const auto cell = textIn(row, m_layout.leftOut))
      if (const auto reason = reasonIn(*cell)) // the mark is the project's, as in left_out.h
        remarks.push_back({{}, "", RemarkKind::LeftOut, *reason, ""});
    return remarks;
  }

  /// "noise": the components whose values are accepted. Other words are another program's.
  void addReviews(std::vector<RemarkChange>& remarks, const std::string& cell,
                  const Voice& voice) const
  {
    std::istringstream words(cell);
    for (std::string word; words >> word;)
      if (m_measured.contains(word))
        remarks.push_back({{}, word, RemarkKind::Reviewed, "", voice.rater});
  }

  Result<void> addRemarks(RowChanges& changes, const TextRow& row,
                          const std::vector<Target>& targets, const Voice& voice) const
  {
    const Result<std::vector<RemarkChange>> remarks = remarksIn(row, voice);
    if (!remarks)
      return failure(remarks.error());
    for (const RemarkChange& remark : *remarks)
      for (const Target& target : targets) {
        if (remark.kind == RemarkKind::LeftOut && target.level != Level::Image)
          return failure(ErrorCode::BadInput, "only an image can be left out, not a whole series");
        changes.remarks.push_back(remark);
        changes.remarks.back().target = target;
      }
    return {};
  }

  /// "noise=immerkaer": what measured it. Other words are another program's.
  std::string sourceIn(const TextRow& row, const std::string& component) const
  {
    std::istringstream words(textIn(row, m_layout.source).value_or(""));
    for (std::string word; words >> word;) {
      const std::size_t sign = word.find('=');
      if (sign != std::string::npos && word.substr(0, sign) == component &&
          isOwnEstimator(word.substr(sign + 1)))
        return word.substr(sign + 1);
    }
    return "table";
  }

  const std::string& raterOf(const ValueColumn& value, const Voice& voice) const
  {
    if (!value.rater.empty())
      return value.rater;
    return m_measured.contains(value.component) && m_layout.rater ? voice.named : voice.rater;
  }

  Result<void> addValues(RowChanges& changes, const TextRow& row,
                         const std::vector<Target>& targets, const Voice& voice) const
  {
    for (const ValueColumn& column : m_layout.values) {
      const std::string& id = column.component;
      const std::string& cell = row.cells[column.column];
      if (isUnrated(cell))
        continue;
      const Result<double> value = valueIn(m_table, cell, *findComponent(m_schema, id));
      if (!value)
        return failure(value.error());
      const bool measured = m_measured.contains(id);
      const bool decided = voice.decides && !measured;
      const std::string source = decided ? "adjudication" : measured ? sourceIn(row, id) : "table";
      for (const Target& target : targets) {
        changes.values.push_back({target, id, *value, source, raterOf(column, voice), decided});
        if (const auto fresh = checkNotSaidBefore(changes.values.back()); !fresh)
          return failure(fresh.error());
      }
    }
    return {};
  }

  Result<RowChanges> changesOf(const TextRow& row) const
  {
    if (row.cells.size() != m_table.columns.size())
      return failure(ErrorCode::BadInput, fmt::format("it has {} cells, the header has {}",
                                                      row.cells.size(), m_table.columns.size()));
    const Result<std::optional<int>> frame = frameOf(row);
    if (!frame)
      return failure(frame.error());
    const auto targets = m_library.find(trimmed(row.cells[m_layout.key]), *frame, m_request.level);
    if (!targets)
      return failure(targets.error());
    const Voice voice = voiceOf(row);
    RowChanges changes;
    if (const Result<void> added = addValues(changes, row, *targets, voice); !added)
      return failure(added.error());
    if (const Result<void> added = addRemarks(changes, row, *targets, voice); !added)
      return failure(added.error());
    return changes;
  }

  const Table& m_table;
  const TableLayout& m_layout;
  const std::vector<Component>& m_schema;
  const LibraryIndex& m_library;
  const TableImport& m_request;
  std::set<std::string> m_measured; // components
  std::set<std::string> m_raters;
  std::map<Place, Said> m_said;
  RowChanges m_changes;
};

/// A table as a request reads it.
struct Reading
{
  std::vector<Component> schema;
  TablePreview rows;
};

Result<Reading> readRatings(study::Project& project, const TableImport& request)
{
  Result<Table> table = readTable(request.table);
  if (!table)
    return failure(table.error());
  if (isLongTable(*table))
    table = ratingTableOf(*table);
  if (table->rows.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} has a header and no rows.", request.table.string()));
  const Result<std::vector<Component>> before = loadSchema(project);
  if (!before)
    return failure(before.error());
  const Result<TableLayout> layout = layoutOf(*table, request, *before);
  if (!layout)
    return failure(layout.error());
  const Result<std::set<std::string>> settled = componentsWithValues(project);
  if (!settled)
    return failure(settled.error());
  auto schema = schemaAfter(*before, request, *layout, *settled);
  if (!schema)
    return failure(schema.error());
  const Result<LibraryIndex> library = LibraryIndex::read(project);
  if (!library)
    return failure(library.error());

  Reading reading{std::move(*schema), {}};
  RowReader reader(*table, *layout, reading.schema, *library, request);
  for (const TextRow& row : table->rows)
    reader.read(row, reading.rows.report);
  reading.rows.report.raters = reader.raters();
  reading.rows.changes = reader.changes().values;
  reading.rows.remarks = reader.changes().remarks;
  return reading;
}

} // namespace

Result<std::set<std::string>> componentsWithValues(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::set<std::string>> {
    SQLite::Statement query(database, "SELECT DISTINCT component FROM risk_value");
    std::set<std::string> components;
    while (query.executeStep())
      components.insert(query.getColumn(0).getString());
    return components;
  });
}

Result<TablePreview> previewTable(study::Project& project, const TableImport& request)
{
  const auto schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  TableImport asked = request;
  for (const Component& component : *schema)
    asked.goodEnds.try_emplace(component.id, component.goodIsLow ? "low" : "high");
  for (const auto& [column, component] : asked.map)
    asked.goodEnds.try_emplace(component, "low");
  for (const auto& [component, scale] : asked.scales)
    asked.goodEnds.try_emplace(component, "low");
  Result<Reading> reading = readRatings(project, asked);
  if (!reading)
    return failure(reading.error());
  return std::move(reading->rows);
}

Result<TableReport> importTable(study::Project& project, const TableImport& request)
{
  const Result<Reading> reading = readRatings(project, request);
  if (!reading)
    return failure(reading.error());
  const auto before = loadSchema(project);
  if (!before)
    return failure(before.error());
  const auto settled = componentsWithValues(project);
  if (!settled)
    return failure(settled.error());
  Edit edit;
  edit.schema = reading->schema;
  for (const Component& component : reading->schema) // of those without values until now
    if (const auto old = findComponent(*before, component.id);
        old && old->goodIsLow != component.goodIsLow && !settled->contains(component.id))
      edit.turned.insert(component.id);
  edit.values = reading->rows.changes;
  edit.remarks = reading->rows.remarks;
  edit.author = request.author;
  if (const Result<void> stored = store(project, edit); !stored)
    return failure(stored.error());
  return reading->rows.report;
}

} // namespace limpid::risk
