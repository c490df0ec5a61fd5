#include "ui/rendering/window_level.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::rendering {
namespace {

imaging::Image row(std::vector<float> pixels)
{
  imaging::Image image;
  image.rows = 1;
  image.columns = static_cast<int>(pixels.size());
  image.pixels = std::move(pixels);
  return image;
}

TEST(WindowLevel, LeavesOutTheExtremeHalfPercentAtEachEnd)
{
  std::vector<float> pixels;
  for (int i = 0; i <= 1000; ++i)
    pixels.push_back(static_cast<float>(i));
  pixels[0] = -1e6F;
  pixels[1000] = 1e6F;
  const imaging::Image image = row(pixels);
  const WindowLevel window = percentileWindow({&image, 1});
  EXPECT_DOUBLE_EQ(window.centre, 500.0);
  EXPECT_DOUBLE_EQ(window.width, 990.0);
}

TEST(WindowLevel, IgnoresPixelsThatAreNoNumbers)
{
  const imaging::Image image =
      row({std::nanf(""), 10.0F, 20.0F, std::numeric_limits<float>::infinity()});
  const WindowLevel window = percentileWindow({&image, 1});
  EXPECT_DOUBLE_EQ(window.centre, 15.0);
  EXPECT_DOUBLE_EQ(window.width, 10.0);
}

TEST(WindowLevel, HasSomeWidthForAConstantImage)
{
  const imaging::Image image = row({7.0F, 7.0F, 7.0F});
  EXPECT_GT(percentileWindow({&image, 1}).width, 0.0);
  EXPECT_GT(percentileWindow({}).width, 0.0);
}

TEST(WindowLevel, WidensToTheRightAndDarkensDownwards)
{
  const WindowLevel start{.centre = 50.0, .width = 300.0};
  EXPECT_EQ(dragged(start, 300.0, {30.0, 0.0}), (WindowLevel{50.0, 330.0}));
  EXPECT_EQ(dragged(start, 300.0, {0.0, 30.0}), (WindowLevel{80.0, 300.0}));
  EXPECT_GT(dragged(start, 300.0, {-5000.0, 0.0}).width, 0.0);
}

} // namespace
} // namespace limpid::rendering
