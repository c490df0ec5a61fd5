#include "core/diffusion/least_instability.h"

#include "core/diffusion/instability.h"
#include "tests/core/diffusion/made_noise_law.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace limpid::diffusion {
namespace {

using Kind = InstabilityWeight::Kind;

/// S_t of M2 in two dimensions as it stands, by the midpoint rule over a square; v = 1.
double instabilityInThePlane(const NoiseLaw& law, double relativeRisk, double reduction)
{
  constexpr int points = 700;
  constexpr double furthest = 6.0;
  constexpr double width = 2.0 * furthest / points;
  double mass = 0.0;
  double sum = 0.0;
  for (int row = 0; row < points; ++row) {
    for (int column = 0; column < points; ++column) {
      const double y1 = -furthest + (row + 0.5) * width;
      const double y2 = -furthest + (column + 0.5) * width;
      const double square = y1 * y1 + y2 * y2;
      const double difference = law.logCharacteristic(relativeRisk * y1) +
                                law.logCharacteristic(relativeRisk * y2) + 0.5 * reduction * square;
      mass += std::exp(-square);
      sum += std::exp(-square) * difference * difference;
    }
  }
  return sum / mass;
}

/// relL2 from densities: Laplace noise of standard deviation `risk` and N(0, variance) convolved by
/// the midpoint rule, against N(0, 1).
double relativeL2OfLaplaceDensities(double risk, double variance)
{
  constexpr int points = 1200;
  constexpr double furthest = 12.0;
  constexpr double width = 2.0 * furthest / points;
  const double b = risk / std::numbers::sqrt2;
  const auto normal = [](double x, double of) {
    return std::exp(-0.5 * x * x / of) / std::sqrt(2.0 * std::numbers::pi * of);
  };
  double difference = 0.0;
  double norm = 0.0;
  for (int place = 0; place < points; ++place) {
    const double x = -furthest + (place + 0.5) * width;
    double density = 0.0;
    for (int other = 0; other < points; ++other) {
      const double y = -furthest + (other + 0.5) * width;
      density += width * std::exp(-std::abs(y) / b) / (2.0 * b) * normal(x - y, variance);
    }
    difference += std::pow(density - normal(x, 1.0), 2.0);
    norm += std::pow(normal(x, 1.0), 2.0);
  }
  return std::sqrt(difference / norm);
}

double relativeVariance(const NoiseLaw& law, double relativeRisk)
{
  return 1.0 - leastReduction(law, {}, 1, relativeRisk);
}

} // namespace

TEST(LeastInstability, GivesTheMethodsTableOfVariances)
{
  struct Row
  {
    std::string law;
    Json parameters;
    double relativeRisk;
    double variance;
  };
  const Json three = {{"degreesOfFreedom", 3.0}};
  const Json five = {{"degreesOfFreedom", 5.0}};
  const Json none = Json::object();
  const std::vector<Row> rows = {{"laplace", none, 0.5, 0.781},   {"laplace", none, 1.0, 0.322},
                                 {"student-t", five, 0.5, 0.780}, {"student-t", three, 0.5, 0.829},
                                 {"uniform", none, 0.5, 0.731},   {"uniform", none, 0.75, 0.298},
                                 {"cauchy", none, 0.25, 0.624},   {"cauchy", none, 0.5, 0.248}};
  for (const Row& row : rows)
    EXPECT_NEAR(relativeVariance(*madeLaw(row.law, row.parameters), row.relativeRisk), row.variance,
                5e-4)
        << row.law << row.parameters << " at " << row.relativeRisk;
}

TEST(LeastInstability, GivesTheMethodsTableOfRelativeL2)
{
  struct Row
  {
    std::shared_ptr<const NoiseLaw> law;
    double relativeRisk;
    double naive;
    double corrected;
  };
  const std::vector<Row> rows = {
      {madeLaw("laplace"), 0.5, 0.085, 0.007},
      {madeLaw("student-t", {{"degreesOfFreedom", 3.0}}), 0.5, 0.068, 0.008},
      {madeLaw("cauchy"), 0.25, 0.155, 0.071}};
  for (const Row& row : rows) {
    const double variance = relativeVariance(*row.law, row.relativeRisk);
    EXPECT_NEAR(relativeL2(*row.law, row.relativeRisk, 1.0), row.naive, 5e-4) << row.law->id();
    EXPECT_NEAR(relativeL2(*row.law, row.relativeRisk, variance), row.corrected, 5e-4)
        << row.law->id();
  }
}

TEST(LeastInstability, HasTheClosedFormsOfTheMethod)
{
  const auto cauchy = madeLaw("cauchy");
  const auto gaussian = madeLaw("gaussian");
  for (const int dimension : {1, 2, 7}) {
    const double d = dimension;
    for (const double argument : {0.1, 1.0}) {
      const double byDefault = 4.0 / std::sqrt(std::numbers::pi) * (d + 1) / (d + 2) * argument;
      EXPECT_NEAR(integratedReduction(*cauchy, {}, dimension, argument), byDefault, 1e-10);
      EXPECT_NEAR(leastReduction(*cauchy, {}, dimension, argument), byDefault, 1e-12);
      const double bySquare = argument * argument;
      EXPECT_NEAR(integratedReduction(*gaussian, {}, dimension, argument), bySquare, 1e-12);
    }
    // The paper's threshold for its variance-exploding SDE: v² > (D+2)/(D+5) κ².
    const InstabilityWeight paper{Kind::Noise};
    EXPECT_NEAR(integratedReduction(*cauchy, paper, dimension, 1.0), (d + 2) / (d + 5), 1e-10);
    EXPECT_NEAR(leastReduction(*cauchy, paper, dimension, 1.0), (d + 2) / (d + 5), 1e-12);
    const InstabilityWeight cube{Kind::ScaledNoise, 3.0};
    EXPECT_NEAR(integratedReduction(*cauchy, cube, dimension, 1.0), 3 * (d + 2) / (d + 5), 1e-10);
    EXPECT_NEAR(leastReduction(*cauchy, cube, dimension, 1.0), 3 * (d + 2) / (d + 5), 1e-12);
  }
}

