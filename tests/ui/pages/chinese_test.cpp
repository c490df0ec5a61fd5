#include "resources/resources.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/language.h"

#include <QAction>
#include <QCoreApplication>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QTableWidget>

#include <gtest/gtest.h>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using viewmodels::coreText;

struct ChineseTest : ::testing::Test
{
  ChineseTest()
  {
    resources::installTranslations(
        *QCoreApplication::instance(),
        QLocale(QLocale::Chinese, QLocale::SimplifiedChineseScript, QLocale::China));
  }
  ~ChineseTest() override
  {
    resources::installTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
  }
};

} // namespace

TEST_F(ChineseTest, ThePagesSpeakItFromTheirTitlesToTheirSentences)
{
  const support::SmallProject place;
  support::WindowStory story(place.folder(), support::SmallProject::noPrograms());
  story.settings().setValue(u"researchNoticeAccepted"_s, true);
  story.openWindow();
  EXPECT_EQ(story.see<QPushButton>(u"quality.primary"_s)->text(), u"继续制定计划"_s);
  EXPECT_EQ(story.see<QPushButton>(u"plan.primary"_s)->text(), u"开始训练"_s);
}

TEST_F(ChineseTest, LimpidsOwnWordsAreTranslatedWhereTheyCanBeChangedAndStayAsTheyAreStored)
{
  const support::SmallProject place;
  place.filledProject();
  support::WindowStory story(place.folder(), support::SmallProject::noPrograms());
  story.settings().setValue(u"researchNoticeAccepted"_s, true);
  story.openWindow();
  story.work().project.open(place.project());
  auto& quality = story.work().quality;
  ASSERT_TRUE(support::waitUntil([&] { return quality.images().rowCount() == 24; }));
  story.click(u"rail.quality"_s);
  story.click(u"quality.advanced"_s);
  story.click(u"quality.schema"_s);
  auto* components = story.see<QListWidget>(u"schema.components"_s);
  EXPECT_EQ(components->item(1)->text(), u"运动"_s);
  story.press(u"schema.components"_s, Qt::Key_Down);
  auto* scale = story.see<QTableWidget>(u"schema.scale"_s);
  EXPECT_EQ(scale->item(3, 1)->text(), u"明显"_s);
  scale->item(0, 1)->setText(u"没有"_s);
  story.click(u"schema.store"_s);
  ASSERT_TRUE(support::waitUntil(
      [&] { return !quality.busy() && quality.schema().at(1).words.at(0) == "没有"; }));
  EXPECT_EQ(quality.schema().at(1).label, "Motion");
  EXPECT_EQ(quality.schema().at(1).words.at(1), "slight");
}

TEST_F(ChineseTest, ALanguageIsChosenInTheMenuAndKeptInTheSettings)
{
  const support::SmallProject place;
  support::WindowStory story(place.folder(), support::SmallProject::noPrograms());
  story.settings().setValue(u"researchNoticeAccepted"_s, true);
  story.openWindow();
  EXPECT_EQ(viewmodels::chosenLanguage(story.settings()), QString());
  int changes = 0;
  QObject::connect(&story.window(), &main_window::MainWindow::languageChanged, &story.window(),
                   [&changes] { ++changes; });
  story.see<QAction>(u"topBar.language.zh_CN"_s)->trigger();
  EXPECT_EQ(viewmodels::chosenLanguage(story.settings()), u"zh_CN"_s);
  EXPECT_EQ(changes, 1);
  EXPECT_TRUE(story.see<QAction>(u"topBar.language.zh_CN"_s)->isChecked());
  EXPECT_FALSE(story.see<QAction>(u"topBar.language.en"_s)->isChecked());
  story.see<QAction>(u"topBar.language.zh_CN"_s)->trigger();
  EXPECT_EQ(changes, 1) << "it is spoken already";
}

TEST_F(ChineseTest, ALanguageThatIsntSpokenIsEnglish)
{
  EXPECT_EQ(viewmodels::localeOf(u"fr_FR"_s).language(), QLocale::English);
  EXPECT_EQ(viewmodels::localeOf(u"zh_TW"_s).language(), QLocale::English);
  EXPECT_EQ(viewmodels::localeOf(u"zh_CN"_s).language(), QLocale::Chinese);
  EXPECT_FALSE(viewmodels::isLanguage(u"fr"_s));
}

TEST_F(ChineseTest, WordsOfComponentsAndKindsAreTranslated)
{
  EXPECT_EQ(coreText("Motion"), u"运动"_s);
  EXPECT_EQ(coreText("Patch size"), u"图块大小"_s) << "a plugin's parameter";
  EXPECT_EQ(coreText("CT · head · axial"), u"CT · 头 · 横断面"_s);
}

TEST_F(ChineseTest, FiguresAreCarriedIntoTheSentence)
{
  EXPECT_EQ(coreText("Reading 12 of 40 files"), u"正在读取文件：12 / 40"_s);
  EXPECT_EQ(coreText("Motion is shown but doesn't change training yet."),
            u"运动已显示，但尚未影响训练。"_s);
}

TEST_F(ChineseTest, WhatNobodyTranslatedStaysAsItIs)
{
  EXPECT_EQ(coreText("Ghosting of the eyes"), u"Ghosting of the eyes"_s);
  EXPECT_EQ(coreText(""), QString());
}

TEST(English, LeavesTextsOfCoreAlone)
{
  resources::installTranslations(*QCoreApplication::instance(), QLocale(QLocale::English));
  EXPECT_EQ(coreText("Reading 12 of 40 files"), u"Reading 12 of 40 files"_s);
}

} // namespace limpid::pages
