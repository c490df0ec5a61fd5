#include "core/metrics/distances.h"

#include "core/metrics/random_features.h"
#include "tests/core/metrics/image_sets.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace limpid::metrics {
namespace {

/// Points of a line.
ImageSet points(const std::vector<float>& values)
{
  return {values, 1, 1, 1};
}

/// 20 × 20 pixels.
ImageSet small(const std::vector<float>& values)
{
  return {values, 1, 20, 20};
}

/// E|X − Y| where X − Y is normal.
double meanAbsolute(double mean, double deviation)
{
  const double ratio = mean / deviation;
  return deviation * std::sqrt(2.0 / std::numbers::pi) * std::exp(-0.5 * ratio * ratio) +
         mean * std::erf(ratio / std::numbers::sqrt2);
}

std::vector<float> smoothed(const std::vector<float>& noise)
{
  std::vector<float> smooth = noise;
  for (std::size_t at = 1; at < noise.size(); ++at)
    smooth[at] = (noise[at] + noise[at - 1]) / std::numbers::sqrt2_v<float>;
  return smooth;
}

} // namespace

TEST(SlicedWasserstein, IsZeroForEqualSetsInAnyOrder)
{
  const std::vector<float> one = {1, 2, 3, 4, 5, 6};
  const std::vector<float> shuffled = {5, 6, 1, 2, 3, 4};
  EXPECT_EQ(*slicedWasserstein({one, 1, 1, 2}, {shuffled, 1, 1, 2}, 3), 0.0);
}

TEST(SlicedWasserstein, OfAConstantAddedToEveryPixelIsThatConstant)
{
  const std::vector<float> real = normalImages(50 * 400, 0.0, 0.1, 1);
  std::vector<float> samples = real;
  for (float& pixel : samples)
    pixel += 0.25F;
  // Over directions the mean square projection of the shift is 0.25²; 128 directions know it to
  // √(2/128) of itself, half of that after the root.
  EXPECT_NEAR(*slicedWasserstein(small(samples), small(real), 7), 0.25, 0.25 * 3.0 * 0.0625);
}

TEST(SlicedWasserstein, ComparesSetsOfDifferentSizesExactly)
{
  // F⁻¹ − G⁻¹ is 0 on the first and last third, 1 and −1 on the halves of the middle one.
  const std::vector<float> three = {0, 1, 2};
  const std::vector<float> two = {0, 2};
  EXPECT_NEAR(*slicedWasserstein(points(three), points(two), 1), std::sqrt(1.0 / 3.0), 1e-6);
  const std::vector<float> doubled = {2, 1, 0, 1, 0, 2};
  EXPECT_NEAR(*slicedWasserstein(points(three), points(doubled), 1), 0.0, 1e-9);
}

TEST(SlicedWasserstein, DependsOnTheSeedThroughTheDirectionsAlone)
{
  const std::vector<float> one = normalImages(20 * 400, 0.0, 1.0, 1);
  const std::vector<float> other = normalImages(20 * 400, 0.3, 1.0, 2);
  EXPECT_EQ(*slicedWasserstein(small(one), small(other), 5),
            *slicedWasserstein(small(one), small(other), 5));
  EXPECT_NE(*slicedWasserstein(small(one), small(other), 5),
            *slicedWasserstein(small(one), small(other), 6));
}

TEST(EnergyDistance, IsZeroForEqualSets)
{
  const std::vector<float> values = normalImages(300, 0.0, 1.0, 1);
  EXPECT_NEAR(*energyDistance({values, 1, 1, 3}, {values, 1, 1, 3}), 0.0, 1e-12);
}

TEST(EnergyDistance, OfShiftedNormalsIsTheClosedForm)
{
  const double shift = 1.5;
  const double root = std::numbers::sqrt2;
  const double expected = 2.0 * meanAbsolute(shift, root) - 2.0 * meanAbsolute(0.0, root);
  const std::vector<float> one = normalImages(3000, 0.0, 1.0, 1);
  const std::vector<float> other = normalImages(3000, shift, 1.0, 2);
  EXPECT_NEAR(*energyDistance(points(one), points(other)), expected, 0.06 * expected);
}

TEST(EnergyDistance, OfTwoPointsIsTwiceTheirDistance)
{
  const std::vector<float> one = {0, 0};
  const std::vector<float> other = {3, 4};
  EXPECT_DOUBLE_EQ(*energyDistance({one, 1, 1, 2}, {other, 1, 1, 2}), 10.0);
}

TEST(MaximumMeanDiscrepancy, OfShiftedNormalsIsTheClosedForm)
{
  const std::vector<float> one = normalImages(2 * 1500, 0.0, 1.0, 1);
  const std::vector<float> other = normalImages(2 * 1500, 1.0, 1.0, 2);
  const auto distance = maximumMeanDiscrepancy({one, 1, 1, 2}, {other, 1, 1, 2});
  ASSERT_TRUE(distance) << distance.error().message;
  // E k(x, y) of normals of variance 1 in a plane, means δ apart: b²/(b² + 2)·e^(−δ²/2(b² + 2)).
  const double square = distance->bandwidth * distance->bandwidth;
  const double expected = 2.0 * square / (square + 2.0) * (1.0 - std::exp(-1.0 / (square + 2.0)));
  EXPECT_NEAR(distance->squared, expected, 0.08 * expected);
}

