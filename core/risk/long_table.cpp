#include "core/risk/long_table.h"

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
  void set(const TextRow& row, const std::array<std::string, 4>& key, const std::string& column,
           const std::string& text)
  {
    const auto [place, isNew] = m_rows.try_emplace(key, m_table.rows.size());
    if (isNew)
      m_table.rows.push_back({row.line, {key[1], key[2], key[3]}});
    std::string& cell = cellOf(m_table.rows[place->second], columnOf(column));
    cell += cell.empty() ? text : ' ' + text; // a confidence for each component
  }

  Table take()
  {
    for (TextRow& row : m_table.rows)
      row.cells.resize(m_table.columns.size());
    return std::move(m_table);
  }

private:
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

  Table m_table{{"uid", "frame", "rater"}, {}, false};
  std::map<std::array<std::string, 4>, std::size_t> m_rows; // level, UID, frame, author
};

} // namespace

bool isLongTable(const Table& table)
{
  return std::all_of(longColumns.begin(), longColumns.end(),
                     [&table](const char* name) { return table.findColumn(name).has_value(); });
}

Table ratingTableOf(const Table& longTable)
{
  const auto cell = [&longTable](const TextRow& row, const char* name) {
    const std::size_t column = *longTable.findColumn(name);
    return column < row.cells.size() ? row.cells[column] : std::string();
  };
  RatingTable table;
  for (const TextRow& row : longTable.rows) {
    const std::string record = cell(row, "record");
    const std::array key = {cell(row, "level"), cell(row, "uid"), cell(row, "frame"),
                            cell(row, "author")};
    const auto adjudicated = longTable.findColumn("adjudicated");
    if (adjudicated && *adjudicated < row.cells.size() && row.cells[*adjudicated] == "yes")
      continue; // a decision is nobody's own rating
    if (record == "value")
      table.set(row, key, cell(row, "component"), cell(row, "value"));
    else if (record == "confidence")
      table.set(row, key, record, cell(row, "component") + '=' + cell(row, "text"));
    else if (record == "comment")
      table.set(row, key, record, cell(row, "text"));
    else if (record == "later")
      table.set(row, key, record, "yes");
  }
  return table.take();
}

} // namespace limpid::risk
