#include "ui/pages/contact_sheet.h"

#include "tests/support/gui_events.h"
#include "tests/support/sheet_story.h"

#include <QScrollBar>

#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;

struct ContactSheetTest : support::SheetStory
{
  void SetUp() override
  {
    SheetStory::SetUp();
    if (!HasFatalFailure())
      sheet->setFocus();
  }

  std::vector<int> selected()
  {
    std::vector<int> rows = quality().selection();
    std::ranges::sort(rows);
    return rows;
  }
  QPointF middleOf(int tile) { return sheet->tileRect(tile).center(); }
  void clickTile(int tile, Qt::KeyboardModifiers modifiers = {})
  {
    testing::click(*sheet->viewport(), middleOf(tile), modifiers);
  }
  void openStack(int tile)
  {
    testing::click(*sheet->viewport(), TilePainter::handleRect(sheet->tileRect(tile)).center());
  }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
  {
    testing::pressKey(*sheet, key, modifiers);
  }
};

const std::vector<int> firstStack{0, 1, 2, 3, 4, 5};

} // namespace

TEST_F(ContactSheetTest, AClickOnAStackSelectsItsImagesAndShowsTheMiddleOne)
{
  ASSERT_EQ(sheet->layoutOfTiles().count(), 4);
  clickTile(0);
  EXPECT_EQ(selected(), firstStack);
  EXPECT_EQ(quality().selection().back(), 3);
}

TEST_F(ContactSheetTest, AStackOpensAndClosesByItsHandle)
{
  openStack(0);
  EXPECT_EQ(sheet->layoutOfTiles().count(), 4 + 6);
  clickTile(2);
  EXPECT_EQ(selected(), std::vector<int>{1});
  openStack(0);
  EXPECT_EQ(sheet->layoutOfTiles().count(), 4);
  EXPECT_EQ(selected(), std::vector<int>{1}) << "closing changes no selection";
}

TEST_F(ContactSheetTest, PlusAndMinusOpenAndCloseTheStackAndStarAll)
{
  clickTile(0);
  key(Qt::Key_Plus);
  EXPECT_EQ(sheet->layoutOfTiles().count(), 4 + 6);
  key(Qt::Key_Minus);
  EXPECT_EQ(sheet->layoutOfTiles().count(), 4);
  key(Qt::Key_Asterisk);
  EXPECT_EQ(sheet->layoutOfTiles().count(), 4 + 24);
}

