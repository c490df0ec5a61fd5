#include "core/metrics/noise_pooling.h"

#include "core/metrics/plane_checks.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace limpid::metrics {
namespace {

constexpr double sameStrength = 1.5;
constexpr double tooClean = 0.2;

double strengthOf(const NoiseSamples& image)
{
  std::vector<double> sizes;
  for (const float residual : image.residual)
    sizes.push_back(std::abs(double{residual}));
  return sizes.empty() ? 0.0 : medianInPlace(sizes);
}

void append(NoiseSamples& all, const NoiseSamples& image, double signalFactor,
            double residualFactor)
{
  all.pixels = image.pixels;
  for (const float signal : image.signal)
    all.signal.push_back(static_cast<float>(signalFactor * double{signal}));
  for (const float residual : image.residual)
    all.residual.push_back(static_cast<float>(residualFactor * double{residual}));
}

} // namespace

const NoiseSamples& PooledNoise::of(SpreadLaw law) const
{
  return scaled && law == SpreadLaw::Rician ? both : residuals;
}

PooledNoise pool(std::span<const NoiseSamples> images)
{
  std::vector<double> strengths;
  for (const NoiseSamples& image : images)
    strengths.push_back(strengthOf(image));
  const auto [least, largest] = std::minmax_element(strengths.begin(), strengths.end());
  PooledNoise pooled;
  pooled.scaled = *largest > sameStrength * *least;
  std::vector<double> noisy;
  std::copy_if(strengths.begin(), strengths.end(), std::back_inserter(noisy),
               [](double strength) { return strength > 0.0; });
  const double middle = noisy.empty() ? 0.0 : medianInPlace(noisy);
  for (std::size_t image = 0; image < images.size(); ++image) {
    if (!pooled.scaled) {
      append(pooled.residuals, images[image], 1.0, 1.0);
      continue;
    }
    if (strengths[image] <= tooClean * middle)
      continue;
    const double factor = middle / strengths[image];
    append(pooled.residuals, images[image], 1.0, factor);
    append(pooled.both, images[image], factor, factor);
  }
  return pooled;
}

} // namespace limpid::metrics
