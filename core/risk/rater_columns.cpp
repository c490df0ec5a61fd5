#include "core/risk/rater_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

namespace limpid::risk {
namespace {

bool namesARater(const std::string& heading)
{
  static const std::regex pattern(
      "(rater|reader|annotator|observer|reviewer)([ _.-]?[0-9]{1,3}|[ _.-][a-z])");
  return std::regex_match(lowerCase(trimmed(heading)), pattern);
}

/// Whether all that stands in the columns is on the component's scale, and something does.
bool fits(const Table& table, const std::vector<std::size_t>& columns, const Component& component)
{
  bool rated = false;
  for (const TextRow& row : table.rows)
    for (const std::size_t column : columns) {
      if (column >= row.cells.size() || isUnrated(row.cells[column]))
        continue;
      if (!valueIn(table, row.cells[column], component))
        return false;
      rated = true;
    }
  return rated;
}

} // namespace

RaterColumns findRaterColumns(const Table& table, const std::vector<Component>& schema)
{
  RaterColumns found;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::string name = lowerCase(table.columns[column]);
    const bool isComponent =
        std::any_of(schema.begin(), schema.end(), [&name](const Component& component) {
          return lowerCase(component.id) == name;
        });
    if (!isComponent && namesARater(name))
      found.columns.push_back(column);
  }
  if (found.columns.size() < 2)
    return {};
  int ratings = 0;
  for (const Component& component : schema)
    if (component.kind == ComponentKind::Rated && !table.findColumn(component.id) &&
        fits(table, found.columns, component)) {
      found.component = component.id;
      ++ratings;
    }
  if (ratings != 1)
    found.component.reset();
  return found;
}

Result<double> valueIn(const Table& table, const std::string& cell, const Component& component)
{
  for (std::size_t step = 0; step < component.words.size(); ++step)
    if (!component.words[step].empty() &&
        lowerCase(component.words[step]) == lowerCase(trimmed(cell)))
      return component.values[step];
  const std::optional<double> number = parseNumber(cell, table.commaIsDecimal);
  if (!number)
    return failure(ErrorCode::BadInput, fmt::format("'{}' is not a number", cell));
  if (const Result<void> checked = checkValue(component, *number); !checked) {
    std::string reason = checked.error().message;
    reason.pop_back(); // it stands behind a row number, not as a sentence
    return failure(ErrorCode::BadInput, reason);
  }
  return *number;
}

} // namespace limpid::risk
