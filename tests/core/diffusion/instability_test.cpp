#include "core/diffusion/instability.h"

#include "core/diffusion/risk_sensitive.h"
#include "tests/core/diffusion/made_noise_law.h"
#include "tests/core/diffusion/made_schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace limpid::diffusion {
namespace {

/// ∫ Ω |Δ|² of M2 as it stands, for isotropic Gaussian noise, by the midpoint rule over |y|:
/// Ω ∝ exp(−v²|y|²) in `dimension` coordinates, Δ = ln φ_r(u y) + ½|y|²(v² − ṽ²).
double integratedInstability(double signalScale, double noiseScale, double reducedVariance,
                             double risk, int dimension)
{
  const double furthest = 9.0 / noiseScale;
  constexpr int points = 20000;
  double mass = 0.0;
  double sum = 0.0;
  for (int point = 0; point < points; ++point) {
    const double y = (point + 0.5) * furthest / points;
    const double shell = std::pow(y, dimension - 1.0) * std::exp(-std::pow(noiseScale * y, 2.0));
    const double characteristic = std::exp(-0.5 * std::pow(signalScale * y * risk, 2.0));
    const double difference =
        std::log(characteristic) + 0.5 * y * y * (noiseScale * noiseScale - reducedVariance);
    mass += shell;
    sum += shell * difference * difference;
  }
  return sum / mass;
}

double normalDensity(double x, double variance)
{
  return std::exp(-0.5 * x * x / variance) / std::sqrt(2.0 * std::numbers::pi * variance);
}

/// ‖p̃ − p‖₂ / ‖p‖₂ of two normal densities by the midpoint rule.
double integratedRelativeL2(double variance, double referenceVariance)
{
  const double furthest = 12.0 * std::sqrt(std::max(variance, referenceVariance));
  constexpr int points = 40000;
  double difference = 0.0;
  double norm = 0.0;
  for (int point = 0; point < points; ++point) {
    const double x = (point + 0.5) * furthest / points;
    const double reference = normalDensity(x, referenceVariance);
    difference += std::pow(normalDensity(x, variance) - reference, 2.0);
    norm += reference * reference;
  }
  return std::sqrt(difference / norm);
}

} // namespace

TEST(Instability, IsTheIntegralItIsDefinedBy)
{
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    for (const int dimension : {1, 2, 3}) {
      const double risk = 0.4;
      const InstabilityCurve curve = instabilityCurve(*schedule, risk, 12, dimension);
      for (std::size_t i = 0; i < curve.time.size(); ++i) {
        if (curve.noiseRatio[i] < 0.05)
          continue; // exp(−½u²r²y²) is 0 in double precision
        const double time = curve.time[i];
        const double u = schedule->signalScale(time);
        const double v = schedule->noiseScale(time);
        const double reduced = reducedNoiseVariance(*schedule, time, risk);
        const double ordinary = integratedInstability(u, v, v * v, risk, dimension);
        EXPECT_NEAR(curve.ordinary[i], ordinary, 1e-6 * ordinary) << name << " at t = " << time;
        const double riskSensitive = integratedInstability(u, v, reduced, risk, dimension);
        EXPECT_NEAR(curve.riskSensitive[i], riskSensitive, 1e-6 * riskSensitive + 1e-12)
            << name << " at t = " << time;
      }
    }
  }
}

TEST(Instability, IsTheMethodsClosedFormAndZeroInsideTheStabilityInterval)
{
  const InstabilityCurve curve = instabilityCurve(*made("vp-linear"), 1.0, 200, 1);
  EXPECT_NEAR(curve.threshold, 0.2590, 5e-5);
  for (std::size_t i = 0; i < curve.time.size(); ++i) {
    const double relative = std::pow(1.0 / curve.noiseRatio[i], 2.0);
    const double ordinary = 3.0 / 16.0 * relative * relative;
    EXPECT_NEAR(curve.ordinary[i], ordinary, 1e-12 * ordinary);
    if (curve.time[i] > curve.threshold) {
      EXPECT_EQ(curve.riskSensitive[i], 0.0);
      EXPECT_EQ(curve.relativeL2RiskSensitive[i], 0.0);
    } else {
      const double riskSensitive = 3.0 / 16.0 * std::pow(1.0 - relative, 2.0);
      EXPECT_NEAR(curve.riskSensitive[i], riskSensitive, 1e-12 * riskSensitive);
      EXPECT_LT(curve.riskSensitive[i], curve.ordinary[i]);
      EXPECT_LT(curve.relativeL2RiskSensitive[i], curve.relativeL2Ordinary[i]);
    }
  }
}

TEST(Instability, OfACleanImageIsZeroEverywhere)
{
  const InstabilityCurve curve = instabilityCurve(*made("edm"), 0.0, 50, 1);
  EXPECT_EQ(curve.ordinary, std::vector<double>(50, 0.0));
  EXPECT_EQ(curve.riskSensitive, std::vector<double>(50, 0.0));
  EXPECT_EQ(curve.threshold, made("edm")->minimumTime());
}

