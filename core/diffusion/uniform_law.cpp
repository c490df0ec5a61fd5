#include "core/diffusion/noise_law_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace limpid::diffusion {
namespace {

/// Uniform between −√3 and √3: standard deviation 1.
class UniformLaw final : public NoiseLaw
{
public:
  std::string id() const override { return "uniform"; }
  Json parameters() const override { return Json::object(); }
  double logCharacteristic(double frequency) const override
  {
    const double angle = halfWidth() * std::abs(frequency);
    if (angle < 0.03) // the series keeps the digits that 1 − sin(x)/x loses
      return -angle * angle / 6.0 *
             (1.0 + angle * angle / 30.0 * (1.0 + angle * angle * 4.0 / 63.0));
    const double size = std::abs(std::sin(angle)) / angle;
    return std::log(std::max(size, std::numeric_limits<double>::min()));
  }
  bool negativeCharacteristic(double frequency) const override
  {
    return std::sin(halfWidth() * std::abs(frequency)) < 0.0;
  }
  double zeroSpacing() const override { return std::numbers::pi / halfWidth(); }
  double decayExponent() const override { return 1.0; }
  double draw(Random& random) const override
  {
    return halfWidth() * (2.0 * random.uniform() - 1.0);
  }
  double variance() const override { return 1.0; }
  double fourthCumulant() const override { return -1.2; }
  double squaredDensityNorm() const override { return 0.5 / halfWidth(); }

private:
  static constexpr double halfWidth() { return std::numbers::sqrt3; }
};

} // namespace

MadeNoiseLaw makeUniform(const Json& parameters)
{
  return makeWithoutParameters<UniformLaw>("noise law uniform", parameters);
}

} // namespace limpid::diffusion
