#include "ui/rendering/film_strip.h"

#include "tests/support/gui_events.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::rendering {
namespace {

using namespace limpid::testing;

/// Root mean square of the difference between neighbours within a frame.
double roughness(const QImage& image, const QRect& frame)
{
  double sum = 0.0;
  int count = 0;
  for (int y = frame.top() + 2; y < frame.bottom() - 2; ++y)
    for (int x = frame.left() + 2; x < frame.right() - 2; ++x, ++count) {
      const double step = qGray(image.pixel(x + 1, y)) - qGray(image.pixel(x, y));
      sum += step * step;
    }
  return std::sqrt(sum / std::max(1, count));
}

struct FilmStripTest : ::testing::Test
{
  FilmStripTest()
  {
    imaging::Image image{32, 32, 1, std::vector<float>(1024, 0.0F), {}};
    strip.setAxis(5.0, 4000.0, 50, 90);
    strip.setBands({{5.0, QStringLiteral("texture")}, {160.0, QStringLiteral("layout")}});
    strip.setLevels({20.0, 300.0, 2000.0}, 1000.0);
    strip.setImage(image);
    showAndSettle(strip, {600, 110});
  }

  FilmStrip strip;
};

} // namespace

TEST_F(FilmStripTest, ShowsMoreNoiseTheCoarserTheLevel)
{
  ASSERT_EQ(strip.frames(), 3);
  const QImage shot = screenshot(strip, QStringLiteral("film_strip"));
  double before = -1.0;
  for (int frame = 0; frame < strip.frames(); ++frame) {
    const double now = roughness(shot, strip.frameRect(frame).toRect());
    EXPECT_GT(now, before);
    before = now;
  }
}

TEST_F(FilmStripTest, PutsEachFrameAtItsPlaceOnTheAxisOfTheCharts)
{
  const double room = 600.0 - 50.0 - 90.0;
  EXPECT_NEAR(strip.frameRect(1).center().x(), 50.0 + room * std::log(60.0) / std::log(800.0), 0.5);
  EXPECT_LT(strip.frameRect(0).right(), strip.frameRect(1).left());
  EXPECT_LT(strip.frameRect(1).right(), strip.frameRect(2).left());
}

TEST_F(FilmStripTest, HasNoFramesWithoutAnImage)
{
  strip.setImage({});
  EXPECT_EQ(strip.frames(), 0);
}

} // namespace limpid::rendering
