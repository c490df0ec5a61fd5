#include "core/diffusion/risk_sensitive.h"

#include "tests/core/diffusion/made_schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::diffusion {
namespace {

constexpr double noBuffer = std::numeric_limits<double>::infinity();

struct Threshold
{
  std::string schedule;
  double risk;
  double time;
};

/// ∫ of dV = (2 f V + [t > t_r] g²) dt from V = 0 by Runge-Kutta: the variance that the SDE of M3
/// adds.
double integratedVariance(const Schedule& schedule, double threshold, double time)
{
  constexpr int steps = 4000;
  // Steps even in ln t: VE and EDM span decades.
  const double width = std::log(time / threshold) / steps;
  const auto slope = [&schedule](double logTime, double variance) {
    const double at = std::exp(logTime);
    return at * (2.0 * schedule.drift(at) * variance + schedule.diffusionSquared(at));
  };
  double variance = 0.0;
  for (int step = 0; step < steps; ++step) {
    const double at = std::log(threshold) + step * width;
    const double first = slope(at, variance);
    const double second = slope(at + 0.5 * width, variance + 0.5 * width * first);
    const double third = slope(at + 0.5 * width, variance + 0.5 * width * second);
    const double fourth = slope(at + width, variance + width * third);
    variance += width / 6.0 * (first + 2.0 * second + 2.0 * third + fourth);
  }
  return variance;
}

} // namespace

TEST(Threshold, IsThatOfTheMethodsTables)
{
  const std::vector<Threshold> tables = {
      {"vp-linear", 0.05, 0.0116}, {"vp-linear", 0.1, 0.0270}, {"vp-linear", 0.2, 0.0580},
      {"vp-linear", 0.5, 0.1448},  {"vp-linear", 1.0, 0.2590}, {"vp-linear", 2.0, 0.3972},
      {"vp-linear", 5.0, 0.5672},  {"vp-cosine", 0.1, 0.0565}, {"vp-cosine", 0.5, 0.2896},
      {"vp-cosine", 1.0, 0.4960},  {"vp-cosine", 2.0, 0.7025}, {"ve", 0.1, 0.2709},
      {"ve", 0.5, 0.4593},         {"ve", 1.0, 0.5407},        {"sub-vp", 0.1, 0.0953},
      {"sub-vp", 0.5, 0.2181},     {"sub-vp", 1.0, 0.3060},    {"edm", 0.1, 0.1},
      {"edm", 0.5, 0.5},           {"edm", 2.0, 2.0},          {"flow", 0.1, 0.0909},
      {"flow", 0.5, 0.3333},       {"flow", 1.0, 0.5}};
  for (const Threshold& row : tables)
    EXPECT_NEAR(thresholdTime(*made(row.schedule), {row.risk, 0.0}, noBuffer), row.time, 5e-5)
        << row.schedule << " at r = " << row.risk;
}

TEST(Threshold, OfSubVpSolvesTheMethodsInequality)
{
  const auto schedule = made("sub-vp");
  for (const double risk : {0.1, 0.5, 1.0}) {
    const double time = thresholdTime(*schedule, {risk, 0.0}, noBuffer);
    const double meanSquare = std::pow(schedule->signalScale(time), 2.0);
    EXPECT_NEAR(meanSquare, 1.0 + risk * risk / 2.0 - risk * std::sqrt(1.0 + risk * risk / 4.0),
                1e-12);
  }
}

TEST(Threshold, RisesWithTheBuffer)
{
  EXPECT_DOUBLE_EQ(bufferFactor(4.0), 4.0 / 3.0);
  EXPECT_DOUBLE_EQ(bufferFactor(noBuffer), 1.0);
  EXPECT_DOUBLE_EQ(thresholdNoiseRatio({0.3, 0.0}, 4.0), 0.3 * std::sqrt(4.0 / 3.0));
  EXPECT_DOUBLE_EQ(thresholdTime(*made("edm"), {0.3, 0.0}, 4.0), 0.3 * std::sqrt(4.0 / 3.0));
}

TEST(Threshold, LetsCleanImagesTeachEverywhere)
{
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    EXPECT_EQ(thresholdTime(*schedule, {}, 4.0), schedule->minimumTime());
    EXPECT_TRUE(admissible(*schedule, schedule->minimumTime(), {}, 4.0));
    EXPECT_TRUE(admissible(*schedule, schedule->minimumTime(), {}, 1.0));
  }
}

TEST(Threshold, ComesFromTheLargerOfNoiseAndLimit)
{
  const auto edm = made("edm");
  const Risk noisy{0.4, 0.1};
  const Risk blurred{0.1, 0.4};
  EXPECT_EQ(thresholdTime(*edm, noisy, 4.0), thresholdTime(*edm, blurred, 4.0));
  EXPECT_FALSE(admissible(*edm, 0.3, blurred, 4.0));
  EXPECT_TRUE(admissible(*edm, 0.5, blurred, 4.0));
  // M10: only the noise is subtracted.
  EXPECT_NEAR(reducedNoiseVariance(*edm, 0.5, blurred.noise), 0.25 - 0.01, 1e-15);
}

TEST(Admissibility, BoundsTheVarianceThatIsMissing)
{
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    const Risk risk{0.2, 0.0};
    const double time = thresholdTime(*schedule, risk, 4.0);
    EXPECT_FALSE(admissible(*schedule, time * (1.0 - 1e-9), risk, 4.0)) << name;
    EXPECT_TRUE(admissible(*schedule, time * (1.0 + 1e-9), risk, 4.0)) << name;
    const double variance = std::pow(schedule->noiseScale(time), 2.0);
    EXPECT_NEAR(variance / reducedNoiseVariance(*schedule, time, risk.noise), 4.0, 1e-9) << name;
  }
}

TEST(ReducedNoise, IsNoneBelowTheThreshold)
{
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    const double time = thresholdTime(*schedule, {0.5, 0.0}, noBuffer);
    EXPECT_EQ(reducedNoiseVariance(*schedule, 0.99 * time, 0.5), 0.0) << name;
    EXPECT_GT(reducedNoiseVariance(*schedule, 1.01 * time, 0.5), 0.0) << name;
  }
}

TEST(ReducedNoise, IsWhatTheOrdinaryDiffusionAddsFromTheThresholdOn)
{
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    for (const double risk : {0.1, 0.5}) {
      const double threshold = thresholdTime(*schedule, {risk, 0.0}, noBuffer);
      for (const double ratio : {1.2 * risk, 1.0, 10.0}) {
        const double time = schedule->timeAtNoiseRatio(ratio);
        const double expected = reducedNoiseVariance(*schedule, time, risk);
        EXPECT_NEAR(integratedVariance(*schedule, threshold, time), expected, 1e-7 * expected)
            << name << ", r = " << risk << ", v/u = " << ratio;
      }
    }
  }
}

} // namespace limpid::diffusion
