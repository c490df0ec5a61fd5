#include "core/diffusion/noise_correction.h"

#include "core/diffusion/coverage.h"
#include "tests/core/diffusion/made_noise_law.h"
#include "tests/core/diffusion/made_schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::diffusion {
namespace {

using Kind = InstabilityWeight::Kind;
constexpr double noBuffer = std::numeric_limits<double>::infinity();

/// M4's gate as it stands, with no table.
bool admits(const NoiseCorrection& correction, const Schedule& schedule, double noiseRatio,
            double noise, double buffer)
{
  const double time = schedule.timeAtNoiseRatio(noiseRatio);
  const double u = schedule.signalScale(time);
  const double v = schedule.noiseScale(time);
  const WeightScale scale = weightScale(correction.options().weight, u, v, noise);
  const double left = v * v - std::pow(scale.frequency, 2.0) *
                                  leastReduction(correction.law(), correction.options().weight,
                                                 correction.options().dimension, scale.argument);
  const double variance = std::max(left, 0.0) / (v * v);
  return variance > 0.0 && variance * buffer >= 1.0 &&
         relativeL2(correction.law(), u * noise / v, variance) <= correction.options().tolerance;
}

} // namespace

TEST(NoiseCorrection, OfGaussianNoiseIsTheTheoremToTheBit)
{
  const NoiseCorrection correction = madeCorrection("gaussian");
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    for (const double time : innerTimes(*schedule))
      EXPECT_EQ(correction.reducedNoiseVariance(*schedule, time, 0.3),
                reducedNoiseVariance(*schedule, time, 0.3));
    for (const Risk& risk : {Risk{}, Risk{0.2, 0.0}, Risk{0.1, 0.3}})
      for (const double buffer : {4.0, noBuffer})
        EXPECT_EQ(correction.thresholdNoiseRatio(*schedule, risk, buffer),
                  thresholdNoiseRatio(risk, buffer));
  }
}

TEST(NoiseCorrection, TabulatesWhatTheIntegralGives)
{
  for (const std::string& name : noiseLawNames()) {
    const NoiseCorrection correction = madeCorrection(name);
    for (const double risk : {1e-6, 1e-3, 0.03, 0.11, 0.4, 0.7}) {
      const double expected = 1.0 - integratedReduction(correction.law(), {}, 1, risk / 2.0);
      EXPECT_NEAR(correction.reducedNoiseVariance(1.0, 2.0, risk), 4.0 * expected, 4e-6)
          << name << " at " << risk;
    }
    EXPECT_EQ(correction.reducedNoiseVariance(1.0, 1e-3, 1.0), 0.0) << name;
    EXPECT_EQ(correction.reducedNoiseVariance(1.0, 0.5, 0.0), 0.25) << name;
  }
}

TEST(NoiseCorrection, AdmitsFromItsThresholdOn)
{
  for (const std::string& name : noiseLawNames()) {
    if (name == "gaussian")
      continue;
    for (const InstabilityWeight& weight : {InstabilityWeight{}, InstabilityWeight{Kind::Noise}}) {
      CorrectionOptions options;
      options.weight = weight;
      const auto correction = NoiseCorrection::make(madeLaw(name), options);
      if (!correction)
        continue; // the weight has no moments with this law
      for (const char* scheduleName : {"edm", "vp-linear"}) {
        const auto schedule = made(scheduleName);
        for (const double buffer : {4.0, noBuffer}) {
          const double threshold = correction->thresholdNoiseRatio(*schedule, {0.2, 0.0}, buffer);
          EXPECT_TRUE(admits(*correction, *schedule, 1.001 * threshold, 0.2, buffer))
              << name << " " << scheduleName << " at " << threshold;
          EXPECT_FALSE(admits(*correction, *schedule, 0.999 * threshold, 0.2, buffer))
              << name << " " << scheduleName << " at " << threshold;
        }
      }
    }
  }
}

