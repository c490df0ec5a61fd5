#include "core/diffusion/noise_law_parts.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace limpid::diffusion {
namespace {

/// N(0, 1). M3: δ = u²r² for every weight, and nothing is left.
class GaussianLaw final : public NoiseLaw
{
public:
  std::string id() const override { return "gaussian"; }
  Json parameters() const override { return Json::object(); }
  double logCharacteristic(double frequency) const override { return -0.5 * frequency * frequency; }
  double decayExponent() const override { return std::numeric_limits<double>::infinity(); }
  double draw(Random& random) const override { return random.normal(); }
  double variance() const override { return 1.0; }
  double fourthCumulant() const override { return 0.0; }
  double squaredDensityNorm() const override { return 0.5 * std::numbers::inv_sqrtpi; }
  std::optional<double> closedReduction(const InstabilityWeight&, int,
                                        double argument) const override
  {
    return argument * argument;
  }
};

} // namespace

MadeNoiseLaw makeGaussian(const Json& parameters)
{
  return makeWithoutParameters<GaussianLaw>("noise law gaussian", parameters);
}

} // namespace limpid::diffusion
