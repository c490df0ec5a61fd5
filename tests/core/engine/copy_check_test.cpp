#include "core/engine/copy_check.h"

#include "core/metrics/nearest_copy.h"
#include "tests/core/metrics/image_sets.h"

#include <gtest/gtest.h>

namespace limpid::engine {
namespace {

constexpr std::size_t size = 64;

metrics::ImageSet images(const std::vector<float>& values)
{
  return {values, 1, 8, 8};
}

// One constant image a level, so that distances are differences.
std::vector<float> flat(std::initializer_list<float> levels)
{
  std::vector<float> values;
  for (const float level : levels)
    values.insert(values.end(), size, level);
  return values;
}

} // namespace

TEST(CopyCheck, IsThatOfTheMetricsWhereEnoughImagesWereKeptAside)
{
  const auto samples = metrics::normalImages(20 * size, 0.0, 1.0, 1);
  const auto training = metrics::normalImages(30 * size, 0.0, 1.0, 2);
  const auto heldOut = metrics::normalImages(40 * size, 0.0, 1.0, 3);
  const auto found = checkCopies(images(samples), images(training),
                                 std::vector<std::string>(30, "P"), images(heldOut));
  const auto expected = metrics::checkCopies(images(samples), images(training), images(heldOut));
  ASSERT_TRUE(found && expected);
  EXPECT_EQ(found->betweenPatients, expected->threshold);
  EXPECT_EQ(found->tooNear.size(), expected->tooNear.size());
  EXPECT_EQ(found->calibrated, 40U);
  EXPECT_DOUBLE_EQ(found->byChance, 20.0 / 41.0);
}

TEST(CopyCheck, AsksTrainingImagesOfOtherPatientsWhereFewWereKeptAside)
{
  const std::vector<std::string> patients{"A", "A", "B"};
  const auto training = flat({0.0F, 0.05F, 0.4F}); // A and B: 0.35 apart
  const auto heldOut = flat({1.0F});               // 0.6 from B
  const auto samples = flat({0.3F, 0.8F});         // 0.1 and 0.4 from B
  const auto found = checkCopies(images(samples), images(training), patients, images(heldOut));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->betweenPatients, 0.35, 1e-6);
  EXPECT_EQ(found->calibrated, 4U);
  EXPECT_EQ(found->tooNear, std::vector<std::int64_t>{0});
  EXPECT_NEAR(found->nearest[1], 0.4, 1e-6);
}

TEST(CopyCheck, FindsACopyWithoutAnyImageKeptAside)
{
  const auto training = flat({0.0F, 0.5F});
  const auto samples = flat({0.5F, 0.9F});
  const std::vector<std::string> two{"A", "B"};
  const auto found = checkCopies(images(samples), images(training), two, images({}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->nearest[0], 0.0);
  EXPECT_NEAR(found->betweenPatients, 0.5, 1e-6);
  EXPECT_EQ(found->tooNear, (std::vector<std::int64_t>{0, 1}));
}

TEST(CopyCheck, KnowsNothingFromOnePatientAlone)
{
  const auto training = flat({0.0F, 0.5F});
  const std::vector<std::string> one{"A", "A"};
  EXPECT_FALSE(checkCopies(images(training), images(training), one, images({})));
}

} // namespace limpid::engine
