#include "core/risk/region_painting.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::risk {
namespace {

constexpr float erased = std::numeric_limits<float>::quiet_NaN();

imaging::Image square(int edge)
{
  imaging::Image image{.rows = edge, .columns = edge, .pixels = {}, .spacingMm = {}};
  for (int pixel = 0; pixel < edge * edge; ++pixel)
    image.pixels.push_back(static_cast<float>(pixel % edge));
  return image;
}

/// '#' where a pixel is rated, row by row.
std::string drawn(const RegionalMap& map)
{
  std::string text;
  for (std::size_t pixel = 0; pixel < map.values.size(); ++pixel) {
    text += std::isnan(map.values[pixel]) ? '.' : '#';
    if ((pixel + 1) % static_cast<std::size_t>(map.columns) == 0)
      text += '\n';
  }
  return text;
}

} // namespace

TEST(RegionPainting, ABrushCoversThePixelsWhoseCentresItTouches)
{
  RegionalMap map = emptyMap(5, 7);
  paintStroke(map, square(7), {2.5, 2.5}, {4.5, 2.5}, {.radius = 1.0, .value = 3.0F});
  EXPECT_EQ(drawn(map), ".......\n"
                        "..###..\n"
                        ".#####.\n"
                        "..###..\n"
                        ".......\n");
  EXPECT_EQ(map.values[2 * 7 + 2], 3.0F);
}

TEST(RegionPainting, TheSmallestBrushIsOnePixelWhereverInItOneClicks)
{
  RegionalMap map = emptyMap(3, 3);
  paintStroke(map, square(3), {1.95, 1.05}, {1.95, 1.05}, {.radius = 0.1, .value = 1.0F});
  EXPECT_EQ(drawn(map), "...\n.#.\n...\n");
}

TEST(RegionPainting, ABrushIsRoundInThePatientWherePixelsAreNot)
{
  imaging::Image image = square(7);
  image.spacingMm = {2.0, 1.0};
  RegionalMap map = emptyMap(7, 7);
  paintStroke(map, image, {3.5, 3.5}, {3.5, 3.5}, {.radius = 2.0, .value = 1.0F});
  EXPECT_EQ(drawn(map), ".......\n"
                        ".......\n"
                        "...#...\n"
                        ".#####.\n"
                        "...#...\n"
                        ".......\n"
                        ".......\n");
}

TEST(RegionPainting, AnEraserTakesAwayAndTheRimOfTheImageStopsBoth)
{
  RegionalMap map = emptyMap(3, 4);
  const imaging::Image image = square(4);
  paintStroke(map, image, {-3.0, 1.5}, {9.0, 1.5}, {.radius = 1.2, .value = 2.0F});
  EXPECT_EQ(drawn(map), "####\n####\n####\n");
  paintStroke(map, image, {0.5, 0.5}, {0.5, 2.5}, {.radius = 0.5, .value = erased});
  EXPECT_EQ(drawn(map), ".###\n.###\n.###\n");
  EXPECT_FALSE(ratesNothing(map));
  paintStroke(map, image, {2.0, 1.5}, {2.0, 1.5}, {.radius = 9.0, .value = erased});
  EXPECT_TRUE(ratesNothing(map));
}

TEST(RegionPainting, APolygonTakesThePixelsWhoseCentresItHolds)
{
  RegionalMap map = emptyMap(5, 5);
  const std::vector<ImagePoint> triangle = {{0.0, 0.0}, {5.0, 0.0}, {0.0, 5.0}};
  paintPolygon(map, triangle, 1.0F);
  EXPECT_EQ(drawn(map), "####.\n###..\n##...\n#....\n.....\n");
  map = emptyMap(3, 6);
  const std::vector<ImagePoint> wide = {{-4.0, 1.0}, {9.0, 1.0}, {9.0, 2.0}, {-4.0, 2.0}};
  paintPolygon(map, wide, 1.0F);
  EXPECT_EQ(drawn(map), "......\n######\n......\n");
  paintPolygon(map, {}, 1.0F);
}

TEST(RegionPainting, AThresholdTakesThePixelsWithinItsBounds)
{
  RegionalMap map = emptyMap(4, 4);
  EXPECT_EQ(paintThreshold(map, square(4), 1.0, 2.0, 4.0F), 8);
  EXPECT_EQ(drawn(map), ".##.\n.##.\n.##.\n.##.\n");
}

} // namespace limpid::risk
