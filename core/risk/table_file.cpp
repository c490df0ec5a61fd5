#include "core/risk/table_file.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace limpid::risk {
namespace {

constexpr std::uintmax_t tableLimitBytes = std::uintmax_t{256} << 20;

std::string cellOf(const Json& value)
{
  if (value.is_null())
    return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

Result<Table> tableFromJson(std::string_view text, const std::filesystem::path& path)
{
  const Result<Json> json = parseJson(text, path.string());
  if (!json)
    return failure(json.error());
  if (!json->is_array() ||
      !std::all_of(json->begin(), json->end(), [](const Json& row) { return row.is_object(); }))
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} isn't a table: an array of objects was expected.", path.string()));
  std::set<std::string> names;
  for (const Json& row : *json)
    for (const auto& member : row.items())
      names.insert(member.key());
  Table table;
  table.columns.assign(names.begin(), names.end());
  int line = 1;
  for (const Json& row : *json) {
    TextRow cells{++line, {}};
    for (const std::string& name : table.columns)
      cells.cells.push_back(cellOf(row.value(name, Json())));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Result<Table> tableFromText(std::string_view text, bool tabs, const std::filesystem::path& path)
{
  const char separator = tabs ? '\t' : detectSeparator(text);
  Result<std::vector<TextRow>> rows = parseDelimitedText(text, separator, path.string());
  if (!rows)
    return failure(rows.error());
  if (rows->empty())
    return failure(ErrorCode::BadInput, fmt::format("{} is empty.", path.string()));
  Table table;
  table.commaIsDecimal = separator != ',';
  for (const std::string& name : rows->front().cells)
    table.columns.push_back(trimmed(name));
  table.rows.assign(std::make_move_iterator(rows->begin() + 1),
                    std::make_move_iterator(rows->end()));
  return table;
}

Result<void> checkColumns(const Table& table, const std::filesystem::path& path)
{
  std::set<std::string> names;
  for (const std::string& name : table.columns)
    if (!name.empty() && !names.insert(lowerCase(name)).second)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} has two columns called '{}'.", path.string(), name));
  return {};
}

std::string quoted(const std::string& cell, char separator)
{
  if (separator == ',')
    return quotedCell(cell);
  const bool plain = cell.find_first_of("\t\r\n\"") == std::string::npos;
  if (plain)
    return cell;
  std::string text = "\"";
  for (const char letter : cell)
    text += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return text + '"';
}

} // namespace

char separatorFor(const std::filesystem::path& table)
{
  const std::string ending = lowerCase(table.extension().string());
  return ending == ".tsv" || ending == ".tab" ? '\t' : ',';
}

std::string delimitedLine(const std::vector<std::string>& cells, char separator)
{
  std::string line;
  for (std::size_t place = 0; place < cells.size(); ++place)
    line += (place == 0 ? "" : std::string(1, separator)) + quoted(cells[place], separator);
  return line + "\r\n";
}

std::optional<std::size_t> Table::findColumn(std::string_view name) const
{
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const std::string& column) {
    return lowerCase(column) == lowerCase(name);
  });
  if (found == columns.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

Result<Table> readTable(const std::filesystem::path& path)
{
  const Result<std::string> text = readFile(path, tableLimitBytes);
  if (!text)
    return failure(text.error());
  Result<Table> table = lowerCase(path.extension().string()) == ".json"
                            ? tableFromJson(*text, path)
                            : tableFromText(*text, separatorFor(path) == '\t', path);
  if (!table)
    return table;
  if (const Result<void> checked = checkColumns(*table, path); !checked)
    return failure(checked.error());
  return table;
}

bool isUnrated(std::string_view cell)
{
  constexpr std::array<std::string_view, 7> words = {"", "n/a", "na", "nan", "null", "?", "-"};
  const std::string text = lowerCase(trimmed(cell));
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string trimmed(std::string_view text)
{
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string lowerCase(std::string_view text)
{
  std::string lower(text);
  for (char& letter : lower)
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  return lower;
}

std::optional<double> parseNumber(std::string_view text, bool commaIsDecimal)
{
  std::string digits = trimmed(text);
  if (commaIsDecimal && std::count(digits.begin(), digits.end(), ',') == 1 &&
      digits.find('.') == std::string::npos)
    std::replace(digits.begin(), digits.end(), ',', '.');
  const std::string_view unsignedPlus =
      digits.starts_with('+') ? std::string_view(digits).substr(1) : std::string_view(digits);
  double number = 0.0;
  const char* const end = unsignedPlus.data() + unsignedPlus.size();
  const auto [stopped, error] = std::from_chars(unsignedPlus.data(), end, number);
  if (error != std::errc() || stopped != end || !std::isfinite(number))
    return std::nullopt;
  return number;
}

} // namespace limpid::risk
