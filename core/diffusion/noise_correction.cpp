#include "core/diffusion/noise_correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::diffusion {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallestArgument = 1e-4;
constexpr double largestArgument = 30.0; // all of v² is taken long before
constexpr int gridPoints = 300;
constexpr double scanFactor = 1.1;
constexpr int halvings = 60;

double gridStep()
{
  return std::log(largestArgument / smallestArgument) / (gridPoints - 1);
}

/// Cubic through the four grid points around `place`, a position in units of the grid.
double interpolated(const std::vector<double>& values, double place)
{
  const auto last = static_cast<double>(values.size() - 3);
  const double left = std::clamp(std::floor(place), 1.0, last);
  const double x = place - left;
  const double* const at = &values[static_cast<std::size_t>(left)];
  return -x * (x - 1.0) * (x - 2.0) / 6.0 * at[-1] +
         (x + 1.0) * (x - 1.0) * (x - 2.0) / 2.0 * at[0] - (x + 1.0) * x * (x - 2.0) / 2.0 * at[1] +
         (x + 1.0) * x * (x - 1.0) / 6.0 * at[2];
}

/// The border between `inside`, where `holds`, and `outside`, where it doesn't; on the inside.
template<typename Condition>
double border(double inside, double outside, const Condition& holds)
{
  for (int halving = 0; halving < halvings; ++halving) {
    const double middle = std::sqrt(inside * outside);
    (holds(middle) ? inside : outside) = middle;
  }
  return inside;
}

bool buffered(double relativeVariance, double buffer)
{
  return relativeVariance > 0.0 &&
         relativeVariance * bufferFactor(buffer) >= bufferFactor(buffer) - 1.0;
}

} // namespace

NoiseCorrection::NoiseCorrection(std::shared_ptr<const NoiseLaw> law,
                                 const CorrectionOptions& options)
    : m_law(std::move(law)), m_options(options), m_gaussian(m_law->id() == "gaussian")
{
  if (!m_law->closedReduction(m_options.weight, m_options.dimension, 1.0))
    for (int point = 0; point < gridPoints; ++point)
      m_logReductions.push_back(
          std::log(integratedReduction(*m_law, m_options.weight, m_options.dimension,
                                       smallestArgument * std::exp(point * gridStep()))));
  if (m_options.weight.kind != InstabilityWeight::Kind::Noise)
    m_toleratedRisk = toleratedRisk();
}

Result<NoiseCorrection> NoiseCorrection::make(std::shared_ptr<const NoiseLaw> law,
                                              const CorrectionOptions& options)
{
  if (options.dimension < 1)
    return failure(ErrorCode::BadInput,
                   fmt::format("A dimension of {} isn't 1 or more.", options.dimension));
  if (!(options.tolerance > 0.0 && options.tolerance <= 1.0))
    return failure(ErrorCode::BadInput,
                   fmt::format("A tolerance of {} isn't above 0 and up to 1.", options.tolerance));
  if (const Result<void> suits = checkWeight(*law, options.weight); !suits)
    return failure(suits.error());
  return NoiseCorrection(std::move(law), options);
}

double NoiseCorrection::reduction(double argument) const
{
  if (m_logReductions.empty())
    return *m_law->closedReduction(m_options.weight, m_options.dimension, argument);
  const double place = std::log(argument / smallestArgument) / gridStep();
  if (place > 0.0)
    return std::exp(interpolated(m_logReductions, std::min(place, gridPoints - 1.0)));
  const double slope = (m_logReductions[1] - m_logReductions[0]) / gridStep();
  return std::exp(m_logReductions[0] + slope * place * gridStep()); // a power of the argument
}

double NoiseCorrection::relativeVariance(double signalScale, double relativeRisk) const
{
  if (relativeRisk <= 0.0)
    return 1.0;
  // In units of v: u and r enter only as the kernel's scale of the weight does.
  const WeightScale scale =
      weightScale(m_options.weight, signalScale, 1.0, relativeRisk / signalScale);
  return std::max(0.0, 1.0 - scale.frequency * scale.frequency * reduction(scale.argument));
}

double NoiseCorrection::reducedNoiseVariance(double signalScale, double noiseScale,
                                             double noise) const
{
  return noiseScale * noiseScale * relativeVariance(signalScale, signalScale * noise / noiseScale);
}

double NoiseCorrection::reducedNoiseVariance(const Schedule& schedule, double time,
                                             double noise) const
{
  if (m_gaussian)
    return diffusion::reducedNoiseVariance(schedule, time, noise);
  return reducedNoiseVariance(schedule.signalScale(time), schedule.noiseScale(time), noise);
}

double NoiseCorrection::toleratedRisk() const
{
  if (m_gaussian)
    return infinity;
  const auto tolerated = [this](double relativeRisk) {
    return relativeL2(*m_law, relativeRisk, relativeVariance(1.0, relativeRisk)) <=
           m_options.tolerance;
  };
  double inside = smallestArgument;
  if (!tolerated(inside))
    return 0.0;
  while (inside < largestArgument && tolerated(scanFactor * inside))
    inside *= scanFactor;
  return border(inside, scanFactor * inside, tolerated);
}

double NoiseCorrection::bufferedRisk(double buffer) const
{
  return border(smallestArgument, largestArgument, [&](double relativeRisk) {
    return buffered(relativeVariance(1.0, relativeRisk), buffer);
  });
}

double NoiseCorrection::thresholdByTime(const Schedule& schedule, double noise, double buffer) const
{
  const auto admits = [&](double noiseRatio) {
    const double signalScale = schedule.signalScale(schedule.timeAtNoiseRatio(noiseRatio));
    const double variance = relativeVariance(signalScale, noise / noiseRatio);
    return buffered(variance, buffer) &&
           (m_gaussian || relativeL2(*m_law, noise / noiseRatio, variance) <= m_options.tolerance);
  };
  double inside = schedule.noiseRatio(schedule.maximumTime());
  if (!admits(inside))
    return infinity;
  const double smallest = schedule.noiseRatio(schedule.minimumTime());
  while (inside > smallest && admits(inside / scanFactor))
    inside /= scanFactor;
  return inside > smallest ? border(inside, inside / scanFactor, admits) : smallest;
}

std::vector<double> NoiseCorrection::thresholdNoiseRatios(const Schedule& schedule,
                                                          std::span<const Risk> risks,
                                                          double buffer) const
{
  const bool byTime = m_options.weight.kind == InstabilityWeight::Kind::Noise;
  const double largestRisk =
      m_gaussian || byTime ? 0.0 : std::min(m_toleratedRisk, bufferedRisk(buffer));
  std::vector<double> thresholds;
  thresholds.reserve(risks.size());
  for (const Risk& risk : risks) {
    if (m_gaussian || risk.noise <= 0.0) {
      thresholds.push_back(diffusion::thresholdNoiseRatio(risk, buffer));
      continue;
    }
    const double ofNoise = byTime ? thresholdByTime(schedule, risk.noise, buffer)
                                  : risk.noise / largestRisk; // by 0: infinity, never
    thresholds.push_back(
        std::max(ofNoise, diffusion::thresholdNoiseRatio({0.0, risk.limit}, buffer)));
  }
  return thresholds;
}

double NoiseCorrection::thresholdNoiseRatio(const Schedule& schedule, const Risk& risk,
                                            double buffer) const
{
  return thresholdNoiseRatios(schedule, {&risk, 1}, buffer).front();
}

} // namespace limpid::diffusion
