#include "tests/support/gui_events.h"
#include "ui/rendering/image_view.h"
#include "ui/rendering/risk_ramp.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QHBoxLayout>

#include <limits>
#include <vector>

namespace limpid::rendering {
namespace {

using namespace limpid::testing;

constexpr int edge = 256;

/// Four vertical bands of 0, 100, 200, 300; the lowest quarter is 300 throughout.
imaging::Image bands()
{
  imaging::Image image;
  image.rows = image.columns = 64;
  for (int row = 0; row < 64; ++row)
    for (int column = 0; column < 64; ++column)
      image.pixels.push_back(row >= 48 ? 300.0F : static_cast<float>(column / 16) * 100.0F);
  return image;
}

int greyAt(const QImage& image, int x, int y)
{
  const QColor colour = image.pixelColor(x, y);
  EXPECT_EQ(colour.red(), colour.green());
  EXPECT_EQ(colour.red(), colour.blue());
  return colour.red();
}

class ImageViewTest : public ::testing::Test
{
protected:
  void SetUp() override
  {
    const auto theme = widgets::Theme::load(widgets::Appearance::Dark);
    ASSERT_TRUE(theme) << theme.error().message;
    theme->applyTo(*qApp);
    view.setImage(bands(), WindowLevel{.centre = 150.0, .width = 300.0});
    showAndSettle(view, {edge, edge});
  }

