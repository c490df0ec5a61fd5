#include "tests/support/gui_events.h"
#include "ui/rendering/gallery_view.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QScrollBar>

namespace limpid::rendering {
namespace {

using namespace limpid::testing;

imaging::Image flat(int rows, int columns, float value)
{
  imaging::Image image;
  image.rows = rows;
  image.columns = columns;
  image.pixels.assign(static_cast<std::size_t>(rows * columns), value);
  return image;
}

/// Image i is 10 i throughout.
std::vector<imaging::Image> flatImages(int number)
{
  std::vector<imaging::Image> images;
  for (int i = 0; i < number; ++i)
    images.push_back(flat(16, 16, 10.0F * static_cast<float>(i)));
  return images;
}

class GalleryViewTest : public ::testing::Test
{
protected:
  void SetUp() override
  {
    const auto theme = widgets::Theme::load(widgets::Appearance::Dark);
    ASSERT_TRUE(theme) << theme.error().message;
    theme->applyTo(*qApp);
    gallery.setCellSize(96);
    gallery.setBadges(Badge::Synthetic);
    gallery.setImages(flatImages(24), WindowLevel{.centre = 127.5, .width = 255.0});
    showAndSettle(gallery, {480, 330});
  }

  QPointF middleOf(int index) const { return QRectF(gallery.cellRect(index)).center(); }
  void clickOn(int index, Qt::KeyboardModifiers modifiers = {})
  {
    click(*gallery.viewport(), middleOf(index), modifiers);
  }

  GalleryView gallery;
};

TEST_F(GalleryViewTest, ShowsEveryImageInItsCell)
{
  const QImage shot = screenshot(gallery, QStringLiteral("gallery"));
  for (const int index : {0, 1, 5, 9})
    EXPECT_NEAR(shot.pixelColor(middleOf(index).toPoint()).red(), 10 * index, 1) << index;
}

TEST_F(GalleryViewTest, ScrollsToTheLastRow)
{
  gallery.verticalScrollBar()->setValue(gallery.verticalScrollBar()->maximum());
  const QImage shot = screenshot(gallery, QStringLiteral("gallery_end"));
  EXPECT_TRUE(gallery.viewport()->rect().contains(gallery.cellRect(23)));
  EXPECT_NEAR(shot.pixelColor(middleOf(23).toPoint()).red(), 230, 1);
}

TEST_F(GalleryViewTest, SelectsByClick)
{
  int changes = 0;
  QObject::connect(&gallery, &GalleryView::selectionChanged, &gallery, [&] { ++changes; });
  clickOn(2);
  EXPECT_EQ(gallery.selection(), (std::set{2}));
  clickOn(5, Qt::ControlModifier);
  EXPECT_EQ(gallery.selection(), (std::set{2, 5}));
  clickOn(7, Qt::ShiftModifier);
  EXPECT_EQ(gallery.selection(), (std::set{5, 6, 7}));
  EXPECT_EQ(changes, 3);
  EXPECT_EQ(gallery.currentIndex(), 7);
  screenshot(gallery, QStringLiteral("gallery_selected"));
}

TEST_F(GalleryViewTest, IsReachedByKeys)
{
  pressKey(gallery, Qt::Key_Home);
  pressKey(gallery, Qt::Key_Right);
  EXPECT_EQ(gallery.currentIndex(), 1);
  pressKey(gallery, Qt::Key_Down);
  EXPECT_EQ(gallery.currentIndex(), 5);
  EXPECT_EQ(gallery.selection(), (std::set{5}));
  pressKey(gallery, Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(gallery.selection(), (std::set{5, 6}));
  pressKey(gallery, Qt::Key_Space);
  EXPECT_EQ(gallery.selection(), (std::set{5}));
  pressKey(gallery, Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(gallery.selection().size(), 24u);
  int opened = -1;
  QObject::connect(&gallery, &GalleryView::activated, &gallery, [&](int index) { opened = index; });
  pressKey(gallery, Qt::Key_End);
  pressKey(gallery, Qt::Key_Return);
  EXPECT_EQ(opened, 23);
  EXPECT_TRUE(gallery.viewport()->rect().contains(gallery.cellRect(23)));
}

TEST_F(GalleryViewTest, WindowsAllImagesByOneDragWithoutSelecting)
{
  drag(*gallery.viewport(), middleOf(0), middleOf(0) + QPointF(0, 60), Qt::LeftButton);
  EXPECT_EQ(gallery.windowLevel(), (WindowLevel{178.5, 255.0}));
  EXPECT_TRUE(gallery.selection().empty());
  const QImage shot = screenshot(gallery, QStringLiteral("gallery_windowed"));
  EXPECT_NEAR(shot.pixelColor(middleOf(9).toPoint()).red(), 39, 1);
}

TEST_F(GalleryViewTest, KeepsSelectionAndWindowWhenImagesAreRenewed)
{
  clickOn(2);
  gallery.setWindowLevel({100.0, 100.0});
  gallery.replaceImages(flatImages(24));
  EXPECT_EQ(gallery.selection(), (std::set{2}));
  EXPECT_EQ(gallery.windowLevel(), (WindowLevel{100.0, 100.0}));
  gallery.setImages(flatImages(3));
  EXPECT_TRUE(gallery.selection().empty());
}

} // namespace
} // namespace limpid::rendering
