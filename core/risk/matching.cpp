#include "core/risk/matching.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::risk {

Result<void> checkMatch(const Component& component, double value, double limit)
{
  if (component.use == ComponentUse::Noise)
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} is measured and subtracted; only ratings are matched to a limit.",
                    component.id));
  if (component.values.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} has no scale, so no step of it can be matched.", component.id));
  if (Result<void> onScale = checkValue(component, value); !onScale)
    return onScale;
  if (!std::isfinite(limit) || limit < 0)
    return failure(ErrorCode::BadInput,
                   fmt::format("The limit of {} = {} must be a noise level of 0 or more.",
                               component.id, value));
  return {};
}

Result<void> setLimit(Component& component, double value, double limit)
{
  if (Result<void> checked = checkMatch(component, value, limit); !checked)
    return checked;
  component.limits.resize(component.values.size(), std::numeric_limits<double>::quiet_NaN());
  component.limits[*stepOf(component, value)] = limit;
  component.use = ComponentUse::Limit;
  return {};
}

Result<void> matchLimit(study::Project& project, const std::string& component, double value,
                        double limit, const std::string& author)
{
  Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const auto found = std::find_if(schema->begin(), schema->end(),
                                  [&](const Component& one) { return one.id == component; });
  if (found == schema->end())
    return failure(findComponent(*schema, component).error());
  if (Result<void> set = setLimit(*found, value, limit); !set)
    return set;
  return saveSchema(project, *schema, author);
}

std::optional<double> limitInForce(const Component& component, double value)
{
  if (component.use != ComponentUse::Limit)
    return std::nullopt;
  std::optional<double> limit;
  for (std::size_t step = 0; step < component.limits.size(); ++step) {
    const bool noWorse =
        component.goodIsLow ? component.values[step] <= value : component.values[step] >= value;
    if (noWorse && !std::isnan(component.limits[step]))
      limit = std::max(limit.value_or(0.0), component.limits[step]);
  }
  return limit;
}

std::string unmatchedSentence(const Component& component)
{
  const bool matched = std::any_of(component.limits.begin(), component.limits.end(),
                                   [](double limit) { return !std::isnan(limit); });
  if (component.use == ComponentUse::Noise || (component.use == ComponentUse::Limit && matched))
    return {};
  return fmt::format("{} is shown but doesn't change training yet.", component.label);
}

} // namespace limpid::risk