TEST(MaximumMeanDiscrepancy, OfOneLawIsZeroOnAverage)
{
  double sum = 0.0;
  int below = 0;
  for (std::uint64_t trial = 0; trial < 40; ++trial) {
    const std::vector<float> one = normalImages(40, 0.0, 1.0, 2 * trial);
    const std::vector<float> other = normalImages(60, 0.0, 1.0, 2 * trial + 1);
    const double squared = maximumMeanDiscrepancy(points(one), points(other))->squared;
    sum += squared;
    below += squared < 0.0 ? 1 : 0;
  }
  EXPECT_NEAR(sum / 40.0, 0.0, 0.01);
  EXPECT_GT(below, 10) << "an unbiased estimate of 0 is often below it";
}

TEST(MaximumMeanDiscrepancy, RefusesSetsWithoutAScale)
{
  const std::vector<float> equal(8, 1.0F);
  const auto distance = maximumMeanDiscrepancy(points(equal), points(equal));
  ASSERT_FALSE(distance);
  EXPECT_EQ(distance.error().code, ErrorCode::BadInput);
}

TEST(PolynomialDistance, IsWhatAHandReckons)
{
  // k(x, y) = (xy + 1)³: within {1, 2} 27, within {0, 1} 1, between 1, 8, 1, 27 → mean 9.25.
  const std::vector<float> one = {1, 2};
  const std::vector<float> other = {0, 1};
  EXPECT_NEAR(*polynomialDistance(points(one), points(other)), 27.0 + 1.0 - 2.0 * 9.25, 1e-9);
}

TEST(KernelFeatureDistance, SeesGrainAndItsColourWhereMeansAreEqual)
{
  const std::vector<float> real = normalImages(200 * 400, 0.0, 0.2, 1);
  const std::vector<float> alike = normalImages(200 * 400, 0.0, 0.2, 2);
  const std::vector<float> grainier = normalImages(200 * 400, 0.0, 0.25, 3);
  const std::vector<float> correlated = smoothed(normalImages(200 * 400, 0.0, 0.2, 4));
  const auto from = [&](const std::vector<float>& samples) {
    return *kernelFeatureDistance(small(samples), small(real));
  };
  const double chance = std::abs(from(alike));
  EXPECT_GT(from(grainier), 3.0 * chance + 0.3);
  EXPECT_GT(from(correlated), 3.0 * chance + 0.3);
}

TEST(RandomFeatures, AreTheSameOnEveryMachine)
{
  std::vector<float> ramp(20 * 20);
  std::iota(ramp.begin(), ramp.end(), 0.0F);
  for (float& pixel : ramp)
    pixel = pixel / 200.0F - 1.0F;
  const auto features = randomFeatures(small(ramp));
  ASSERT_TRUE(features) << features.error().message;
  ASSERT_EQ(features->size(), randomFeatureCount);
  double sum = 0.0;
  for (const float feature : *features)
    sum += double{feature};
  EXPECT_NEAR(sum, 25.42487, 1e-3);
}

TEST(RandomFeatures, ReadChannelsAndImagesFromTheirPlaces)
{
  const std::vector<float> first = normalImages(3 * 400, 0.0, 0.3, 1);
  const std::vector<float> second = normalImages(3 * 400, 0.1, 0.2, 2);
  std::vector<float> both = first;
  both.insert(both.end(), second.begin(), second.end());
  const auto ofBoth = *randomFeatures({both, 3, 20, 20});
  auto expected = *randomFeatures({first, 3, 20, 20});
  const auto ofSecond = *randomFeatures({second, 3, 20, 20});
  expected.insert(expected.end(), ofSecond.begin(), ofSecond.end());
  EXPECT_EQ(ofBoth, expected);
}

TEST(Distances, RefuseWhatCanNotBeCompared)
{
  const std::vector<float> values = normalImages(800, 0.0, 1.0, 1);
  const std::vector<float> ragged(7, 1.0F);
  std::vector<float> broken = values;
  broken[5] = std::numeric_limits<float>::quiet_NaN();
  for (const auto distance : {energyDistance, polynomialDistance, kernelFeatureDistance}) {
    EXPECT_FALSE(distance(small(values), {values, 1, 40, 10})) << "two shapes";
    EXPECT_FALSE(distance(small(values), small({}))) << "an empty set";
    EXPECT_FALSE(distance(small(values), small(broken))) << "a pixel that is no number";
  }
  EXPECT_FALSE(energyDistance({ragged, 1, 1, 2}, {ragged, 1, 1, 2})) << "half an image";
  EXPECT_FALSE(slicedWasserstein(small(values), small(broken), 1));
  EXPECT_FALSE(randomFeatures({values, 1, 8, 100})) << "too small for three layers";
  const std::vector<float> single(400, 0.5F);
  EXPECT_FALSE(maximumMeanDiscrepancy(small(single), small(values))) << "no pair within the set";
}

} // namespace limpid::metrics
