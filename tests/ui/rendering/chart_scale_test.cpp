#include "ui/rendering/chart_scale.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::rendering {
namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

DataRange rangeOf(double low, double high)
{
  return {.low = low, .high = high, .empty = false};
}

TEST(ChartScale, StartsValuesAtZeroWhenTheyComeNearIt)
{
  const ChartScale scale = scaleFor({}, rangeOf(2.0, 9.3), true);
  EXPECT_DOUBLE_EQ(scale.low, 0.0);
  EXPECT_DOUBLE_EQ(scale.high, 10.0);
}

TEST(ChartScale, KeepsTheLimitsThatTheAxisNames)
{
  const ChartScale scale = scaleFor({.minimum = 1.5, .maximum = 7.3}, rangeOf(0.0, 100.0), true);
  EXPECT_DOUBLE_EQ(scale.low, 1.5);
  EXPECT_DOUBLE_EQ(scale.high, 7.3);
}

TEST(ChartScale, HasRoomForAConstantCurve)
{
  const ChartScale scale = scaleFor({}, rangeOf(4.0, 4.0), true);
  EXPECT_LT(scale.low, 4.0);
  EXPECT_GT(scale.high, 4.0);
}

TEST(ChartScale, DrawsLogarithmicAxesInDecades)
{
  const ChartScale scale = scaleFor({.logarithmic = true}, rangeOf(0.01, 100.0), false);
  EXPECT_DOUBLE_EQ(scale.low, -2.0);
  EXPECT_DOUBLE_EQ(scale.high, 2.0);
  EXPECT_TRUE(std::isnan(scale.scaled(0.0)));
  EXPECT_NEAR(scale.unscaled(scale.scaled(3.5)), 3.5, 1e-12);
}

TEST(ChartScale, NeverHasMoreThanSixTicksAndAlwaysTwo)
{
  for (const bool logarithmic : {false, true})
    for (double span = 1.3; span < 1e9; span *= 1.7) {
      const ChartScale scale =
          scaleFor({.logarithmic = logarithmic}, rangeOf(0.9, 0.9 * span), false);
      const std::size_t ticks = ticksOf(scale).size();
      EXPECT_LE(ticks, 6u) << "span " << span << " logarithmic " << logarithmic;
      EXPECT_GE(ticks, 2u) << "span " << span << " logarithmic " << logarithmic;
    }
}

TEST(ChartScale, ReadsACurveBetweenItsPointsAndNotAcrossAGap)
{
  const CurveSeries curve{.x = {0.0, 10.0, 20.0, 30.0}, .y = {0.0, 5.0, gap, 1.0}};
  EXPECT_DOUBLE_EQ(valueAt(curve, 5.0), 2.5);
  EXPECT_TRUE(std::isnan(valueAt(curve, 15.0)));
  EXPECT_TRUE(std::isnan(valueAt(curve, 31.0)));
}

} // namespace
} // namespace limpid::rendering
