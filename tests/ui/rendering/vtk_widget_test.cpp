#include "ui/rendering/vtk_widget.h"

#include "tests/support/event_loop.h"
#include "tests/support/gui_events.h"
#include "ui/rendering/image_view.h"

#include <gtest/gtest.h>

namespace limpid::rendering {
namespace {

TEST(VtkWidget, RendersOnceALayoutIsDoneAndNotInTheMiddleOfIt)
{
  ImageView view;
  testing::showAndSettle(view, {320, 240});
  auto* canvas = view.findChild<VtkWidget*>();
  ASSERT_NE(canvas, nullptr);
  ASSERT_TRUE(support::waitUntil([&] { return canvas->renders() > 0; }));
  const int before = canvas->renders();
  for (int width = 300; width > 200; width -= 10)
    canvas->resize(width, 200);
  EXPECT_EQ(canvas->renders(), before);
  EXPECT_TRUE(support::waitUntil([&] { return canvas->renders() > before; }))
      << "what was resized is painted";
}

TEST(VtkWidget, IsCompleteInAPictureThatIsTakenBeforeItWasShown)
{
  ImageView view;
  imaging::Image image;
  image.rows = 2;
  image.columns = 2;
  image.pixels = {1.0F, 1.0F, 1.0F, 1.0F};
  image.spacingMm = {1.0, 1.0};
  view.setImage(image, WindowLevel{0.0, 1.0});
  view.resize(200, 200);
  view.show();
  const QImage picture = view.grab().toImage();
  EXPECT_GT(qGray(picture.pixel(100, 100)), 200);
}

TEST(VtkWidget, RendersInAnEventOfItsOwnAndNotInThePaintOfThePage)
{
  ImageView view;
  testing::showAndSettle(view, {320, 240});
  auto* canvas = view.findChild<VtkWidget*>();
  ASSERT_NE(canvas, nullptr);
  ASSERT_TRUE(support::waitUntil([&] { return canvas->renders() > 0; }));
  const int before = canvas->renders();
  canvas->repaint();
  EXPECT_EQ(canvas->renders(), before) << "what was rendered is copied";
  canvas->renderSoon();
  EXPECT_EQ(canvas->renders(), before);
  EXPECT_TRUE(support::waitUntil([&] { return canvas->renders() == before + 1; }));
}

} // namespace
} // namespace limpid::rendering
