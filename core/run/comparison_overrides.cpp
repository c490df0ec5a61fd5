#include "core/run/comparison_overrides.h"

#include <fmt/format.h>

namespace limpid::run {

Result<void> apply(const ComparisonOverrides& overrides, ComparisonSpec& spec)
{
  for (const std::string& text : overrides.planValues) {
    const std::size_t sign = text.find('=');
    if (sign == 0 || sign == std::string::npos)
      return failure(ErrorCode::Usage, fmt::format("\"{}\" isn't KEY=VALUE.", text));
    const std::string value = text.substr(sign + 1);
    const Json parsed = Json::parse(value, nullptr, false);
    spec.plan[text.substr(0, sign)] = parsed.is_discarded() ? Json(value) : parsed;
  }
  if (!overrides.seeds.empty())
    spec.seeds = overrides.seeds;
  const auto cases = casesOf(spec);
  return cases ? Result<void>() : failure(cases.error());
}

} // namespace limpid::run
