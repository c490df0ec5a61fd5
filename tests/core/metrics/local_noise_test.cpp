#include "core/metrics/local_noise.h"

#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::metrics {
namespace {

constexpr int edge = 128;

/// A slope with noise of 5 on its left half and of 20 on its right.
std::vector<float> twoHalves()
{
  Random random(7, 0);
  std::vector<float> pixels;
  for (int row = 0; row < edge; ++row)
    for (int column = 0; column < edge; ++column)
      pixels.push_back(static_cast<float>(2 * row + column +
                                          (column < edge / 2 ? 5.0 : 20.0) * random.normal()));
  return pixels;
}

double medianOf(const std::vector<float>& map, int firstColumn, int lastColumn)
{
  std::vector<float> found;
  for (int row = 0; row < edge; ++row)
    for (int column = firstColumn; column < lastColumn; ++column)
      found.push_back(map[static_cast<std::size_t>(row * edge + column)]);
  std::ranges::nth_element(found, found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2));
  return double{found[found.size() / 2]};
}

} // namespace

TEST(LocalNoise, FindsTheStrengthOnEachSideOfAnImage)
{
  const auto map = localNoise(twoHalves(), edge, edge);
  ASSERT_TRUE(map) << map.error().message;
  EXPECT_NEAR(medianOf(*map, 10, 50), 5.0, 0.5);
  EXPECT_NEAR(medianOf(*map, 78, 118), 20.0, 2.0);
}

TEST(LocalNoise, IsHardlyMovedByAnEdge)
{
  std::vector<float> pixels = twoHalves();
  for (int row = 0; row < edge; ++row)
    for (int column = 20; column < edge; ++column)
      pixels[static_cast<std::size_t>(row * edge + column)] += 1000.0F;
  const auto map = localNoise(pixels, edge, edge);
  ASSERT_TRUE(map) << map.error().message;
  EXPECT_NEAR(medianOf(*map, 15, 25), 5.0, 1.5);
}

TEST(LocalNoise, SaysNothingWhereTheBackgroundIsMasked)
{
  std::vector<float> pixels = twoHalves();
  for (std::size_t pixel = 0; pixel < pixels.size() / 2; ++pixel)
    pixels[pixel] = 0.0F;
  const auto map = localNoise(pixels, edge, edge);
  ASSERT_TRUE(map) << map.error().message;
  EXPECT_TRUE(std::isnan(map->front()));
  EXPECT_TRUE(std::isfinite(map->back()));
}

TEST(LocalNoise, RefusesWhatItCanNotMeasure)
{
  EXPECT_FALSE(localNoise(std::vector<float>(64, 1.0F), 8, 8));
  std::vector<float> pixels = twoHalves();
  pixels[0] = std::numeric_limits<float>::quiet_NaN();
  const auto map = localNoise(pixels, edge, edge);
  ASSERT_FALSE(map);
  EXPECT_EQ(map.error().code, ErrorCode::BadInput);
}

} // namespace limpid::metrics
