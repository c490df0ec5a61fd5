#include "ui/pages/quality_page.h"

#include "tests/support/gui_events.h"
#include "tests/support/sheet_story.h"
#include "ui/pages/quality_viewer.h"
#include "ui/pages/rating_panel.h"

#include <QApplication>
#include <QComboBox>

#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using rendering::Corner;
using support::waitUntil;

/// The viewer in the sheet's place, opened by a double click on the first stack.
struct MaximisedViewerTest : support::SheetStory
{
  void SetUp() override
  {
    SheetStory::SetUp();
    if (HasFatalFailure())
      return;
    page = story.see<QualityPage>(u"quality"_s);
    viewer = page->findChild<QualityViewer*>();
    const QPointF middle = sheet->tileRect(0).center();
    testing::giveKeyboard(story.window());
    testing::click(*sheet->viewport(), middle);
    ASSERT_EQ(quality().selection().size(), stack) << "a click takes all of the stack";
    selectedBefore = quality().selection();
    testing::sendMouse(*sheet->viewport(), QEvent::MouseButtonDblClick, middle, Qt::LeftButton);
    ASSERT_TRUE(page->isViewerMaximised());
  }

  /// The key goes to whatever has the keyboard.
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
  {
    QWidget* const widget = QApplication::focusWidget();
    ASSERT_NE(widget, nullptr);
    testing::pressKey(*widget, key, modifiers);
    QCoreApplication::processEvents();
  }

  /// Rows that somebody rated for motion.
  std::vector<int> rated()
  {
    std::vector<int> rows;
    for (int row = 0; row < images; ++row)
      if (quality().images().image(row).quality.contains("motion"))
        rows.push_back(row);
    return rows;
  }

  int shown() { return quality().selection().back(); }
  QString words() { return viewer->view().cornerText(Corner::BottomRight); }

  static constexpr std::size_t stack = 6;
  QualityPage* page = nullptr;
  QualityViewer* viewer = nullptr;
  std::vector<int> selectedBefore;
};

} // namespace

TEST_F(MaximisedViewerTest, DigitsRateTheImageThatIsShownAlone)
{
  EXPECT_TRUE(viewer->isAncestorOf(QApplication::focusWidget()));
  const int row = shown();
  press(Qt::Key_3);
  EXPECT_EQ(quality().selectedValue(u"motion"_s), 3.0) << "at once, without a question";
  EXPECT_EQ(rated(), std::vector<int>{row}) << "the others of its stack can't be seen";
}

TEST_F(MaximisedViewerTest, SaysWhichComponentTheKeysRateAndItsValue)
{
  EXPECT_TRUE(words().startsWith(u"Motion"_s)) << words().toStdString();
  press(Qt::Key_4);
  EXPECT_TRUE(words().contains(u"severe"_s)) << words().toStdString();
  press(Qt::Key_Period);
  EXPECT_FALSE(words().contains(u"severe"_s)) << words().toStdString();
  press(Qt::Key_Comma);
  press(Qt::Key_Backspace);
  EXPECT_FALSE(words().contains(u"severe"_s)) << words().toStdString();
  press(Qt::Key_Escape);
  EXPECT_TRUE(words().isEmpty()) << "small, it is a picture alone";
}

TEST_F(MaximisedViewerTest, ClearsUndoesPutsOffAndGoesOn)
{
  const int first = shown();
  press(Qt::Key_2);
  press(Qt::Key_Backspace);
  EXPECT_TRUE(rated().empty());
  press(Qt::Key_U);
  quality().finish();
  EXPECT_EQ(quality().selectedValue(u"motion"_s), 2.0) << "the clearing was undone";
  press(Qt::Key_L);
  EXPECT_TRUE(quality().images().image(first).later);
  press(Qt::Key_Space);
  EXPECT_NE(shown(), first) << "Space goes on to the next that is unrated";
  const int second = shown();
  press(Qt::Key_Right);
  EXPECT_NE(shown(), second);
  press(Qt::Key_Left);
  EXPECT_EQ(shown(), second);
  press(Qt::Key_1);
  EXPECT_EQ(rated(), (std::vector<int>{std::min(first, second), std::max(first, second)}));
}

TEST_F(MaximisedViewerTest, AClickOnItsBarsLeavesTheKeyboardToTheImage)
{
  story.click(u"viewer.paint"_s);
  press(Qt::Key_1);
  EXPECT_EQ(quality().selectedValue(u"motion"_s), 1.0);
  story.see<QWidget>(u"viewer.play"_s)->setFocus(Qt::TabFocusReason);
  press(Qt::Key_4);
  EXPECT_EQ(quality().selectedValue(u"motion"_s), 4.0) << "also where Tab has led to a bar";
}

TEST_F(MaximisedViewerTest, EscGoesBackToTheSheetAndWhatWasSelectedThere)
{
  press(Qt::Key_2);
  quality().finish();
  press(Qt::Key_Escape);
  EXPECT_FALSE(page->isViewerMaximised());
  EXPECT_EQ(quality().selection(), selectedBefore);
  EXPECT_EQ(QApplication::focusWidget(), sheet);
}

TEST_F(MaximisedViewerTest, KeepsTheSelectionOfWhoeverWentToAnotherImage)
{
  press(Qt::Key_Right);
  const std::vector<int> other = quality().selection();
  press(Qt::Key_Escape);
  EXPECT_EQ(quality().selection(), other);
}

} // namespace limpid::pages
