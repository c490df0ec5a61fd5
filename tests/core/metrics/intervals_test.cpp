#include "core/metrics/intervals.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace limpid::metrics {
namespace {

std::vector<double> normalValues(int count, std::uint64_t seed)
{
  Random random(seed, 0);
  std::vector<double> values;
  for (int i = 0; i < count; ++i)
    values.push_back(2.0 + 3.0 * random.normal());
  return values;
}

/// How often the interval of 50 values holds the truth, of 200 tries.
int covered(Interval (*bootstrap)(std::span<const double>, std::uint64_t))
{
  int count = 0;
  for (std::uint64_t trial = 0; trial < 200; ++trial) {
    const Interval interval = bootstrap(normalValues(50, 100 + trial), trial);
    if (interval.low <= 2.0 && 2.0 <= interval.high)
      ++count;
  }
  return count;
}

} // namespace

TEST(Intervals, HoldTheTruthAboutAsOftenAsTheySay)
{
  // 190 expected; below 178 or above 199 comes by chance less than once in a hundred.
  EXPECT_GE(covered(bootstrapMean), 178);
  EXPECT_LE(covered(bootstrapMean), 199);
  EXPECT_GE(covered(bootstrapMedian), 178);
}

TEST(Intervals, OfTheMeanAreAsWideAsTheStandardErrorSays)
{
  const Interval interval = bootstrapMean(normalValues(2000, 1), 7);
  const double standardError = 3.0 / std::sqrt(2000.0);
  EXPECT_NEAR(interval.high - interval.low, 2.0 * 1.96 * standardError, 0.1 * standardError * 3.92);
  EXPECT_LT(interval.low, interval.value);
  EXPECT_GT(interval.high, interval.value);
}

TEST(Intervals, OfTheMedianIgnoreAnOutlier)
{
  const std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1e9};
  const Interval interval = bootstrapMedian(values, 3);
  EXPECT_DOUBLE_EQ(interval.value, 5.5);
  EXPECT_LT(interval.high, 10.0);
}

TEST(Intervals, AreTheSameForTheSameSeed)
{
  const std::vector<double> values = normalValues(30, 5);
  EXPECT_EQ(bootstrapMean(values, 9).low, bootstrapMean(values, 9).low);
  EXPECT_NE(bootstrapMean(values, 9).low, bootstrapMean(values, 10).low);
}

TEST(Intervals, OfNothingAreZeroAndOfOneValueAPoint)
{
  for (const auto bootstrap : {bootstrapMean, bootstrapMedian}) {
    const Interval nothing = bootstrap({}, 1);
    EXPECT_EQ(nothing.value, 0.0);
    EXPECT_EQ(nothing.low, 0.0);
    EXPECT_EQ(nothing.high, 0.0);
    const std::vector<double> single = {4.5};
    const Interval point = bootstrap(single, 1);
    EXPECT_EQ(point.value, 4.5);
    EXPECT_EQ(point.low, 4.5);
    EXPECT_EQ(point.high, 4.5);
  }
}

} // namespace limpid::metrics