TEST(LeastInstability, OfLaplaceNoiseWithItsOwnCubedWeightIsTheMethods)
{
  const auto laplace = madeLaw("laplace");
  // δ = .5909 b²u² to the method's digits, with b² = ½ r²; exactly ⅔ (ψ(3) − ψ(3/2)).
  const double inB = 2.0 * integratedReduction(*laplace, {Kind::ScaledNoise, 3.0}, 1, 1.0);
  EXPECT_NEAR(inB, 0.5909, 1e-4);
  EXPECT_NEAR(inB, 2.0 / 3.0 * (0.92278433509846714 - 0.03648997397857652), 1e-9);
}

TEST(LeastInstability, FollowsTheExpansionForLittleNoise)
{
  for (const char* name : {"laplace", "uniform"}) {
    const auto law = madeLaw(name);
    for (const double risk : {0.02, 0.05}) {
      const double beyond = integratedReduction(*law, {}, 1, risk) - risk * risk;
      const double expected = -5.0 / 24.0 * law->fourthCumulant() * std::pow(risk, 4.0);
      EXPECT_NEAR(beyond, expected, 0.02 * std::abs(expected)) << name << " at " << risk;
    }
  }
}

TEST(LeastInstability, IsTheSmallestOverAllReductions)
{
  for (const std::string& name : noiseLawNames()) {
    const auto law = madeLaw(name);
    for (const int dimension : {1, 3}) {
      const double best = leastReduction(*law, {}, dimension, 0.4);
      const double least = perturbationInstability(*law, {}, dimension, 0.4, best);
      for (const double factor : {0.9, 0.99, 1.01, 1.1})
        EXPECT_GT(perturbationInstability(*law, {}, dimension, 0.4, factor * best), least)
            << name << ", D = " << dimension << ", × " << factor;
    }
  }
}

TEST(LeastInstability, IsTheIntegralOfTheDefinition)
{
  for (const char* name : {"laplace", "cauchy", "student-t"}) {
    const auto law = madeLaw(name);
    for (const double reduction : {0.0, 0.1}) {
      const double expected = instabilityInThePlane(*law, 0.5, reduction);
      EXPECT_NEAR(perturbationInstability(*law, {}, 2, 0.5, reduction), expected, 1e-4 * expected)
          << name;
    }
  }
}

TEST(LeastInstability, OfGaussianNoiseIsItsClosedForm)
{
  const auto law = madeLaw("gaussian");
  for (const int dimension : {1, 2, 5}) {
    const double relative = 0.6 * 0.6;
    EXPECT_NEAR(perturbationInstability(*law, {}, dimension, 0.6, 0.0),
                gaussianInstability(relative, dimension), 1e-12);
    EXPECT_NEAR(perturbationInstability(*law, {}, dimension, 0.6, relative), 0.0, 1e-30);
  }
  EXPECT_NEAR(relativeL2(*law, 0.6, 1.0), gaussianRelativeL2(0.36), 1e-10);
  EXPECT_NEAR(relativeL2(*law, 0.6, 0.64), 0.0, 1e-12);
  EXPECT_NEAR(relativeL2(*law, 1.7, 0.0), gaussianRelativeL2(1.7 * 1.7 - 1.0), 1e-10);
}

TEST(LeastInstability, ComparesDensities)
{
  const auto laplace = madeLaw("laplace");
  EXPECT_NEAR(relativeL2(*laplace, 0.5, 1.0), relativeL2OfLaplaceDensities(0.5, 1.0), 2e-4);
  EXPECT_NEAR(relativeL2(*laplace, 1.0, 0.322), relativeL2OfLaplaceDensities(1.0, 0.322), 2e-4);
}

TEST(LeastInstability, IsContinuousWhereNoDiffusionIsLeft)
{
  for (const std::string& name : noiseLawNames()) {
    const auto law = madeLaw(name);
    EXPECT_NEAR(relativeL2(*law, 1.2, 2e-6), relativeL2(*law, 1.2, 0.0), 1e-3) << name;
  }
}

TEST(InstabilityWeight, IsReadFromItsName)
{
  for (const char* name : {"default", "paper", "power:3", "power:2.6"}) {
    const auto weight = instabilityWeightFromString(name);
    ASSERT_TRUE(weight) << weight.error().message;
    EXPECT_EQ(instabilityWeightName(*weight), name);
  }
  for (const char* name : {"", "best", "power:", "power:x", "power:-1", "power:3x", "power:nan"}) {
    const auto refused = instabilityWeightFromString(name);
    ASSERT_FALSE(refused) << name;
    EXPECT_NE(refused.error().message.find("paper"), std::string::npos);
  }
}

TEST(InstabilityWeight, IsRefusedWhereItsIntegralHasNoValue)
{
  EXPECT_TRUE(checkWeight(*madeLaw("laplace"), {Kind::ScaledNoise, 2.6}));
  EXPECT_FALSE(checkWeight(*madeLaw("laplace"), {Kind::ScaledNoise, 2.5}));
  EXPECT_FALSE(checkWeight(*madeLaw("laplace"), {Kind::Noise}));
  EXPECT_FALSE(checkWeight(*madeLaw("uniform"), {Kind::ScaledNoise, 20.0}));
  for (const std::string& name : noiseLawNames())
    EXPECT_TRUE(checkWeight(*madeLaw(name), {})) << name;
}

} // namespace limpid::diffusion
