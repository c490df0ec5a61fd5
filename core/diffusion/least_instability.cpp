#include "core/diffusion/least_instability.h"

#include "core/diffusion/quadrature.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace limpid::diffusion {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double panelWidth = 1.3;
constexpr double furthest = 6.5; // exp(−x²) is 4·10⁻¹⁹ there

/// From 0 to `end`: not wider than the Gaussian's own scale at first, growing later, and a border
/// at every zero of φ(argument·x).
std::vector<double> panels(const NoiseLaw& law, double argument, double end)
{
  const double spacing =
      argument > 0.0 && law.zeroSpacing() > 0.0 ? law.zeroSpacing() / argument : infinity;
  std::vector<double> borders{0.0};
  double nextZero = spacing;
  for (int zero = 1; borders.back() < end;) {
    const double wide = borders.back() + std::max(panelWidth, 0.5 * borders.back());
    const double border = std::min({wide, nextZero, end});
    borders.push_back(border);
    if (border == nextZero)
      nextZero = spacing * ++zero;
  }
  return borders;
}

/// Where |φ|^power no longer counts; the half line where it falls as a power only.
std::vector<double> panelsOfNoise(const NoiseLaw& law, double power)
{
  if (!std::isinf(law.decayExponent()))
    return {0.0, 1.0, infinity};
  double end = 1.0;
  while (power * law.logCharacteristic(end) > -furthest * furthest)
    end *= 2.0;
  return panels(law, 1.0, end);
}

/// Points for the mean under Ω of an even function of one coordinate; their weights add up to 1.
std::vector<QuadraturePoint> weightPoints(const NoiseLaw& law, const InstabilityWeight& weight,
                                          double argument)
{
  const bool diffusion = weight.kind == InstabilityWeight::Kind::Diffusion;
  const double power = weight.kind == InstabilityWeight::Kind::ScaledNoise ? weight.power : 1.0;
  std::vector<QuadraturePoint> points =
      quadraturePoints(diffusion ? panels(law, argument, furthest) : panelsOfNoise(law, power));
  double mass = 0.0;
  for (QuadraturePoint& point : points) {
    point.weight *=
        std::exp(diffusion ? -point.at * point.at : power * law.logCharacteristic(point.at));
    mass += point.weight;
  }
  for (QuadraturePoint& point : points)
    point.weight /= mass;
  return points;
}

double squaredAmplitude(const NoiseLaw& law, double relativeRisk, double variance)
{
  const auto difference = [&](double z) {
    return std::exp(law.logCharacteristic(relativeRisk * z) - 0.5 * variance * z * z) *
               (law.negativeCharacteristic(relativeRisk * z) ? -1.0 : 1.0) -
           std::exp(-0.5 * z * z);
  };
  double sum = 0.0;
  const double end = furthest / std::sqrt(std::min(variance, 1.0));
  for (const QuadraturePoint& point : quadraturePoints(panels(law, relativeRisk, end)))
    sum += point.weight * difference(point.at) * difference(point.at);
  return 2.0 * std::numbers::inv_sqrtpi * sum;
}

/// Nothing is added to the noise: ∫φ² is the law's own, the mixed term ends with the Gaussian.
double squaredAmplitudeOfNoise(const NoiseLaw& law, double relativeRisk)
{
  double mixed = 0.0;
  const double end = furthest * std::numbers::sqrt2;
  for (const QuadraturePoint& point : quadraturePoints(panels(law, relativeRisk, end)))
    mixed += point.weight *
             std::exp(law.logCharacteristic(relativeRisk * point.at) - 0.5 * point.at * point.at) *
             (law.negativeCharacteristic(relativeRisk * point.at) ? -1.0 : 1.0);
  const double noise = 2.0 * std::numbers::pi * law.squaredDensityNorm() / relativeRisk;
  return 1.0 + std::numbers::inv_sqrtpi * (noise - 4.0 * mixed);
}

} // namespace

WeightScale weightScale(const InstabilityWeight& weight, double signalScale, double noiseScale,
                        double noise)
{
  switch (weight.kind) {
  case InstabilityWeight::Kind::Diffusion:
    return {noiseScale, signalScale * noise / noiseScale};
  case InstabilityWeight::Kind::Noise:
    return {noise, signalScale};
  case InstabilityWeight::Kind::ScaledNoise:
    break;
  }
  return {signalScale * noise, 1.0};
}

Result<void> checkWeight(const NoiseLaw& law, const InstabilityWeight& weight)
{
  if (weight.kind == InstabilityWeight::Kind::Diffusion)
    return {};
  if (law.zeroSpacing() > 0.0)
    return failure(ErrorCode::BadInput,
                   fmt::format("The weight {} can't be used with {} noise: its characteristic "
                               "function has zeros.",
                               instabilityWeightName(weight), law.id()));
  const double power = weight.kind == InstabilityWeight::Kind::ScaledNoise ? weight.power : 1.0;
  if (power * law.decayExponent() > 5.0)
    return {};
  return failure(ErrorCode::BadInput,
                 fmt::format("The weight {} has no fourth moment with {} noise; power:M needs M "
                             "above {:g}.",
                             instabilityWeightName(weight), law.id(), 5.0 / law.decayExponent()));
}

double integratedReduction(const NoiseLaw& law, const InstabilityWeight& weight, int dimension,
                           double argument)
{
  double second = 0.0;
  double fourth = 0.0;
  double logarithm = 0.0;
  double withSecond = 0.0;
  for (const auto& [at, share] : weightPoints(law, weight, argument)) {
    const double square = at * at;
    const double value = law.logCharacteristic(argument * at);
    second += share * square;
    fourth += share * square * square;
    logarithm += share * value;
    withSecond += share * value * square;
  }
  const double others = dimension - 1.0;
  return -2.0 * (withSecond + others * second * logarithm) / (fourth + others * second * second);
}

double leastReduction(const NoiseLaw& law, const InstabilityWeight& weight, int dimension,
                      double argument)
{
  if (const auto closed = law.closedReduction(weight, dimension, argument))
    return *closed;
  return integratedReduction(law, weight, dimension, argument);
}

double perturbationInstability(const NoiseLaw& law, const InstabilityWeight& weight, int dimension,
                               double argument, double reduction)
{
  double mean = 0.0;
  double square = 0.0;
  double negative = 0.0;
  for (const auto& [at, share] : weightPoints(law, weight, argument)) {
    const double left = law.logCharacteristic(argument * at) + 0.5 * reduction * at * at;
    mean += share * left;
    square += share * left * left;
    negative += law.negativeCharacteristic(argument * at) ? share : 0.0;
  }
  // Of the product over the coordinates, negative where an odd number of factors is.
  const double odd = 0.5 * (1.0 - std::pow(1.0 - 2.0 * negative, dimension));
  return dimension * (square + (dimension - 1.0) * mean * mean) +
         std::numbers::pi * std::numbers::pi * odd;
}

double relativeL2(const NoiseLaw& law, double relativeRisk, double variance)
{
  constexpr double noVariance = 1e-6;
  if (relativeRisk <= 0.0 && variance == 1.0)
    return 0.0;
  const double squared = variance < noVariance ? squaredAmplitudeOfNoise(law, relativeRisk)
                                               : squaredAmplitude(law, relativeRisk, variance);
  return std::sqrt(std::max(squared, 0.0));
}

} // namespace limpid::diffusion
