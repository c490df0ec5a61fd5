#include "tests/support/gui_events.h"
#include "ui/rendering/linked_views.h"
#include "ui/rendering/map_overlay.h"
#include "ui/rendering/risk_ramp.h"
#include "ui/rendering/view_marks.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::rendering {
namespace {

using namespace limpid::testing;

imaging::Image ramp(int edge)
{
  imaging::Image image{.rows = edge, .columns = edge, .pixels = {}, .spacingMm = {}};
  for (int pixel = 0; pixel < edge * edge; ++pixel)
    image.pixels.push_back(static_cast<float>(pixel % edge) / static_cast<float>(edge));
  return image;
}

class LinkedViewsTest : public ::testing::Test
{
protected:
  void SetUp() override
  {
    first.setImage(ramp(64), WindowLevel{.centre = 0.5, .width = 1.0});
    second.setImage(ramp(128), WindowLevel{.centre = 0.7, .width = 2.0});
    showAndSettle(first, {256, 256});
    showAndSettle(second, {256, 256});
    linked.add(first);
    linked.add(second);
  }

  ImageView first;
  ImageView second;
  LinkedViews linked;
};

} // namespace

TEST_F(LinkedViewsTest, ShareTheWindowFromTheStartAndInBothDirections)
{
  EXPECT_EQ(second.windowLevel(), (WindowLevel{0.5, 1.0}));
  drag(first, {100, 60}, {100, 90}, Qt::LeftButton);
  EXPECT_EQ(second.windowLevel(), first.windowLevel());
  EXPECT_NE(second.windowLevel(), (WindowLevel{0.5, 1.0}));
  drag(second, {50, 100}, {200, 100}, Qt::LeftButton);
  EXPECT_EQ(first.windowLevel(), second.windowLevel());
}

TEST_F(LinkedViewsTest, ShowTheSamePartOfImagesOfDifferentSizes)
{
  drag(first, {100, 100}, {164, 100}, Qt::MiddleButton);
  drag(first, {100, 100}, {100, 60}, Qt::RightButton);
  EXPECT_EQ(second.camera(), first.camera());
  EXPECT_EQ(second.imageAt({40, 50}), 2.0 * first.imageAt({40, 50}));
  pressKey(second, Qt::Key_R);
  EXPECT_EQ(first.zoom(), 1.0);
}

TEST_F(LinkedViewsTest, TellOfScrollingInAnyOfThem)
{
  int steps = 0;
  QObject::connect(&linked, &LinkedViews::scrolled, &linked, [&](int by) { steps += by; });
  turnWheel(first, {100, 100}, -1);
  turnWheel(second, {100, 100}, -2);
  EXPECT_EQ(steps, 3);
}

TEST_F(LinkedViewsTest, MarkThePointerInTheOther)
{
  const QImage before = screenshot(second, QStringLiteral("linked_before"));
  sendMouse(first, QEvent::MouseMove, {128, 128}, Qt::NoButton);
  const QRect middle(118, 118, 20, 20);
  EXPECT_NE(before.copy(middle), screenshot(second, QStringLiteral("linked_after")).copy(middle));
}

TEST_F(LinkedViewsTest, LeaveTheWindowAloneWhereUnitsDiffer)
{
  linked.setWindowLinked(false);
  drag(first, {100, 60}, {100, 90}, Qt::LeftButton);
  EXPECT_EQ(second.windowLevel(), (WindowLevel{0.5, 1.0}));
}

TEST_F(LinkedViewsTest, ForgetAViewThatLeaves)
{
  linked.remove(second);
  turnWheel(first, {100, 100}, 1, Qt::ControlModifier);
  EXPECT_EQ(second.zoom(), 1.0);
  auto third = std::make_unique<ImageView>();
  linked.add(*third);
  third.reset();
  turnWheel(first, {100, 100}, 1, Qt::ControlModifier);
  EXPECT_GT(first.zoom(), 1.0);
}

TEST(MapOverlay, OutlinesWhereValuesEnd)
{
  imaging::Image values{.rows = 3, .columns = 4, .pixels = {}, .spacingMm = {}};
  values.pixels.assign(12, std::numeric_limits<float>::quiet_NaN());
  values.pixels[5] = values.pixels[6] = 1.0F; // row 1, columns 1 and 2
  const std::vector<QLineF> expected = {{1, 1, 3, 1}, {1, 2, 3, 2}, {1, 1, 1, 2}, {3, 1, 3, 2}};
  EXPECT_EQ(outlineOf(values), expected);
  values.pixels.assign(12, 1.0F);
  EXPECT_EQ(outlineOf(values).size(), 4u) << "the image's own rim";
}

TEST(MapOverlay, GoesFromBlueToAmberAndGetsLighterAllTheWay)
{
  const auto theme = widgets::Theme::load(widgets::Appearance::Light);
  ASSERT_TRUE(theme) << theme.error().message;
  theme->applyTo(*qApp);
  const std::vector<QColor> ramp = overlayRamp(20);
  EXPECT_EQ(ramp.front().rgb(), QColor(QStringLiteral("#4E79A7")).rgb());
  EXPECT_EQ(ramp.back().rgb(), QColor(QStringLiteral("#FFDD66")).rgb());
  for (std::size_t step = 1; step < ramp.size(); ++step)
    EXPECT_LT(qGray(ramp[step - 1].rgb()), qGray(ramp[step].rgb()));
}

TEST(ScaleBar, TakesARoundLength)
{
  EXPECT_DOUBLE_EQ(scaleBarLengthMm(120.0), 100.0);
  EXPECT_DOUBLE_EQ(scaleBarLengthMm(99.0), 50.0);
  EXPECT_DOUBLE_EQ(scaleBarLengthMm(4.9), 2.0);
  EXPECT_DOUBLE_EQ(scaleBarLengthMm(0.0), 0.0);
}

} // namespace limpid::rendering