TEST_F(ContactSheetTest, ControlAddsAndTakesAwayShiftExtends)
{
  openStack(0);
  clickTile(1);
  clickTile(3, Qt::ControlModifier);
  EXPECT_EQ(selected(), (std::vector<int>{0, 2}));
  clickTile(1, Qt::ControlModifier);
  EXPECT_EQ(selected(), std::vector<int>{2});
  clickTile(3);
  clickTile(5, Qt::ShiftModifier);
  EXPECT_EQ(selected(), (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(quality().selection().back(), 4) << "the one that was clicked last is shown";
}

TEST_F(ContactSheetTest, ArrowsMoveAndWithShiftExtend)
{
  openStack(0);
  key(Qt::Key_Home);
  EXPECT_EQ(selected(), firstStack) << "the stack itself";
  key(Qt::Key_Right);
  key(Qt::Key_Right);
  EXPECT_EQ(selected(), std::vector<int>{1});
  key(Qt::Key_Right, Qt::ShiftModifier);
  key(Qt::Key_Right, Qt::ShiftModifier);
  EXPECT_EQ(selected(), (std::vector<int>{1, 2, 3}));
  key(Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_EQ(selected(), (std::vector<int>{1, 2}));
  const int columns = sheet->layoutOfTiles().columns();
  key(Qt::Key_Home);
  key(Qt::Key_Down);
  EXPECT_EQ(quality().selection().back(), sheet->layoutOfTiles().tile(columns).row);
}

TEST_F(ContactSheetTest, ControlAndArrowsMoveWithoutSelectingAndSpaceToggles)
{
  openStack(0);
  clickTile(1);
  key(Qt::Key_Right, Qt::ControlModifier);
  key(Qt::Key_Right, Qt::ControlModifier);
  EXPECT_EQ(selected(), std::vector<int>{0});
  key(Qt::Key_Space, Qt::ControlModifier);
  EXPECT_EQ(selected(), (std::vector<int>{0, 2}));
}

TEST_F(ContactSheetTest, ControlASelectsAllThatIsShown)
{
  key(Qt::Key_A, Qt::ControlModifier);
  EXPECT_EQ(selected().size(), 24U);
}

TEST_F(ContactSheetTest, ARubberBandSelectsWhatItTouchesAndControlAdds)
{
  openStack(0);
  const QRect first = sheet->tileRect(1);
  const QRect third = sheet->tileRect(3);
  testing::drag(*sheet->viewport(), QPointF(first.center()), QPointF(third.center()),
                Qt::LeftButton);
  EXPECT_EQ(selected(), (std::vector<int>{0, 1, 2}));
  const QPointF outside(first.left() - 4, first.bottom() + 3);
  testing::drag(*sheet->viewport(), outside, outside + QPointF(40, -60), Qt::LeftButton);
  EXPECT_NE(selected(), (std::vector<int>{0, 1, 2})) << "a new band begins anew";
}

TEST_F(ContactSheetTest, ARubberBandChangesTheSelectionOnceItIsLetGo)
{
  openStack(0);
  clickTile(6);
  int changes = 0;
  QObject::connect(&quality(), &viewmodels::QualityViewModel::selectionChanged, sheet,
                   [&changes] { ++changes; });
  const QPointF from = middleOf(1);
  testing::sendMouse(*sheet->viewport(), QEvent::MouseButtonPress, from, Qt::LeftButton);
  for (int step = 1; step <= 20; ++step)
    testing::sendMouse(*sheet->viewport(), QEvent::MouseMove,
                       from + (middleOf(4) - from) * step / 20.0, Qt::LeftButton);
  EXPECT_EQ(changes, 1) << "the click that began it";
  testing::sendMouse(*sheet->viewport(), QEvent::MouseButtonRelease, middleOf(4), Qt::LeftButton);
  EXPECT_EQ(changes, 2);
  EXPECT_EQ(selected(), (std::vector<int>{0, 1, 2, 3}));
}

TEST_F(ContactSheetTest, EscapeDropsARubberBand)
{
  openStack(0);
  clickTile(6);
  testing::sendMouse(*sheet->viewport(), QEvent::MouseButtonPress, middleOf(1), Qt::LeftButton,
                     Qt::ControlModifier);
  testing::sendMouse(*sheet->viewport(), QEvent::MouseMove, middleOf(4), Qt::LeftButton,
                     Qt::ControlModifier);
  key(Qt::Key_Escape);
  testing::sendMouse(*sheet->viewport(), QEvent::MouseButtonRelease, middleOf(4), Qt::LeftButton);
  EXPECT_EQ(selected(), (std::vector<int>{0, 5})) << "as the click with Ctrl left it";
}

TEST_F(ContactSheetTest, EnterAndADoubleClickLeadToTheViewerAndBackWithTheSelectionKept)
{
  openStack(0);
  clickTile(2);
  clickTile(4, Qt::ControlModifier);
  const std::vector<int> before = quality().selection();
  key(Qt::Key_Return);
  EXPECT_FALSE(sheet->isVisible());
  EXPECT_EQ(story.window().currentPage(), u"quality"_s) << "Enter didn't press Continue";
  story.press(u"quality.view"_s, Qt::Key_Escape);
  ASSERT_TRUE(waitUntil([&] { return sheet->isVisible(); }));
  EXPECT_EQ(quality().selection(), before);
  EXPECT_TRUE(sheet->hasFocus());
  testing::sendMouse(*sheet->viewport(), QEvent::MouseButtonDblClick, middleOf(2), Qt::LeftButton);
  EXPECT_FALSE(sheet->isVisible());
}

TEST_F(ContactSheetTest, DigitsRateTheSelectedImage)
{
  openStack(0);
  clickTile(1);
  key(Qt::Key_3);
  EXPECT_EQ(quality().selectedValue(u"motion"_s), 3.0);
  quality().finish();
}

TEST_F(ContactSheetTest, TheWheelWithControlChangesTheSizeAndTheSliderFollows)
{
  const int before = sheet->tileEdge();
  testing::turnWheel(*sheet->viewport(), QPointF(50, 50), 1, Qt::ControlModifier);
  EXPECT_GT(sheet->tileEdge(), before);
  story.press(u"quality.tileSize"_s, Qt::Key_Home);
  EXPECT_LT(sheet->tileEdge(), before);
}

TEST_F(ContactSheetTest, TheKeyboardKeepsItsTileInSight)
{
  key(Qt::Key_Asterisk);
  story.press(u"quality.tileSize"_s, Qt::Key_End);
  sheet->setFocus();
  key(Qt::Key_End);
  EXPECT_GT(sheet->verticalScrollBar()->value(), 0);
  EXPECT_TRUE(
      sheet->viewport()->rect().contains(sheet->tileRect(sheet->layoutOfTiles().last()).center()));
  key(Qt::Key_Home);
  EXPECT_EQ(sheet->verticalScrollBar()->value(), 0);
}

TEST_F(ContactSheetTest, AScreenReaderHearsTheTile)
{
  clickTile(0);
  EXPECT_TRUE(sheet->accessibleDescription().contains(u"6"_s))
      << sheet->accessibleDescription().toStdString();
  EXPECT_TRUE(sheet->accessibleDescription().contains(u"HU"_s))
      << sheet->accessibleDescription().toStdString();
}

} // namespace limpid::pages
