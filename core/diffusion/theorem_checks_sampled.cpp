#include "core/diffusion/theorem_check_parts.h"

#include "core/base/random.h"
#include "core/diffusion/noise_correction.h"

#include <fmt/format.h>

#include <array>

namespace limpid::diffusion {
namespace {

constexpr int draws = 200'000;
constexpr double deviations = 4.5; // standard errors: one wrong alarm in 150,000 checks
constexpr std::array<double, 3> frequencies{0.5, 1.0, 2.0};
constexpr double dataScale = 0.7; // standard deviation of the Gaussian data p0
constexpr double risk = 0.4;

/// The purposes that numbers are drawn for.
enum Purpose : std::uint64_t { Laws = 1, Marginals, Targets };

/// E cos(ω X) over draws, with its standard error bounded by that of a cosine.
template<typename Sampler>
std::array<double, frequencies.size()> meanCosines(const Sampler& sample)
{
  std::array<double, frequencies.size()> sums{};
  for (int number = 0; number < draws; ++number) {
    const double drawn = sample();
    for (std::size_t index = 0; index < frequencies.size(); ++index)
      sums[index] += std::cos(frequencies[index] * drawn) / draws;
  }
  return sums;
}

/// Of the mean of cos(ω X) over the draws: a cosine has the variance (1 + φ(2ω))/2 − φ(ω)².
double standardError(double characteristic, double atTwice)
{
  return std::sqrt(std::max(0.5 * (1.0 + atTwice) - characteristic * characteristic, 1e-6) / draws);
}

double characteristic(const NoiseLaw& law, double frequency)
{
  return std::exp(law.logCharacteristic(frequency)) *
         (law.negativeCharacteristic(frequency) ? -1.0 : 1.0);
}

void addLaw(const NoiseLaw& law, std::uint64_t seed, std::vector<TheoremCheck>& checks)
{
  Random random(derivedSeed(seed, Laws), 0);
  const auto found = meanCosines([&] { return law.draw(random); });
  for (std::size_t index = 0; index < frequencies.size(); ++index) {
    const double expected = characteristic(law, frequencies[index]);
    const double error = standardError(expected, characteristic(law, 2.0 * frequencies[index]));
    checks.push_back(
        checked(fmt::format("M4 φ({:g}) of draws of {} noise", frequencies[index], law.id()),
                expected, found[index], deviations * error));
  }
}

/// x̃_t = u (x0 + η) + ṽ ξ in units of the standard deviation of x_t = u x0 + v ξ, whose
/// characteristic function is that of N(0, 1) where the correction leaves nothing.
void addMarginal(const std::string& scheduleName, double noiseRatio, std::uint64_t seed,
                 std::vector<TheoremCheck>& checks)
{
  const auto schedule = *makeSchedule(scheduleName, Json::object());
  const double time = schedule->timeAtNoiseRatio(noiseRatio);
  const double u = schedule->signalScale(time);
  const double v = schedule->noiseScale(time);
  const double reducedScale = std::sqrt(reducedNoiseVariance(*schedule, time, risk));
  const double unit = std::sqrt(u * u * dataScale * dataScale + v * v);
  Random random(derivedSeed(seed, Marginals), 0);
  const auto found = meanCosines([&] {
    const double noisy = dataScale * random.normal() + risk * random.normal();
    return (u * noisy + reducedScale * random.normal()) / unit;
  });
  for (std::size_t index = 0; index < frequencies.size(); ++index) {
    const double frequency = frequencies[index];
    const double expected = std::exp(-0.5 * frequency * frequency);
    const double error = standardError(expected, std::exp(-2.0 * frequency * frequency));
    checks.push_back(
        checked(fmt::format("M3 marginal of {} at v/u = {:g}, r = {:g}, frequency {:g}",
                            scheduleName, noiseRatio, risk, frequency),
                expected, found[index], deviations * error));
  }
}

/// Slope and variance of y given x for jointly normal draws.
struct Regression
{
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;

  void add(double x, double y)
  {
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  double slope() const { return xy / xx; }
  double residualVariance() const { return (yy - xy * xy / xx) / draws; }
};

/// ε* = (v/ṽ)ξ given x̃_t must have the mean that a clean image's ξ has given x_t, −v∇ln p_t, and
/// the variance v²/ṽ² + v²∇² ln p_t; here ln p_t = −½x²/(u²s² + v²).
void addTarget(const std::string& scheduleName, double noiseRatio, std::uint64_t seed,
               std::vector<TheoremCheck>& checks)
{
  const auto schedule = *makeSchedule(scheduleName, Json::object());
  const double time = schedule->timeAtNoiseRatio(noiseRatio);
  const double u = schedule->signalScale(time);
  const double v = schedule->noiseScale(time);
  const double reducedVariance = reducedNoiseVariance(*schedule, time, risk);
  const double reducedScale = std::sqrt(reducedVariance);
  const double marginal = u * u * dataScale * dataScale + v * v;
  Random random(derivedSeed(seed, Targets), 0);
  Regression regression;
  for (int number = 0; number < draws; ++number) {
    const double noisy = dataScale * random.normal() + risk * random.normal();
    const double added = random.normal();
    regression.add(u * noisy + reducedScale * added, v / reducedScale * added);
  }
  const double variance = v * v / reducedVariance - v * v / marginal;
  const std::string where =
      fmt::format("{} at v/u = {:g}, r = {:g}", scheduleName, noiseRatio, risk);
  checks.push_back(checked("M5 target's slope, " + where, v / marginal, regression.slope(),
                           deviations * std::sqrt(variance / (marginal * draws))));
  checks.push_back(checked("M5 target's variance, " + where, variance,
                           regression.residualVariance(),
                           deviations * variance * std::sqrt(2.0 / draws)));
}

} // namespace

std::vector<TheoremCheck> checkMarginals(std::uint64_t seed)
{
  std::vector<TheoremCheck> checks;
  for (const std::string& name : noiseLawNames())
    addLaw(**makeNoiseLaw(name, Json::object()), seed, checks);
  for (const std::string& name : scheduleNames())
    addMarginal(name, 0.5, seed, checks);
  return checks;
}

std::vector<TheoremCheck> checkTargets(std::uint64_t seed)
{
  std::vector<TheoremCheck> checks;
  for (const std::string& name : scheduleNames())
    for (const double noiseRatio : {0.5, 2.0})
      addTarget(name, noiseRatio, seed, checks);
  return checks;
}

} // namespace limpid::diffusion
