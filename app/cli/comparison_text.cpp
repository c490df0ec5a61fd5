#include "app/cli/comparison_text.h"

#include "core/risk/delimited_text.h"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <vector>

namespace limpid::cli {
namespace {

std::vector<std::string> figureNames(const Json& rows)
{
  std::set<std::string> names;
  for (const Json& row : rows)
    for (const auto& [name, interval] : row["figures"].items())
      names.insert(name);
  return {names.begin(), names.end()};
}

std::string shortNumber(const Json& number)
{
  return number.is_number() ? fmt::format("{:.3g}", number.get<double>()) : std::string();
}

std::string withInterval(const Json& interval)
{
  if (!interval.is_object())
    return {};
  if (!interval["low"].is_number())
    return shortNumber(interval["value"]);
  return fmt::format("{} ({}–{})", shortNumber(interval["value"]), shortNumber(interval["low"]),
                     shortNumber(interval["high"]));
}

Json figureOf(const Json& row, const std::string& name)
{
  return row["figures"].value(name, Json());
}

std::string ruler(std::size_t columns)
{
  std::string line = "|";
  for (std::size_t column = 0; column < columns; ++column)
    line += " --- |";
  return line + "\n";
}

} // namespace

std::string comparisonAsMarkdown(const Json& rows)
{
  const std::vector<std::string> names = figureNames(rows);
  std::string text = "| trained as | seeds |";
  for (const std::string& name : names)
    text += fmt::format(" {} |", name);
  text += "\n" + ruler(names.size() + 2);
  for (const Json& row : rows) {
    text += fmt::format("| {} | {} |", row["title"].get<std::string>(), row["seeds"].size());
    for (const std::string& name : names)
      text += fmt::format(" {} |", withInterval(figureOf(row, name)));
    text += "\n";
  }
  return text;
}

std::string comparisonAsCsv(const Json& rows)
{
  const std::vector<std::string> names = figureNames(rows);
  constexpr std::string_view parts[] = {"value", "low", "high"};
  std::string text = "trained as,seeds";
  for (const std::string& name : names)
    for (const std::string_view part : parts)
      text += "," + risk::quotedCell(fmt::format("{}, {}", name, part));
  text += "\n";
  for (const Json& row : rows) {
    text += risk::quotedCell(row["title"].get<std::string>());
    text += fmt::format(",{}", row["seeds"].size());
    for (const std::string& name : names) {
      const Json interval = figureOf(row, name);
      for (const std::string_view part : parts) {
        const Json number = interval.is_object() ? interval[std::string(part)] : Json();
        text += number.is_number() ? fmt::format(",{}", number.get<double>()) : ",";
      }
    }
    text += "\n";
  }
  return text;
}

std::string validationAsMarkdown(const Json& rows)
{
  std::string text = "| | check | expected | found |\n" + ruler(4);
  for (const Json& row : rows) {
    const std::string relation =
        row["relation"] == "near"
            ? fmt::format("{} ± {}", shortNumber(row["expected"]), shortNumber(row["tolerance"]))
            : fmt::format("{} {}", row["relation"].get<std::string>(),
                          shortNumber(row["expected"]));
    text += fmt::format("| {} | {} | {} | {} |\n", row["passed"].get<bool>() ? "pass" : "FAIL",
                        row["what"].get<std::string>(), relation, shortNumber(row["found"]));
  }
  return text;
}

} // namespace limpid::cli
