#include "resources/resources.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSlider>

#include <gtest/gtest.h>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;

struct ControlsTest : testing::Test
{
  ControlsTest()
  {
    story.settings().setValue(u"researchNoticeAccepted"_s, true);
    story.openWindow();
  }

  support::TemporaryFolder folder;
  support::WindowStory story{folder.path(), support::SmallProject::noPrograms()};
};

/// Parts that a control makes for itself, such as the line edit inside a spin box.
bool isInner(const QWidget* widget)
{
  for (const QWidget* above = widget->parentWidget(); above != nullptr;
       above = above->parentWidget())
    if (qobject_cast<const QAbstractSpinBox*>(above) != nullptr ||
        qobject_cast<const QComboBox*>(above) != nullptr ||
        qobject_cast<const QLineEdit*>(above) != nullptr ||
        qobject_cast<const QAbstractItemView*>(above) != nullptr)
      return true;
  return false;
}

std::string saidName(const QWidget* widget)
{
  if (!widget->accessibleName().isEmpty())
    return widget->accessibleName().toStdString();
  const auto* button = qobject_cast<const QAbstractButton*>(widget);
  return button == nullptr ? std::string() : button->text().toStdString();
}

} // namespace

TEST_F(ControlsTest, EachHasANameForTestsAndOneForScreenReaders)
{
  int controls = 0;
  for (const QWidget* widget : story.window().findChildren<QWidget*>()) {
    const bool isControl = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                           qobject_cast<const QComboBox*>(widget) != nullptr ||
                           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                           qobject_cast<const QLineEdit*>(widget) != nullptr ||
                           qobject_cast<const QSlider*>(widget) != nullptr;
    if (!isControl || isInner(widget))
      continue;
    ++controls;
    EXPECT_FALSE(widget->objectName().isEmpty()) << saidName(widget) << " has no objectName";
    EXPECT_FALSE(saidName(widget).empty()) << widget->objectName().toStdString() << " is nameless";
  }
  EXPECT_GT(controls, 30);
}

TEST_F(ControlsTest, ADisabledPrimaryButtonSaysWhy)
{
  for (const QString& page : main_window::MainWindow::pageIds()) {
    const auto* primary = story.see<QAbstractButton>(page + u".primary"_s);
    ASSERT_NE(primary, nullptr);
    EXPECT_FALSE(primary->text().isEmpty()) << page.toStdString();
    EXPECT_TRUE(primary->isEnabled() || !primary->toolTip().isEmpty()) << page.toStdString();
  }
}

TEST_F(ControlsTest, TheRailLeadsToEveryPage)
{
  for (const QString& page : main_window::MainWindow::pageIds()) {
    story.click(u"rail."_s + page);
    EXPECT_EQ(story.window().currentPage(), page);
  }
}

TEST_F(ControlsTest, EnterPressesThePrimaryButton)
{
  story.click(u"rail.train"_s);
  story.press(u"train"_s, Qt::Key_Return); // nothing is training: it leads to Plan
  EXPECT_EQ(story.window().currentPage(), u"plan"_s);
}

TEST_F(ControlsTest, OneAndManyAreSpokenAsPeopleSpeak)
{
  resources::installTranslations(*qApp, QLocale(QLocale::English));
  EXPECT_EQ(viewmodels::StudiesViewModel::tr("%Ln slice(s)", nullptr, 1), u"1 slice"_s);
  EXPECT_EQ(viewmodels::StudiesViewModel::tr("%Ln slice(s)", nullptr, 24), u"24 slices"_s);
}

TEST_F(ControlsTest, TheThemeCanBeChangedAndIsRemembered)
{
  story.click(u"topBar.theme"_s);
  EXPECT_EQ(story.settings().value(u"appearance"_s).toString(), u"light"_s);
  story.click(u"topBar.theme"_s);
  EXPECT_EQ(story.settings().value(u"appearance"_s).toString(), u"dark"_s);
}

} // namespace limpid::pages
