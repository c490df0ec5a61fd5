#include "core/engine/set_comparison.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>
#include <vector>

namespace limpid::engine {
namespace {

constexpr int side = 16;

struct Law
{
  double spread = 1.0;
  double offset = 0.0;
};

// Two smooth waves of random strength: the images lie near a plane of their space.
std::vector<float> imagesOf(std::size_t count, const Law& law, std::uint64_t seed)
{
  std::vector<float> values;
  for (std::size_t index = 0; index < count; ++index) {
    Random random(seed, index);
    const double along = law.offset + law.spread * random.normal();
    const double across = law.spread * random.normal();
    for (int row = 0; row < side; ++row)
      for (int column = 0; column < side; ++column)
        values.push_back(static_cast<float>(0.3 * along * std::sin(0.4 * row) +
                                            0.3 * across * std::cos(0.3 * column) +
                                            0.01 * random.normal()));
  }
  return values;
}

metrics::ImageSet set(const std::vector<float>& values, int width = side)
{
  return {values, 1, width, width};
}

SetComparison compared(const Law& law, std::uint64_t seed = 1)
{
  const auto samples = imagesOf(120, law, 10);
  const auto training = imagesOf(120, {}, 11);
  const auto heldOut = imagesOf(100, {}, 12);
  const auto found =
      compareSets(set(samples), set(training), set(heldOut), seed, jobs::JobContext());
  EXPECT_TRUE(found) << found.error().message;
  return found.value_or(SetComparison());
}

} // namespace

TEST(SetComparison, FindsSamplesOfTheLawOfTheDataAsNearAsRealImages)
{
  const SetComparison found = compared({});
  EXPECT_EQ(found.images, 120U);
  EXPECT_EQ(found.heldOut, 100U);
  EXPECT_LT(found.distanceRatio.low, 1.0);
  EXPECT_GT(found.distanceRatio.high, 1.0);
  EXPECT_NEAR(found.recall.samples.value, found.recall.betweenReal, 0.15);
  EXPECT_NEAR(found.precision.samples.value, found.precision.betweenReal, 0.15);
  EXPECT_LT(found.kernel.samples.low, 0.0) << "unbiased: 0 must be within reach";
}

TEST(SetComparison, SeesThatSamplesCoverAPartOnly)
{
  const SetComparison found = compared({.spread = 0.2});
  EXPECT_LT(found.recall.samples.high, 0.6 * found.recall.betweenReal);
  EXPECT_GT(found.precision.samples.value, 0.8);
  EXPECT_GT(found.distanceRatio.low, 1.5);
}

TEST(SetComparison, SeesSamplesOfAnotherPlace)
{
  const SetComparison found = compared({.offset = 3.0});
  EXPECT_GT(found.distanceRatio.low, 3.0);
  EXPECT_GT(found.kernel.samples.low, 0.1);
  EXPECT_GT(found.wasserstein.samples.low, found.wasserstein.betweenReal);
  ASSERT_TRUE(found.features);
  EXPECT_GT(found.features->samples.low, found.features->betweenReal);
}

TEST(SetComparison, IsTheSameForTheSameSeedAlone)
{
  const SetComparison one = compared({}, 1);
  const SetComparison again = compared({}, 1);
  EXPECT_EQ(one.distanceRatio.high, again.distanceRatio.high);
  EXPECT_EQ(one.wasserstein.samples.value, again.wasserstein.samples.value);
  EXPECT_NE(one.distanceRatio.high, compared({}, 2).distanceRatio.high);
}

TEST(SetComparison, HasNoFeaturesOfSmallImages)
{
  const auto values = imagesOf(16, {}, 1); // 16 × 16 pixels are four times 8 × 8
  const auto found = compareSets(set(values, 8), set(values, 8), set(values, 8), 1, {});
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->images, 64U);
  EXPECT_FALSE(found->features);
}

} // namespace limpid::engine