  ImageView view;
};

TEST_F(ImageViewTest, ShowsValuesAsGreysWithTheFirstRowOnTop)
{
  const QImage shot = screenshot(view, QStringLiteral("image_view"));
  EXPECT_NEAR(greyAt(shot, 32, 100), 0, 1);
  EXPECT_NEAR(greyAt(shot, 96, 100), 85, 1);
  EXPECT_NEAR(greyAt(shot, 160, 100), 170, 1);
  EXPECT_NEAR(greyAt(shot, 224, 100), 255, 1);
  EXPECT_NEAR(greyAt(shot, 32, 216), 255, 1);
}

TEST_F(ImageViewTest, WindowsWithTheLeftButton)
{
  int announced = 0;
  QObject::connect(&view, &ImageView::windowLevelChanged, &view, [&] { ++announced; });
  drag(view, {100, 60}, {100, 110}, Qt::LeftButton);
  EXPECT_EQ(view.windowLevel(), (WindowLevel{200.0, 300.0}));
  EXPECT_GT(announced, 0);
  EXPECT_NEAR(greyAt(screenshot(view, QStringLiteral("image_view_darker")), 160, 100), 128, 1);

  drag(view, {50, 100}, {200, 100}, Qt::LeftButton);
  EXPECT_EQ(view.windowLevel(), (WindowLevel{200.0, 450.0}));
}

TEST_F(ImageViewTest, PansWithTheMiddleButtonZoomsWithTheRightAndOffersAMenuOnAClick)
{
  drag(view, {100, 100}, {164, 100}, Qt::MiddleButton);
  EXPECT_EQ(view.valueAt({96, 100}), 0.0F);
  EXPECT_EQ(view.valueAt({32, 100}), std::nullopt);
  EXPECT_NEAR(greyAt(screenshot(view, QStringLiteral("image_view_panned")), 160, 100), 85, 1);

  bool asked = false;
  QObject::connect(&view, &ImageView::menuRequested, &view, [&] { asked = true; });
  drag(view, {100, 100}, {100, 60}, Qt::RightButton);
  EXPECT_GT(view.zoom(), 1.3);
  EXPECT_FALSE(asked);
  sendMouse(view, QEvent::MouseButtonPress, {100, 60}, Qt::RightButton);
  sendMouse(view, QEvent::MouseButtonRelease, {100, 60}, Qt::RightButton);
  EXPECT_TRUE(asked);
}

TEST_F(ImageViewTest, ResetsWithR)
{
  drag(view, {100, 60}, {150, 110}, Qt::LeftButton);
  drag(view, {100, 100}, {164, 100}, Qt::MiddleButton);
  drag(view, {100, 100}, {100, 60}, Qt::RightButton);
  pressKey(view, Qt::Key_R);
  EXPECT_EQ(view.windowLevel(), (WindowLevel{150.0, 300.0}));
  EXPECT_EQ(view.zoom(), 1.0);
  EXPECT_EQ(view.valueAt({32, 100}), 0.0F);
}

TEST_F(ImageViewTest, TurnsTheWheelAndKeysIntoScrolling)
{
  std::vector<int> steps;
  QObject::connect(&view, &ImageView::scrolled, &view, [&](int by) { steps.push_back(by); });
  turnWheel(view, {100, 100}, -1);
  turnWheel(view, {100, 100}, 2);
  pressKey(view, Qt::Key_Down);
  EXPECT_EQ(steps, (std::vector{1, -2, 1}));
  EXPECT_EQ(view.zoom(), 1.0);
  turnWheel(view, {100, 100}, 1, Qt::ControlModifier);
  EXPECT_GT(view.zoom(), 1.0);
}

TEST_F(ImageViewTest, AsksToBeMaximisedOnADoubleClick)
{
  bool asked = false;
  QObject::connect(&view, &ImageView::maximiseRequested, &view, [&] { asked = true; });
  sendMouse(view, QEvent::MouseButtonDblClick, {100, 100}, Qt::LeftButton);
  EXPECT_TRUE(asked);
}

TEST_F(ImageViewTest, ReadsTheValueUnderThePointer)
{
  view.setUnit(QStringLiteral("HU"));
  QString read;
  QObject::connect(&view, &ImageView::pointerMoved, &view,
                   [&](const QString& text) { read = text; });
  sendMouse(view, QEvent::MouseMove, {160, 100}, Qt::NoButton);
  EXPECT_EQ(read.toStdString(), "200 HU");
}

TEST_F(ImageViewTest, TellsWhereThePointerIsInThePatient)
{
  imaging::Image image = bands();
  image.spacingMm = {2.0, 1.5};
  view.setImage(image, WindowLevel{.centre = 150.0, .width = 300.0});
  view.setUnit(QStringLiteral("HU"));
  view.setPlane(
      imaging::ImagePlane{.orientation = {1, 0, 0, 0, 1, 0}, .originMm = {-48.0, -64.0, 10.0}});
  const QImage before = screenshot(view, QStringLiteral("image_view_plane"));
  std::optional<QPointF> at;
  QObject::connect(&view, &ImageView::pointerAt, &view,
                   [&](std::optional<QPointF> point) { at = point; });
  const QPointF position = view.positionOf({10.5, 20.5});
  sendMouse(view, QEvent::MouseMove, position, Qt::NoButton);
  ASSERT_TRUE(at);
  EXPECT_NEAR(at->x(), 10.5, 1e-9);
  EXPECT_NEAR(at->y(), 20.5, 1e-9);
  EXPECT_EQ(view.valueAt(position), 0.0F);
  const QRect readout(edge / 2, edge - 60, edge / 2, 60);
  EXPECT_NE(before.copy(readout),
            screenshot(view, QStringLiteral("image_view_place")).copy(readout));
  QEvent leave(QEvent::Leave);
  QCoreApplication::sendEvent(&view, &leave);
  EXPECT_FALSE(at);
}

TEST_F(ImageViewTest, LettersItsEdgesAndTakesTheLettersAwayOnRequest)
{
  view.setScaleBarShown(false);
  const QRect leftEdge(6, edge / 2 - 8, 14, 16);
  const QImage without = screenshot(view, QStringLiteral("image_view_no_letters"));
  view.setPlane(imaging::ImagePlane{.orientation = {1, 0, 0, 0, 1, 0}, .originMm = {}});
  EXPECT_NE(without.copy(leftEdge),
            screenshot(view, QStringLiteral("image_view_letters")).copy(leftEdge));
  view.setOrientationShown(false);
  EXPECT_EQ(without.copy(leftEdge),
            screenshot(view, QStringLiteral("image_view_letters_off")).copy(leftEdge));
}

TEST_F(ImageViewTest, InvertsGreys)
{
  view.setInverted(true);
  const QImage shot = screenshot(view, QStringLiteral("image_view_inverted"));
  EXPECT_NEAR(greyAt(shot, 32, 100), 255, 1);
  EXPECT_NEAR(greyAt(shot, 96, 100), 170, 1);
  EXPECT_NEAR(greyAt(shot, 224, 100), 0, 1);
}

TEST_F(ImageViewTest, LaysAMapOverTheImageAndNothingWhereItHasNoValue)
{
  imaging::Image values{.rows = 64, .columns = 64, .pixels = {}, .spacingMm = {}};
  values.pixels.assign(64 * 64, std::numeric_limits<float>::quiet_NaN());
  for (int row = 0; row < 32; ++row)
    values.pixels[static_cast<std::size_t>(row * 64 + 40)] = 4.0F;
  view.setMapOverlay(MapOverlay{.values = values, .low = 0.0, .high = 4.0, .opacity = 0.5});
  QImage shot = screenshot(view, QStringLiteral("image_view_map"));
  const QColor top = overlayRamp(2).back(); // half of it over a grey of 170
  const QColor over = shot.pixelColor(view.positionOf({40.5, 10.5}).toPoint());
  EXPECT_NEAR(over.red(), (top.red() + 170) / 2, 2);
  EXPECT_NEAR(over.blue(), (top.blue() + 170) / 2, 2);
  EXPECT_NEAR(greyAt(shot, 96, 100), 85, 1);
  EXPECT_NEAR(greyAt(shot, 162, 170), 170, 1) << "below the column that has values";
  view.setMapOverlay(std::nullopt);
  shot = screenshot(view, QStringLiteral("image_view_no_map"));
  EXPECT_NEAR(greyAt(shot, 162, 42), 170, 1);
}

TEST_F(ImageViewTest, DrawsWithTheLeftButtonWhenItIsToldToAndStillWindowsWithCtrl)
{
  std::vector<std::pair<DrawStep, QPointF>> steps;
  QObject::connect(&view, &ImageView::drawn, &view,
                   [&](DrawStep step, QPointF point) { steps.emplace_back(step, point); });
  view.setLeftButton(LeftButton::Draw, 4.0);
  drag(view, {100, 60}, {120, 80}, Qt::LeftButton);
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps.front().first, DrawStep::Press);
  EXPECT_EQ(steps.front().second, QPointF(25.0, 15.0)); // 4 pixels of the widget to one
  EXPECT_EQ(steps.back().first, DrawStep::Release);
  EXPECT_EQ(steps.back().second, QPointF(30.0, 20.0));
  EXPECT_EQ(view.windowLevel(), (WindowLevel{150.0, 300.0}));
  sendMouse(view, QEvent::MouseButtonDblClick, {100, 100}, Qt::LeftButton);
  EXPECT_EQ(steps.back().first, DrawStep::Finish);
  sendMouse(view, QEvent::MouseButtonPress, {100, 60}, Qt::LeftButton, Qt::ControlModifier);
  sendMouse(view, QEvent::MouseMove, {100, 110}, Qt::LeftButton, Qt::ControlModifier);
  sendMouse(view, QEvent::MouseButtonRelease, {100, 110}, Qt::LeftButton, Qt::ControlModifier);
  EXPECT_EQ(view.windowLevel(), (WindowLevel{200.0, 300.0}));
}

TEST_F(ImageViewTest, PointsByAClickAndByADragWithShift)
{
  std::vector<QPointF> points;
  QObject::connect(&view, &ImageView::pointed, &view,
                   [&](QPointF point) { points.push_back(point); });
  click(view, {100, 60});
  EXPECT_EQ(points, std::vector{QPointF(25.0, 15.0)});
  drag(view, {100, 60}, {160, 60}, Qt::LeftButton);
  EXPECT_EQ(points.size(), 1u) << "a drag windows";
  sendMouse(view, QEvent::MouseButtonPress, {100, 60}, Qt::LeftButton, Qt::ShiftModifier);
  sendMouse(view, QEvent::MouseMove, {120, 60}, Qt::LeftButton, Qt::ShiftModifier);
  sendMouse(view, QEvent::MouseButtonRelease, {120, 60}, Qt::LeftButton, Qt::ShiftModifier);
  EXPECT_EQ(points.back(), QPointF(30.0, 15.0));
}

TEST_F(ImageViewTest, WindowsAndPansByKeysToo)
{
  pressKey(view, Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(view.windowLevel(), (WindowLevel{150.0, 310.0}));
  pressKey(view, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_EQ(view.windowLevel(), (WindowLevel{140.0, 310.0}));
  pressKey(view, Qt::Key_Right, Qt::ControlModifier);
  EXPECT_EQ(view.valueAt({0, 100}), std::nullopt);
  EXPECT_EQ(view.valueAt({33, 100}), 0.0F);
}

TEST_F(ImageViewTest, MagnifiesThePixelsUnderThePointer)
{
  view.setMagnifier(true);
  sendMouse(view, QEvent::MouseMove, {64, 100}, Qt::NoButton); // where 0 ends and 100 begins
  const QImage shot = screenshot(view, QStringLiteral("image_view_magnifier"));
  EXPECT_EQ(greyAt(shot, 60, 130), 0);
  EXPECT_EQ(greyAt(shot, 68, 130), 85);
  EXPECT_EQ(greyAt(shot, 130, 100), 85)
      << "200 but for the glass, which shows three times as large";
}

TEST_F(ImageViewTest, KeepsWindowAndZoomForTheNextSlice)
{
  drag(view, {100, 60}, {100, 110}, Qt::LeftButton);
  turnWheel(view, {100, 100}, 1, Qt::ControlModifier);
  const double zoom = view.zoom();
  view.replaceImage(bands());
  EXPECT_EQ(view.windowLevel(), (WindowLevel{200.0, 300.0}));
  EXPECT_EQ(view.zoom(), zoom);
}

TEST_F(ImageViewTest, BearsItsBadgeInTheMiddleBelow)
{
  view.setBadges(Badge::Synthetic);
  view.setCornerText(Corner::TopLeft, QStringLiteral("P-0042 · 轴位 T1"));
  view.setCornerText(Corner::BottomLeft, QStringLiteral("slice 12 / 40"));
  const QImage before = screenshot(view, QStringLiteral("image_view_badge"));
  view.setBadges({});
  const QImage after = screenshot(view, QStringLiteral("image_view_without"));
  const QRect middle(edge / 2 - 30, edge - 28, 60, 20);
  EXPECT_NE(before.copy(middle), after.copy(middle));
}

TEST_F(ImageViewTest, ShowsItsFocusRingOnlyToTheKeyboard)
{
  const auto theme = widgets::Theme::load(widgets::Appearance::Dark);
  ASSERT_TRUE(theme) << theme.error().message;
  const QColor accent = theme->colour(QStringLiteral("overlayAccent"));
  for (const auto reason : {Qt::MouseFocusReason, Qt::TabFocusReason}) {
    QFocusEvent event(QEvent::FocusIn, reason);
    QCoreApplication::sendEvent(&view, &event);
    const QImage shot = screenshot(view, QStringLiteral("image_view_focus"));
    EXPECT_EQ(shot.pixelColor(1, edge / 2) == accent, reason == Qt::TabFocusReason);
  }
}

TEST_F(ImageViewTest, SaysWhyItIsEmpty)
{
  view.clear(QStringLiteral("The file is gone."));
  EXPECT_EQ(view.valueAt({100, 100}), std::nullopt);
  const QImage shot = screenshot(view, QStringLiteral("image_view_empty"));
  EXPECT_EQ(greyAt(shot, 224, 200), 0);
}

TEST(ImageView, StaysAliveWhenItMovesToAnotherWindow)
{
  auto* view = new ImageView;
  view->setImage(bands(), WindowLevel{.centre = 150.0, .width = 300.0});
  QWidget first;
  auto* firstLayout = new QHBoxLayout(&first);
  firstLayout->setContentsMargins(0, 0, 0, 0);
  firstLayout->addWidget(view);
  showAndSettle(first, {edge, edge});
  screenshot(first, QStringLiteral("first_window"));
  QWidget second;
  auto* secondLayout = new QHBoxLayout(&second);
  secondLayout->setContentsMargins(0, 0, 0, 0);
  secondLayout->addWidget(view);
  showAndSettle(second, {edge, edge});
  EXPECT_NEAR(greyAt(screenshot(second, QStringLiteral("second_window")), 160, 100), 170, 1);
}

TEST(ImageView, DrawsPixelsThatAreNotSquareInTheirShape)
{
  imaging::Image image;
  image.rows = 32;
  image.columns = 64;
  image.pixels.assign(32 * 64, 1.0F);
  image.spacingMm = {2.0, 1.0};
  ImageView view;
  view.setImage(image, WindowLevel{.centre = 0.0, .width = 1.0});
  showAndSettle(view, {edge, edge});
  const QImage shot = screenshot(view, QStringLiteral("image_view_tall_pixels"));
  EXPECT_EQ(greyAt(shot, 128, 40), 255); // 64 × 64 mm fill the square view
  EXPECT_EQ(view.valueAt({128, 10}), 1.0F);
}

} // namespace
} // namespace limpid::rendering