TEST(Instability, ComparesDensitiesOfAPointMass)
{
  const auto schedule = made("flow");
  const InstabilityCurve curve = instabilityCurve(*schedule, 0.5, 9, 1);
  for (std::size_t i = 0; i < curve.time.size(); ++i) {
    const double v2 = std::pow(schedule->noiseScale(curve.time[i]), 2.0);
    const double r2 = std::pow(0.5 * schedule->signalScale(curve.time[i]), 2.0);
    const double reduced = reducedNoiseVariance(*schedule, curve.time[i], 0.5);
    if (r2 > 400.0 * v2)
      continue; // too narrow for the grid of the integral
    EXPECT_NEAR(curve.relativeL2Ordinary[i], integratedRelativeL2(v2 + r2, v2), 2e-6);
    EXPECT_NEAR(curve.relativeL2RiskSensitive[i], integratedRelativeL2(reduced + r2, v2), 2e-6);
  }
}

TEST(Instability, IsDrawnEvenlyInTheLogarithmOfTheNoiseRatio)
{
  for (const std::string& name : scheduleNames()) {
    const auto schedule = made(name);
    const auto ratios = instabilityCurve(*schedule, 0.2, 40, 1).noiseRatio;
    ASSERT_EQ(ratios.size(), 40U);
    EXPECT_GE(ratios.front(), 0.005 * (1.0 - 1e-9)) << name;
    EXPECT_LE(ratios.back(), 100.0 * (1.0 + 1e-9)) << name;
    const double step = std::log(ratios.back() / ratios.front()) / 39.0;
    for (std::size_t i = 1; i < ratios.size(); ++i)
      EXPECT_NEAR(std::log(ratios[i] / ratios[i - 1]), step, 1e-9) << name;
  }
}

TEST(Instability, GivesNoPointsWhereNoneAreAskedFor)
{
  EXPECT_TRUE(instabilityCurve(*made("edm"), 0.2, 0, 1).time.empty());
  EXPECT_EQ(instabilityCurve(*made("edm"), 0.2, 1, 1).time.size(), 1U);
}

TEST(Instability, OfAnotherLawIsThatOfItsIntegrals)
{
  const auto schedule = made("vp-linear");
  for (const char* name : {"laplace", "cauchy", "student-t", "uniform"}) {
    const NoiseCorrection correction = madeCorrection(name);
    const InstabilityCurve curve = instabilityCurve(*schedule, correction, 0.2, 40);
    ASSERT_EQ(curve.time.size(), 40U);
    for (std::size_t i = 0; i < curve.time.size(); ++i) {
      const double relativeRisk = 0.2 / curve.noiseRatio[i];
      const double variance =
          std::max(0.0, 1.0 - leastReduction(correction.law(), {}, 1, relativeRisk));
      EXPECT_NEAR(curve.relativeVariance[i], variance, 1e-5) << name;
      EXPECT_NEAR(curve.relativeL2RiskSensitive[i],
                  relativeL2(correction.law(), relativeRisk, variance), 1e-3)
          << name;
      EXPECT_LE(curve.riskSensitive[i], curve.ordinary[i]) << name;
      if (curve.time[i] >= curve.threshold) {
        EXPECT_LE(curve.relativeL2RiskSensitive[i], 0.1) << name;
      }
    }
    EXPECT_GT(curve.relativeL2RiskSensitive.front(), 0.1) << name;
  }
}

TEST(Instability, OfGaussianNoiseIsTheSameThroughEitherDoor)
{
  const auto schedule = made("edm");
  const InstabilityCurve direct = instabilityCurve(*schedule, 0.3, 30, 2);
  CorrectionOptions options;
  options.dimension = 2;
  const InstabilityCurve byLaw =
      instabilityCurve(*schedule, madeCorrection("gaussian", options), 0.3, 30);
  EXPECT_EQ(byLaw.ordinary, direct.ordinary);
  EXPECT_EQ(byLaw.riskSensitive, direct.riskSensitive);
  EXPECT_EQ(byLaw.threshold, direct.threshold);
}

TEST(Instability, IsZeroForGaussianNoiseUnderAnyWeight)
{
  CorrectionOptions paper;
  paper.weight = {InstabilityWeight::Kind::Noise};
  const auto schedule = made("vp-linear");
  const InstabilityCurve curve =
      instabilityCurve(*schedule, madeCorrection("gaussian", paper), 0.3, 50);
  for (std::size_t i = 0; i < curve.time.size(); ++i) {
    if (curve.noiseRatio[i] < 0.3)
      continue;
    EXPECT_NEAR(curve.riskSensitive[i], 0.0, 1e-20);
    EXPECT_NEAR(curve.relativeL2RiskSensitive[i], 0.0, 1e-10);
  }
}

TEST(Instability, SaysWhenAnImageNeverTeaches)
{
  const auto flow = made("flow");
  EXPECT_TRUE(std::isinf(
      instabilityCurve(*flow, madeCorrection("cauchy", {{InstabilityWeight::Kind::Noise}}), 1e6, 3)
          .thresholdNoiseRatio));
  EXPECT_GT(instabilityCurve(*flow, madeCorrection("cauchy"), 1e6, 3).thresholdNoiseRatio,
            flow->noiseRatio(flow->maximumTime()));
  const InstabilityCurve clean = instabilityCurve(*flow, madeCorrection("cauchy"), 0.0, 3);
  EXPECT_EQ(clean.threshold, flow->minimumTime());
  EXPECT_EQ(clean.riskSensitive, std::vector<double>(3, 0.0));
}

} // namespace limpid::diffusion
