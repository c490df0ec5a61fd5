#include "core/diffusion/correlated_noise.h"

#include "core/base/random.h"
#include "core/diffusion/instability.h"
#include "tests/core/diffusion/made_schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <numeric>

namespace limpid::diffusion {
namespace {

constexpr std::size_t size = 32;
constexpr double noBuffer = std::numeric_limits<double>::infinity();

/// Of noise with more power in its middle frequencies, as reconstructed CT has it.
std::vector<double> bandPass()
{
  std::vector<double> power(size);
  for (std::size_t k = 0; k < size; ++k) {
    const double frequency = static_cast<double>(std::min(k, size - k)) / size;
    power[k] = 0.02 + 3.0 * frequency * std::exp(-std::pow(frequency / 0.2, 2.0));
  }
  return power;
}

/// Real stationary noise with this spectrum: white noise, each frequency scaled.
std::vector<double> drawn(const std::vector<double>& power, Random& random)
{
  using Complex = std::complex<double>;
  std::vector<double> white(size);
  for (double& value : white)
    value = random.normal();
  std::vector<double> noise(size, 0.0);
  for (std::size_t k = 0; k < size; ++k) {
    Complex amplitude = 0.0;
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(k) / size;
    for (std::size_t x = 0; x < size; ++x)
      amplitude += white[x] * std::polar(1.0, -angle * static_cast<double>(x));
    amplitude *= std::sqrt(power[k]) / size;
    for (std::size_t x = 0; x < size; ++x)
      noise[x] += (amplitude * std::polar(1.0, angle * static_cast<double>(x))).real();
  }
  return noise;
}

} // namespace

TEST(CorrelatedNoise, LeavesWhiteNoiseOfTheDiffusionsOwnVariance)
{
  const std::vector<double> power = bandPass();
  const auto schedule = made("vp-linear");
  const double time = 1.05 * thresholdTime(*schedule, {gatingNoise(power), 0.0}, noBuffer);
  const double u = schedule->signalScale(time);
  const double v2 = std::pow(schedule->noiseScale(time), 2.0);
  const std::vector<double> added = reducedNoiseVariances(*schedule, time, power);
  constexpr int draws = 4'000;
  std::vector<double> covariance(4, 0.0); // of pixels 0 … 3 apart
  Random random(8, 0);
  for (int number = 0; number < draws; ++number) {
    const std::vector<double> own = drawn(power, random);
    const std::vector<double> more = drawn(added, random);
    for (std::size_t distance = 0; distance < covariance.size(); ++distance)
      for (std::size_t x = 0; x < size; ++x) {
        const std::size_t y = (x + distance) % size;
        covariance[distance] += (u * own[x] + more[x]) * (u * own[y] + more[y]) / (draws * size);
      }
  }
  EXPECT_NEAR(covariance[0], v2, 0.02 * v2);
  for (std::size_t distance = 1; distance < covariance.size(); ++distance)
    EXPECT_NEAR(covariance[distance], 0.0, 0.02 * v2) << distance;
}

TEST(CorrelatedNoise, IsStableFromThePeakOfItsSpectrumOn)
{
  const std::vector<double> power = bandPass();
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    const double threshold = thresholdTime(*schedule, {gatingNoise(power), 0.0}, noBuffer);
    const auto instability = [&](double time) {
      const double u2 = std::pow(schedule->signalScale(time), 2.0);
      const double v2 = std::pow(schedule->noiseScale(time), 2.0);
      std::vector<double> excesses = reducedNoiseVariances(*schedule, time, power);
      for (std::size_t k = 0; k < size; ++k)
        excesses[k] = (excesses[k] + u2 * power[k]) / v2 - 1.0;
      return gaussianInstability(excesses);
    };
    EXPECT_NEAR(instability(1.001 * threshold), 0.0, 1e-25) << name;
    EXPECT_GT(instability(0.98 * threshold), 1e-8) << name;
  }
}

TEST(CorrelatedNoise, IsGatedLaterThanWhiteNoiseOfItsVariance)
{
  const std::vector<double> power = bandPass();
  const double mean = std::accumulate(power.begin(), power.end(), 0.0) / size;
  EXPECT_GT(gatingNoise(power), 1.2 * std::sqrt(mean));
  EXPECT_EQ(gatingNoise({}), 0.0);
}

TEST(CorrelatedNoise, OfEqualCoordinatesIsTheIsotropicCase)
{
  for (const int dimension : {1, 2, 9}) {
    const std::vector<double> excesses(static_cast<std::size_t>(dimension), 0.3);
    EXPECT_NEAR(gaussianInstability(excesses), gaussianInstability(0.3, dimension), 1e-14);
  }
  const auto edm = made("edm");
  EXPECT_EQ(reducedNoiseVariances(*edm, 0.5, std::vector<double>{0.09, 0.0, 1.0}),
            (std::vector<double>{reducedNoiseVariance(*edm, 0.5, 0.3), 0.25, 0.0}));
}

} // namespace limpid::diffusion
