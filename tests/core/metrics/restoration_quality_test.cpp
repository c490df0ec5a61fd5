#include "core/metrics/restoration_quality.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace limpid::metrics {
namespace {

constexpr int side = 16;

std::vector<float> ramp()
{
  std::vector<float> values;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      values.push_back(static_cast<float>(row + column) / 15.0F - 1.0F);
  return values;
}

std::vector<float> normals(std::size_t count, std::uint64_t stream, double scale)
{
  std::vector<float> values(count);
  Random(11, stream).fillNormal(values);
  for (float& value : values)
    value *= static_cast<float>(scale);
  return values;
}

TEST(RestorationQuality, TellsTheRatioOfRangeAndErrorInDecibels)
{
  const std::vector<float> truth = ramp();
  std::vector<float> shifted = truth;
  for (float& value : shifted)
    value += 0.2F;
  EXPECT_NEAR(peakSignalToNoise(shifted, truth, 2.0), 20.0, 1e-5);
  EXPECT_TRUE(std::isinf(peakSignalToNoise(truth, truth, 2.0)));
}

TEST(RestorationQuality, CallsOnlyTheSameImageWhollySimilar)
{
  const std::vector<float> truth = ramp();
  EXPECT_NEAR(structuralSimilarity(truth, truth, side, side, 2.0).value_or(0.0), 1.0, 1e-9);
  std::vector<float> noisy = truth;
  const std::vector<float> noise = normals(truth.size(), 1, 0.3);
  for (std::size_t at = 0; at < noisy.size(); ++at)
    noisy[at] += noise[at];
  const double ofNoisy = structuralSimilarity(noisy, truth, side, side, 2.0).value_or(1.0);
  EXPECT_LT(ofNoisy, 0.9);
  EXPECT_GT(ofNoisy, 0.0);
}

// Two constant images leave of the formula the first factor alone.
TEST(RestorationQuality, FollowsTheFormulaOfStructuralSimilarity)
{
  const std::vector<float> dark(121, 0.5F);
  const std::vector<float> bright(121, 1.0F);
  const double first = 0.02 * 0.02;
  EXPECT_NEAR(structuralSimilarity(dark, bright, 11, 11, 2.0).value_or(0.0),
              (2.0 * 0.5 + first) / (0.25 + 1.0 + first), 1e-6);
  EXPECT_EQ(structuralSimilarity(dark, bright, 10, 11, 2.0).error().code, ErrorCode::BadInput);
}

TEST(RestorationQuality, CoversAsOftenAsItSaysWhenTheTruthIsLikeTheDraws)
{
  constexpr std::size_t pixels = 20000;
  const std::vector<float> truth = normals(pixels, 1, 1.0);
  for (const std::size_t draws : {19U, 30U, 39U}) {
    const std::vector<float> drawn = normals(draws * pixels, 2, 1.0);
    for (const double probability : {0.5, 0.9}) {
      const auto covered = countCovered(drawn, truth, probability);
      ASSERT_TRUE(covered) << covered.error().message;
      EXPECT_NEAR(static_cast<double>(*covered) / pixels, probability, 0.015) << draws;
    }
  }
  // Draws that are too sure of themselves.
  const auto narrow = countCovered(normals(39 * pixels, 3, 0.5), truth, 0.9);
  ASSERT_TRUE(narrow);
  EXPECT_LT(*narrow, pixels * 7 / 10);
  EXPECT_EQ(countCovered(normals(18 * pixels, 3, 1.0), truth, 0.9).error().code,
            ErrorCode::BadInput);
}

} // namespace
} // namespace limpid::metrics
