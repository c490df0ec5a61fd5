#include "core/risk/schema_change.h"

#include "core/risk/schema_table.h"
#include "core/risk/table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::risk {
namespace {

/// Place of a value between the good end (0) and the bad one (1) of the component's steps.
double badness(const Component& component, double value)
{
  const auto [low, high] = std::ranges::minmax(component.values);
  const double place = high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 0.0;
  return component.goodIsLow ? place : 1.0 - place;
}

const std::string* wordOf(const Component& component, double value)
{
  const auto step = stepOf(component, value);
  if (!step || *step >= component.words.size() || component.words[*step].empty())
    return nullptr;
  return &component.words[*step];
}

std::optional<double> stepWithWord(const Component& component, const std::string& word)
{
  for (std::size_t step = 0; step < component.words.size(); ++step)
    if (lowerCase(component.words[step]) == lowerCase(word))
      return component.values[step];
  return std::nullopt;
}

const Component* find(const std::vector<Component>& schema, const std::string& id)
{
  const auto found = std::ranges::find(schema, id, &Component::id);
  return found == schema.end() ? nullptr : &*found;
}

std::optional<double> moved(const Component& before, const Component* after,
                            const std::vector<StepMove>* said, double value)
{
  if (after == nullptr)
    return std::nullopt;
  if (said != nullptr)
    for (const StepMove& move : *said)
      if (std::abs(move.from - value) <= 1e-9 * std::max(1.0, std::abs(value)))
        return move.to;
  return proposedMove(before, *after, value);
}

int lostLimits(const Component& before, const Component* after)
{
  int lost = 0;
  for (std::size_t step = 0; step < before.limits.size(); ++step) {
    if (std::isnan(before.limits[step]))
      continue;
    const auto place = after == nullptr ? std::nullopt : stepOf(*after, before.values[step]);
    const bool kept = place && *place < after->limits.size() && !std::isnan(after->limits[*place]);
    lost += kept ? 0 : 1;
  }
  return lost;
}

/// Counts a stored value in the forecast and gives where it goes.
std::optional<double> count(ComponentForecast& forecast, double value, std::optional<double> to)
{
  const auto known = std::ranges::find(forecast.moves, value, &StepMove::from);
  if (known != forecast.moves.end()) {
    ++known->values;
    return known->to;
  }
  forecast.moves.push_back({value, to, 1});
  return to;
}

} // namespace

bool ComponentForecast::changesValues() const
{
  return std::ranges::any_of(moves, [](const StepMove& move) { return move.to != move.from; });
}

std::optional<double> proposedMove(const Component& before, const Component& after, double value)
{
  if (after.values.empty())
    return checkValue(after, value) ? std::optional(value) : std::nullopt;
  if (const std::string* const word = wordOf(before, value))
    if (const auto same = stepWithWord(after, *word))
      return same;
  if (stepOf(after, value))
    return value;
  if (before.values.empty()) // a number becomes the step that lies next to it
    return *std::ranges::min_element(after.values, {},
                                     [value](double step) { return std::abs(step - value); });
  const double place = badness(before, value);
  return *std::ranges::min_element(
      after.values, {}, [&](double step) { return std::abs(badness(after, step) - place); });
}

Result<SchemaForecast> forecastSchemaChange(study::Project& project, const SchemaChange& change,
                                            const std::string& author)
{
  if (const Result<void> checked = checkSchema(change.schema); !checked)
    return failure(checked.error());
  const Result<std::vector<Component>> before = loadSchema(project);
  if (!before)
    return failure(before.error());
  const Result<std::vector<HistoryEntry>> stored = storedValues(project);
  if (!stored)
    return failure(stored.error());
  SchemaForecast forecast;
  forecast.edit.schema = change.schema;
  forecast.edit.author = author;
  for (const Component& old : *before) {
    const Component* const after = find(change.schema, old.id);
    const auto said = change.moves.find(old.id);
    ComponentForecast one;
    one.component = old.id;
    one.removed = after == nullptr;
    one.turned = after != nullptr && after->goodIsLow != old.goodIsLow;
    one.lostLimits = lostLimits(old, after);
    for (const HistoryEntry& value : *stored) {
      if (value.component != old.id || !value.after)
        continue;
      const auto to = count(
          one, *value.after,
          moved(old, after, said == change.moves.end() ? nullptr : &said->second, *value.after));
      if (to && after != nullptr)
        if (const Result<void> checked = checkValue(*after, *to); !checked)
          return failure(checked.error());
      if (to != value.after)
        forecast.edit.values.push_back(
            {value.target, old.id, to, value.source, value.author, value.adjudicated});
    }
    std::ranges::sort(one.moves, {}, &StepMove::from);
    if (one.turned)
      forecast.edit.turned.insert(old.id);
    if (!one.moves.empty() || one.lostLimits > 0)
      forecast.components.push_back(std::move(one));
  }
  return forecast;
}

Result<void> changeSchema(study::Project& project, const SchemaChange& change,
                          const std::string& author)
{
  const Result<SchemaForecast> forecast = forecastSchemaChange(project, change, author);
  if (!forecast)
    return failure(forecast.error());
  return store(project, forecast->edit);
}

std::string freshId(const std::vector<Component>& schema, const std::string& label)
{
  std::string id;
  for (const char letter : lowerCase(trimmed(label))) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (plain)
      id += letter;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  while (!id.empty() && id.back() == '-')
    id.pop_back();
  if (id.empty())
    id = "component"; // 运动 has no letters that file formats are sure to keep
  std::string fresh = id;
  for (int number = 2; find(schema, fresh) != nullptr; ++number)
    fresh = fmt::format("{}-{}", id, number);
  return fresh;
}

} // namespace limpid::risk
