#include "core/diffusion/noise_law_parts.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace limpid::diffusion {
namespace {

/// Cauchy noise of κ = 1: no moments; its scale is κ.
class CauchyLaw final : public NoiseLaw
{
public:
  std::string id() const override { return "cauchy"; }
  Json parameters() const override { return Json::object(); }
  double logCharacteristic(double frequency) const override { return -std::abs(frequency); }
  double decayExponent() const override { return std::numeric_limits<double>::infinity(); }
  double draw(Random& random) const override
  {
    return std::tan(std::numbers::pi * (random.uniform() - 0.5));
  }
  double variance() const override { return std::numeric_limits<double>::infinity(); }
  double fourthCumulant() const override { return std::numeric_limits<double>::infinity(); }
  double squaredDensityNorm() const override { return 0.5 * std::numbers::inv_pi; }
  /// M4; the paper's threshold is v² > κ² u (D+2)/(D+5).
  std::optional<double> closedReduction(const InstabilityWeight& weight, int dimension,
                                        double argument) const override
  {
    switch (weight.kind) {
    case InstabilityWeight::Kind::Diffusion:
      return 4.0 * std::numbers::inv_sqrtpi * (dimension + 1.0) / (dimension + 2.0) * argument;
    case InstabilityWeight::Kind::Noise:
      return (dimension + 2.0) / (dimension + 5.0) * argument;
    case InstabilityWeight::Kind::ScaledNoise:
      break;
    }
    return weight.power * (dimension + 2.0) / (dimension + 5.0);
  }
};

} // namespace

MadeNoiseLaw makeCauchy(const Json& parameters)
{
  return makeWithoutParameters<CauchyLaw>("noise law cauchy", parameters);
}

} // namespace limpid::diffusion
