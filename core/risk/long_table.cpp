#include "core/risk/long_table.h"

#include "core/risk/estimate.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace limpid::risk {
namespace {

constexpr std::array longColumns = {"record",    "level", "uid",    "frame",
                                    "component", "value", "author", "text"};

/// The rating table as it grows; columns come with what stands in them.
class RatingTable
{
public:
  /// Level, UID, frame, author, and "yes" for decisions.
  using Key = std::array<std::string, 5>;

  /// Words behind those that stand there: a confidence or a review for each component.
  void add(const TextRow& row, const Key& key, const std::string& column, const std::string& text)
  {
    std::string& cell = at(row, key, column);
    cell += cell.empty() ? text : ' ' + text;
  }

  void set(const TextRow& row, const Key& key, const std::string& column, const std::string& text)
  {
    at(row, key, column) = text;
  }

  Table take()
  {
    for (TextRow& row : m_table.rows)
      row.cells.resize(m_table.columns.size());
    return std::move(m_table);
  }

private:
  std::string& at(const TextRow& row, const Key& key, const std::string& column)
  {
    const auto [place, isNew] = m_rows.try_emplace(key, m_table.rows.size());
    if (isNew)
      m_table.rows.push_back({row.line, {key[1], key[2], key[3], key[4]}});
    return cellOf(m_table.rows[place->second], columnOf(column));
  }

  std::size_t columnOf(const std::string& name)
  {
    const auto found = std::find(m_table.columns.begin(), m_table.columns.end(), name);
    if (found != m_table.columns.end())
      return static_cast<std::size_t>(found - m_table.columns.begin());
    m_table.columns.push_back(name);
    return m_table.columns.size() - 1;
  }

  static std::string& cellOf(TextRow& row, std::size_t column)
  {
    if (row.cells.size() <= column)
      row.cells.resize(column + 1);
    return row.cells[column];
  }

  Table m_table{{"uid", "frame", "rater", "decided"}, {}, false};
  std::map<Key, std::size_t> m_rows;
};

/// A value, and where an estimator measured it by which one: "noise=immerkaer".
void addValue(RatingTable& table, const TextRow& row, const RatingTable::Key& key,
              const std::array<std::string, 3>& said)
{
  const auto& [component, value, source] = said;
  table.set(row, key, component, value);
  if (isOwnEstimator(source))
    table.add(row, key, "source", component + '=' + source);
}

/// What one row of the long table says beside values, in its place.
void addRemark(RatingTable& table, const TextRow& row, const RatingTable::Key& key,
               const std::string& record, const std::array<std::string, 2>& said)
{
  const auto& [component, text] = said;
  if (record == "confidence")
    table.add(row, key, record, component + '=' + text);
  else if (record == "comment")
    table.add(row, key, record, text);
  else if (record == "later")
    table.set(row, key, record, "yes");
  else if (record == "reviewed")
    table.add(row, key, record, component);
  else if (record == "left-out")
    table.set(row, key, "left_out", text.empty() ? "yes" : text);
}

} // namespace

bool isLongTable(const Table& table)
{
  return std::all_of(longColumns.begin(), longColumns.end(),
                     [&table](const char* name) { return table.findColumn(name).has_value(); });
}

Table ratingTableOf(const Table& longTable)
{
  const auto cell = [&longTable](const TextRow& row, const char* name) {
    const auto column = longTable.findColumn(name);
    return column && *column < row.cells.size() ? row.cells[*column] : std::string();
  };
  RatingTable table;
  for (const TextRow& row : longTable.rows) {
    const bool isValue = cell(row, "record") == "value";
    const bool decided = isValue && cell(row, "adjudicated") == "yes";
    const RatingTable::Key key{cell(row, "level"), cell(row, "uid"), cell(row, "frame"),
                               cell(row, "author"), decided ? "yes" : ""};
    if (isValue)
      addValue(table, row, key, {cell(row, "component"), cell(row, "value"), cell(row, "source")});
    else
      addRemark(table, row, key, cell(row, "record"), {cell(row, "component"), cell(row, "text")});
  }
  return table.take();
}

} // namespace limpid::risk
