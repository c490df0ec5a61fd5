#include "core/engine/comparison.h"

#include <array>
#include <cmath>

namespace limpid::engine {
namespace {

using Figures = std::map<std::string, double>;

/// .975 quantile of Student's t.
double studentQuantile(std::size_t degrees)
{
  constexpr std::array<double, 10> table{12.706, 4.303, 3.182, 2.776, 2.571,
                                         2.447,  2.365, 2.306, 2.262, 2.228};
  return degrees <= table.size() ? table[degrees - 1]
                                 : 1.96 + 2.4 / static_cast<double>(degrees); // within .01
}

Json intervalOf(const std::vector<double>& values)
{
  const auto count = static_cast<double>(values.size());
  double mean = 0.0;
  for (const double value : values)
    mean += value / count;
  if (values.size() < 2)
    return {{"value", mean}, {"low", nullptr}, {"high", nullptr}};
  double squares = 0.0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  const double half =
      studentQuantile(values.size() - 1) * std::sqrt(squares / (count - 1.0) / count);
  return {{"value", mean}, {"low", mean - half}, {"high", mean + half}};
}

Json intervalsOf(const std::vector<Figures>& all)
{
  std::map<std::string, std::vector<double>> values;
  for (const Figures& figures : all)
    for (const auto& [name, value] : figures)
      values[name].push_back(value);
  Json json = Json::object();
  for (const auto& [name, list] : values)
    json[name] = intervalOf(list);
  return json;
}

/// The row of `method` that `row` is held against.
const ComparisonRow* rivalOf(const ComparisonRow& row, const std::string& method,
                             const std::vector<ComparisonRow>& rows)
{
  const bool ofSweep = row.sweep == "cleanShare" || row.sweep == "law";
  const std::string setting = row.setting.substr(0, row.setting.find(' ')); // "laplace as gaussian"
  for (const ComparisonRow& other : rows)
    if (other.method == method && other.seed == row.seed &&
        other.sweep == (ofSweep ? row.sweep : std::string()) &&
        other.setting == (ofSweep ? setting : std::string()))
      return &other;
  return nullptr;
}

Json ratiosTo(const std::string& method, const std::vector<const ComparisonRow*>& ofCase,
              const std::vector<ComparisonRow>& rows)
{
  std::vector<Figures> ratios;
  for (const ComparisonRow* row : ofCase) {
    const ComparisonRow* rival = rivalOf(*row, method, rows);
    if (rival == nullptr)
      return nullptr;
    ratios.emplace_back();
    for (const auto& [name, value] : row->figures)
      if (const auto found = rival->figures.find(name);
          found != rival->figures.end() && found->second != 0.0)
        ratios.back()[name] = value / found->second;
  }
  return intervalsOf(ratios);
}

} // namespace

Json toJson(const ComparisonRow& row)
{
  return {{"event", "row"},         {"key", row.key},   {"title", row.title},
          {"method", row.method},   {"seed", row.seed}, {"sweep", row.sweep},
          {"setting", row.setting}, {"run", row.run},   {"figures", row.figures}};
}

std::optional<ComparisonRow> rowFromJson(const Json& json)
{
  if (json.value("event", Json()) != "row")
    return std::nullopt;
  try {
    ComparisonRow row;
    json.at("key").get_to(row.key);
    json.at("title").get_to(row.title);
    json.at("method").get_to(row.method);
    json.at("seed").get_to(row.seed);
    json.at("sweep").get_to(row.sweep);
    json.at("setting").get_to(row.setting);
    json.at("run").get_to(row.run);
    for (const auto& [name, value] : json.at("figures").items())
      if (value.is_number())
        row.figures[name] = value.get<double>();
    return row;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

Json comparisonTable(const std::vector<ComparisonRow>& rows)
{
  std::vector<std::string> titles;
  std::map<std::string, std::vector<const ComparisonRow*>> byTitle;
  for (const ComparisonRow& row : rows) {
    if (!byTitle.contains(row.title))
      titles.push_back(row.title);
    byTitle[row.title].push_back(&row);
  }
  Json table = Json::array();
  for (const std::string& title : titles) {
    const auto& ofCase = byTitle[title];
    std::vector<Figures> figures;
    Json seeds = Json::array();
    for (const ComparisonRow* row : ofCase) {
      figures.push_back(row->figures);
      seeds.push_back(row->seed);
    }
    table.push_back({{"title", title},
                     {"method", ofCase.front()->method},
                     {"sweep", ofCase.front()->sweep},
                     {"setting", ofCase.front()->setting},
                     {"seeds", seeds},
                     {"figures", intervalsOf(figures)},
                     {"toStandard", ratiosTo("standard", ofCase, rows)},
                     {"toCleanOnly", ratiosTo("clean-only", ofCase, rows)}});
  }
  return table;
}

} // namespace limpid::engine
