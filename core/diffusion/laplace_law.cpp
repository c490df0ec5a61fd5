#include "core/diffusion/noise_law_parts.h"

#include <cmath>
#include <numbers>

namespace limpid::diffusion {
namespace {

/// Laplace noise of standard deviation 1, that is b = 1/√2 in exp(−|x|/b)/(2b).
class LaplaceLaw final : public NoiseLaw
{
public:
  std::string id() const override { return "laplace"; }
  Json parameters() const override { return Json::object(); }
  double logCharacteristic(double frequency) const override
  {
    return -std::log1p(0.5 * frequency * frequency);
  }
  double decayExponent() const override { return 2.0; }
  double draw(Random& random) const override
  {
    const double centred = random.uniform() - 0.5;
    const double distance = -std::log1p(-2.0 * std::abs(centred)) / std::numbers::sqrt2;
    return std::copysign(distance, centred);
  }
  double variance() const override { return 1.0; }
  double fourthCumulant() const override { return 3.0; }
  double squaredDensityNorm() const override { return 0.25 * std::numbers::sqrt2; }
};

} // namespace

MadeNoiseLaw makeLaplace(const Json& parameters)
{
  return makeWithoutParameters<LaplaceLaw>("noise law laplace", parameters);
}

} // namespace limpid::diffusion