TEST(NoiseCorrection, GatesCauchyNoiseByToleranceNotByWhatIsLeft)
{
  const auto edm = made("edm");
  CorrectionOptions strict;
  strict.tolerance = 0.02;
  const double usual = madeCorrection("cauchy").thresholdNoiseRatio(*edm, {0.1, 0.0}, noBuffer);
  const double severe =
      madeCorrection("cauchy", strict).thresholdNoiseRatio(*edm, {0.1, 0.0}, noBuffer);
  // M4: usable at all from κu/v < √π (D+2) / (4 (D+1)) on.
  const double usable = 0.1 * 8.0 / (3.0 * std::sqrt(std::numbers::pi));
  EXPECT_GT(usual, usable);
  EXPECT_GT(severe, 3.0 * usual);
}

TEST(NoiseCorrection, GatesByTheLimitAsGaussianNoiseDoes)
{
  const auto edm = made("edm");
  const NoiseCorrection laplace = madeCorrection("laplace");
  EXPECT_EQ(laplace.thresholdNoiseRatio(*edm, {0.0, 0.3}, 4.0),
            thresholdNoiseRatio({0.0, 0.3}, 4.0));
  EXPECT_EQ(laplace.thresholdNoiseRatio(*edm, {0.01, 0.3}, 4.0),
            thresholdNoiseRatio({0.0, 0.3}, 4.0));
  EXPECT_EQ(laplace.thresholdNoiseRatio(*edm, {}, 4.0), 0.0);
}

TEST(NoiseCorrection, LeavesVarianceFromThePapersThresholdOn)
{
  CorrectionOptions paper;
  paper.weight = {Kind::Noise};
  for (const int dimension : {1, 2, 64}) {
    paper.dimension = dimension;
    const NoiseCorrection correction = madeCorrection("cauchy", paper);
    const auto ve = made("ve");
    const double kappa = 0.3;
    const double ratio = kappa * std::sqrt((dimension + 2.0) / (dimension + 5.0));
    const double threshold = ve->timeAtNoiseRatio(ratio);
    EXPECT_EQ(correction.reducedNoiseVariance(*ve, 0.999 * threshold, kappa), 0.0);
    EXPECT_GT(correction.reducedNoiseVariance(*ve, 1.001 * threshold, kappa), 0.0);
  }
}

TEST(NoiseCorrection, CountsCoverageByItsThresholds)
{
  const auto edm = made("edm");
  const NoiseCorrection cauchy = madeCorrection("cauchy");
  const std::vector<Risk> risks = {{}, {0.05, 0.0}, {0.3, 0.0}, {0.0, 0.4}, {1e4, 0.0}};
  const std::vector<std::string> patients = {"a", "a", "b", "b", "c"};
  const auto thresholds = cauchy.thresholdNoiseRatios(*edm, risks, 4.0);
  const Coverage counted = coverage(*edm, thresholds, patients, 80);
  for (std::size_t at = 0; at < counted.time.size(); ++at) {
    int expected = 0;
    for (const double threshold : thresholds)
      expected += counted.noiseRatio[at] >= threshold ? 1 : 0;
    EXPECT_EQ(counted.images[at], expected);
  }
  EXPECT_EQ(counted.images.front(), 1);
  EXPECT_EQ(counted.images.back(), 4);
  EXPECT_EQ(counted.patients.back(), 2);
}

TEST(NoiseCorrection, RefusesOptionsThatMakeNoSense)
{
  CorrectionOptions options;
  options.dimension = 0;
  EXPECT_FALSE(NoiseCorrection::make(madeLaw("laplace"), options));
  options = {};
  options.tolerance = 0.0;
  EXPECT_FALSE(NoiseCorrection::make(madeLaw("laplace"), options));
  options = {};
  options.weight = {Kind::Noise};
  const auto refused = NoiseCorrection::make(madeLaw("laplace"), options);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("laplace"), std::string::npos);
}

} // namespace limpid::diffusion
