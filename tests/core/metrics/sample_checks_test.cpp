#include "core/metrics/nearest_copy.h"
#include "core/metrics/precision_recall.h"
#include "core/metrics/tissue_peaks.h"
#include "tests/core/metrics/image_sets.h"

#include <gtest/gtest.h>

#include <limits>

namespace limpid::metrics {
namespace {

ImageSet plane(const std::vector<float>& values)
{
  return {values, 1, 1, 2};
}

std::vector<float> joined(std::vector<float> one, const std::vector<float>& other)
{
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

/// A head in HU: air, fat, brain, bone in these shares of a thousand pixels, with noise.
std::vector<float> head(int fat, double brain, std::uint64_t seed)
{
  Random random(seed, 0);
  std::vector<float> pixels;
  const auto add = [&](int count, double value, double spread) {
    for (int pixel = 0; pixel < 100 * count; ++pixel)
      pixels.push_back(static_cast<float>(value + spread * random.normal()));
  };
  add(400, -1000.0, 10.0);
  add(fat, -100.0, 12.0);
  add(400, brain, 8.0);
  add(120, 800.0, 120.0);
  return pixels;
}

const TissueComparison& of(const std::vector<TissueComparison>& all, std::string_view tissue)
{
  for (const TissueComparison& one : all)
    if (one.tissue == tissue)
      return one;
  throw std::out_of_range("no such tissue");
}

} // namespace

TEST(PrecisionRecall, AreHighForTwoSetsOfOneLaw)
{
  const std::vector<float> real = normalImages(2 * 400, 0.0, 1.0, 1);
  const std::vector<float> samples = normalImages(2 * 400, 0.0, 1.0, 2);
  const auto found = precisionRecall(plane(samples), plane(real), 3, 1);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_GT(found->precision.low, 0.85);
  EXPECT_GT(found->recall.low, 0.85);
  EXPECT_LE(found->precision.high, 1.0);
}

TEST(PrecisionRecall, AreZeroForSetsThatDoNotTouch)
{
  const auto found = precisionRecall(plane(normalImages(200, 100.0, 1.0, 1)),
                                     plane(normalImages(200, 0.0, 1.0, 2)), 3, 1);
  EXPECT_EQ(found->precision.value, 0.0);
  EXPECT_EQ(found->recall.value, 0.0);
}

TEST(PrecisionRecall, TellALostModeFromAnInventedOne)
{
  const std::vector<float> one = normalImages(2 * 200, 0.0, 1.0, 1);
  const std::vector<float> both =
      joined(normalImages(2 * 200, 0.0, 1.0, 2), normalImages(2 * 200, 50.0, 1.0, 3));
  const auto lost = precisionRecall(plane(one), plane(both), 3, 1);
  EXPECT_GT(lost->precision.value, 0.85);
  EXPECT_NEAR(lost->recall.value, 0.5, 0.1);
  const auto invented = precisionRecall(plane(both), plane(one), 3, 1);
  EXPECT_NEAR(invented->precision.value, 0.5, 0.1);
  EXPECT_GT(invented->recall.value, 0.85);
}

TEST(PrecisionRecall, RefuseSetsWithoutThatManyNeighbours)
{
  const std::vector<float> three = {0, 0, 1, 1, 2, 2};
  const std::vector<float> four = {0, 0, 1, 1, 2, 2, 3, 3};
  EXPECT_TRUE(precisionRecall(plane(four), plane(four), 3, 1));
  EXPECT_FALSE(precisionRecall(plane(three), plane(four), 3, 1));
  EXPECT_FALSE(precisionRecall(plane(four), plane(four), 0, 1));
}

TEST(CopyCheck, FindsCopiesAndNamesTheirOriginals)
{
  constexpr int pixels = 64;
  const auto images = [](int count, std::uint64_t seed) {
    return normalImages(static_cast<std::size_t>(count) * pixels, 0.0, 0.5, seed);
  };
  const std::vector<float> training = images(40, 1);
  const std::vector<float> heldOut = images(19, 2);
  std::vector<float> samples = images(3, 3);
  // Training image 7 with a little noise of its own.
  const std::vector<float> grain = normalImages(pixels, 0.0, 0.05, 4);
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    samples.push_back(training[7 * pixels + pixel] + grain[pixel]);
  const auto check = checkCopies({samples, 1, 8, 8}, {training, 1, 8, 8}, {heldOut, 1, 8, 8});
  ASSERT_TRUE(check) << check.error().message;
  EXPECT_EQ(check->tooNear, std::vector<std::size_t>{3});
  EXPECT_EQ(check->samples[3].index, 7u);
  EXPECT_NEAR(check->samples[3].distance, 0.05, 0.02);
  EXPECT_GT(check->threshold, 0.3);
  EXPECT_DOUBLE_EQ(check->byChance, 4.0 / 20.0);
  EXPECT_EQ(check->heldOut.size(), 19u);
}

TEST(CopyCheck, FlagsNewImagesAsRarelyAsItSays)
{
  // 100 times 20 samples against 19 images kept aside: one of each 20 by chance.
  double flagged = 0.0;
  for (std::uint64_t trial = 0; trial < 100; ++trial) {
    const std::vector<float> training = normalImages(30 * 16, 0.0, 1.0, 3 * trial);
    const std::vector<float> heldOut = normalImages(19 * 16, 0.0, 1.0, 3 * trial + 1);
    const std::vector<float> samples = normalImages(20 * 16, 0.0, 1.0, 3 * trial + 2);
    flagged += static_cast<double>(
        checkCopies({samples, 1, 4, 4}, {training, 1, 4, 4}, {heldOut, 1, 4, 4})->tooNear.size());
  }
  EXPECT_NEAR(flagged / 100.0, 1.0, 0.5);
}

TEST(TissuePeaks, AreFoundWhereTheTissuesAre)
{
  const auto compared = compareTissuePeaks(head(80, 35.0, 1), head(80, 35.0, 2));
  ASSERT_TRUE(compared) << compared.error().message;
  for (const auto& [tissue, position] :
       {std::pair{"air", -1000.0}, std::pair{"fat", -100.0}, std::pair{"water", 35.0}}) {
    EXPECT_NEAR(of(*compared, tissue).samples.position.value_or(0.0), position, 3.0) << tissue;
    EXPECT_TRUE(of(*compared, tissue).agrees) << tissue;
  }
  EXPECT_NEAR(of(*compared, "bone").samples.position.value_or(0.0), 800.0, 30.0);
  EXPECT_NEAR(of(*compared, "air").samples.share, 0.4, 0.01);
}

TEST(TissuePeaks, AccuseAShiftedAndAMissingTissue)
{
  const auto shifted = compareTissuePeaks(head(80, 60.0, 1), head(80, 35.0, 2));
  EXPECT_FALSE(of(*shifted, "water").agrees);
  EXPECT_TRUE(of(*shifted, "air").agrees);
  const auto without = compareTissuePeaks(head(0, 35.0, 1), head(80, 35.0, 2));
  EXPECT_FALSE(of(*without, "fat").agrees);
  EXPECT_FALSE(of(*without, "fat").samples.position);
}

TEST(TissuePeaks, RefuseNothingAndWhatIsNoNumber)
{
  const std::vector<float> real = head(80, 35.0, 1);
  EXPECT_FALSE(compareTissuePeaks({}, real));
  const std::vector<float> broken = {1.0F, std::numeric_limits<float>::infinity()};
  EXPECT_FALSE(compareTissuePeaks(broken, real));
}

} // namespace limpid::metrics
