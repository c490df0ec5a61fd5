#include "core/diffusion/instability_weight.h"

#include <fmt/format.h>

#include <charconv>

namespace limpid::diffusion {
namespace {

constexpr std::string_view powerPrefix = "power:";
constexpr double largestPower = 100.0;

} // namespace

Result<InstabilityWeight> instabilityWeightFromString(std::string_view text)
{
  using Kind = InstabilityWeight::Kind;
  if (text == "default")
    return InstabilityWeight{};
  if (text == "paper")
    return InstabilityWeight{Kind::Noise};
  if (text.starts_with(powerPrefix)) {
    const std::string_view digits = text.substr(powerPrefix.size());
    double power = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), power);
    if (error == std::errc() && end == digits.data() + digits.size() && power > 0.0 &&
        power <= largestPower)
      return InstabilityWeight{Kind::ScaledNoise, power};
  }
  return failure(ErrorCode::BadInput,
                 fmt::format("\"{}\" is no weight of frequencies: default, paper, or power:M with "
                             "M up to {:g}.",
                             text, largestPower));
}

std::string instabilityWeightName(const InstabilityWeight& weight)
{
  switch (weight.kind) {
  case InstabilityWeight::Kind::Diffusion:
    return "default";
  case InstabilityWeight::Kind::Noise:
    return "paper";
  case InstabilityWeight::Kind::ScaledNoise:
    break;
  }
  return fmt::format("{}{:g}", powerPrefix, weight.power);
}

} // namespace limpid::diffusion
