#include "tests/support/dicom_files.h"
#include "tests/support/gui_events.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QTableView>

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace limpid::pages {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toPath;

struct FirstStepsTest : ::testing::Test
{
  void openAtProject()
  {
    story.settings().setValue(u"researchNoticeAccepted"_s, true);
    story.openWindow();
    story.work().project.open(place.project());
    ASSERT_TRUE(waitUntil([&] {
      return story.work().studies.state() != viewmodels::StudiesViewModel::State::NoProject &&
             !story.work().studies.busy();
    }));
  }

  void openWithoutProject()
  {
    story.settings().setValue(u"researchNoticeAccepted"_s, true);
    story.openWindow();
  }

  /// False when the page doesn't want it.
  bool drop(const QMimeData& what)
  {
    auto* page = story.see<QWidget>(u"studies"_s);
    const QPoint middle = page->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(page, &enter);
    if (!enter.isAccepted())
      return false;
    QDropEvent let(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page, &let);
    return true;
  }

  bool drop(const QString& folder)
  {
    QMimeData what;
    what.setUrls({QUrl::fromLocalFile(folder)});
    return drop(what);
  }

  support::SmallProject place;
  support::WindowStory story{place.folder(), support::SmallProject::noPrograms()};
};

} // namespace

TEST_F(FirstStepsTest, EveryLineOfWhatAnEmptyPageSaysHasRoom)
{
  openWithoutProject();
  auto* page = story.see<QWidget>(u"studies"_s);
  int seen = 0;
  for (const QLabel* label : page->findChildren<QLabel*>()) {
    if (label->property("role") != u"emptySentence"_s || !label->isVisible())
      continue;
    ++seen;
    const QRect room(0, 0, label->width(), 10000);
    EXPECT_GE(label->height(),
              label->fontMetrics().boundingRect(room, Qt::TextWordWrap, label->text()).height());
  }
  EXPECT_EQ(seen, 1);
}

TEST_F(FirstStepsTest, TheFirstStartSaysThatItIsForResearchAndOnlyTheFirst)
{
  story.openWindow();
  story.click(u"researchNotice.understood"_s);
  EXPECT_TRUE(waitUntil(
      [&] { return story.window().findChild<QWidget*>(u"researchNotice"_s) == nullptr; }));
  story.closeWindow();
  story.openWindow();
  EXPECT_EQ(story.window().findChild<QWidget*>(u"researchNotice"_s), nullptr);
}

TEST_F(FirstStepsTest, AProjectIsMadeByClicks)
{
  story.settings().setValue(u"researchNoticeAccepted"_s, true);
  story.openWindow();
  story.click(u"studies.newProject"_s);
  story.pick(u"newProjectDialog"_s, place.folder() / "my study");
  EXPECT_TRUE(waitUntil([&] { return story.work().project.name() == u"my study"_s; }));
  EXPECT_TRUE(std::filesystem::exists(place.folder() / "my study" / "limpid.db"));
}

TEST_F(FirstStepsTest, AFolderDroppedWithoutAProjectAsksWhereAndIsTakenIn)
{
  openWithoutProject();
  ASSERT_TRUE(drop(place.study()));
  story.pick(u"newProjectDialog"_s, place.folder() / "first");
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.primary"_s); }));
  EXPECT_EQ(story.work().project.name(), u"first"_s);
  EXPECT_TRUE(story.sentence(u"studies"_s).contains(u"24"_s))
      << story.sentence(u"studies"_s).toStdString();
}

TEST_F(FirstStepsTest, TheNewProjectIsSuggestedAndDroppedImagesAreForgottenWithIt)
{
  openWithoutProject();
  ASSERT_TRUE(drop(place.study()));
  auto* dialog = story.see<QFileDialog>(u"newProjectDialog"_s);
  ASSERT_NE(dialog, nullptr);
  ASSERT_EQ(dialog->selectedFiles().size(), 1);
  EXPECT_FALSE(QFileInfo::exists(dialog->selectedFiles().front()));
  dialog->reject();
  story.work().project.open(place.project());
  ASSERT_TRUE(waitUntil([&] {
    return story.work().studies.state() != viewmodels::StudiesViewModel::State::NoProject &&
           !story.work().studies.busy();
  }));
  EXPECT_EQ(story.work().studies.state(), viewmodels::StudiesViewModel::State::Empty);
}

TEST_F(FirstStepsTest, AFolderAndFilesCanBeAddedBeforeThereIsAProject)
{
  openWithoutProject();
  story.click(u"studies.add"_s);
  story.pick(u"studies.addDialog"_s, toPath(place.study()));
  story.pick(u"newProjectDialog"_s, place.folder() / "second");
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.primary"_s); }));
  const QString before = story.sentence(u"studies"_s);
  const auto one = place.folder() / "more" / "one.dcm";
  support::writeDicom(one, support::plantedSlice(1, 1, 16, 5.0));
  story.click(u"studies.addFiles"_s);
  story.pick(u"studies.addFilesDialog"_s, one);
  EXPECT_TRUE(waitUntil([&] {
    return story.enabled(u"studies.primary"_s) && story.sentence(u"studies"_s) != before;
  }));
}

TEST_F(FirstStepsTest, WhatIsNoFileOfThisComputerIsNotTaken)
{
  openWithoutProject();
  QMimeData page;
  page.setUrls({QUrl(u"https://example.org/scans"_s)});
  EXPECT_FALSE(drop(page));
}

TEST_F(FirstStepsTest, AFolderWithoutRightsIsASentence)
{
  std::ofstream(place.folder() / "file") << "no folder can be made below a file, not even by root";
  story.settings().setValue(u"researchNoticeAccepted"_s, true);
  story.openWindow();
  story.work().project.create(viewmodels::toQString(place.folder() / "file" / "project"));
  ASSERT_TRUE(waitUntil([&] { return !story.sentence(u"studies"_s).isEmpty(); }));
  EXPECT_TRUE(story.sentence(u"studies"_s).contains(u"file"_s));
}

TEST_F(FirstStepsTest, AScannedFolderShowsItsKindAndWhatCouldNotBeRead)
{
  std::ofstream(place.folder() / "study" / "broken.dcm")
      << std::string(128, '\0') << "DICM and no more";
  openAtProject();
  story.click(u"studies.addFirst"_s);
  story.pick(u"studies.addDialog"_s, toPath(place.study()));
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.primary"_s); }));
  EXPECT_TRUE(waitUntil([&] { return story.see<QWidget>(u"studies.kind.0"_s)->isVisible(); }));
  const auto* problems = story.see<QListWidget>(u"studies.problems"_s);
  ASSERT_GT(problems->count(), 0);
  EXPECT_TRUE(problems->item(0)->text().contains(u"broken.dcm"_s))
      << problems->item(0)->text().toStdString();
  story.click(u"studies.primary"_s);
  EXPECT_EQ(story.window().currentPage(), u"quality"_s);
}

TEST_F(FirstStepsTest, ImagesAreRatedByKeySliderAndTable)
{
  place.filledProject();
  openAtProject();
  story.click(u"rail.quality"_s);
  story.click(u"quality.asTable"_s);
  auto* table = story.see<QTableView>(u"quality.table"_s);
  ASSERT_TRUE(waitUntil([&] { return table->model()->rowCount() == 24; }));
  story.selectRow(u"quality.table"_s, 2);
  story.press(u"quality.table"_s, Qt::Key_2);
  EXPECT_EQ(story.see<QLabel>(u"quality.word.motion"_s)->text(), u"moderate"_s);
  story.press(u"quality.value.artefact"_s, Qt::Key_Right); // from "not rated" to the first step
  EXPECT_EQ(story.see<QLabel>(u"quality.word.artefact"_s)->text(), u"none"_s);
  story.work().quality.finish();
  story.click(u"topBar.undo"_s);
  story.work().quality.finish();
  EXPECT_EQ(story.see<QLabel>(u"quality.word.artefact"_s)->text(), u"not rated"_s);

  const auto csv = place.folder() / "wrong.csv";
  const std::string uid = story.work().quality.images().image(0).record.key.uid;
  std::ofstream(csv) << "sop_instance_uid,frame,noise\n" << uid << ",1,12\n9.9.9,1,10\n";
  story.click(u"quality.import"_s);
  story.pick(u"quality.importDialog"_s, csv);
  story.click(u"tableImport.import"_s);
  ASSERT_TRUE(waitUntil([&] { return !story.work().quality.importProblems().isEmpty(); }));
  EXPECT_TRUE(story.see<QListWidget>(u"quality.problems"_s)->isVisible());
  EXPECT_TRUE(story.sentence(u"quality"_s).contains(u"9.9.9"_s) ||
              story.sentence(u"quality"_s).contains(u"1 of 2"_s))
      << story.sentence(u"quality"_s).toStdString();
}

TEST_F(FirstStepsTest, AMissingEngineIsASentenceAndNothingIsLost)
{
  place.filledProject();
  openAtProject();
  story.click(u"rail.plan"_s);
  story.click(u"plan.primary"_s);
  ASSERT_TRUE(waitUntil([&] { return !story.work().plan.error().isEmpty(); }));
  EXPECT_TRUE(story.sentence(u"plan"_s).contains(u"limpid-engine"_s))
      << story.sentence(u"plan"_s).toStdString();
  EXPECT_EQ(story.window().currentPage(), u"plan"_s);
  EXPECT_TRUE(story.enabled(u"plan.primary"_s)) << "it can be tried again";
}

TEST_F(FirstStepsTest, ThePlanFollowsTheRiskSlider)
{
  place.filledProject();
  openAtProject();
  story.click(u"rail.plan"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"plan.primary"_s); }));
  auto* slider = story.see<QWidget>(u"plan.risk"_s);
  story.press(u"plan.risk"_s, Qt::Key_Home);
  const QString none = story.see<QLabel>(u"plan.riskText"_s)->text();
  story.press(u"plan.risk"_s, Qt::Key_End);
  EXPECT_NE(story.see<QLabel>(u"plan.riskText"_s)->text(), none);
  EXPECT_NEAR(story.work().plan.riskInUnit(),
              viewmodels::largestRisk(story.work().plan.data()) *
                  story.work().plan.data().intensityScale,
              1e-6);
  EXPECT_FALSE(slider->accessibleName().isEmpty());
}

TEST_F(FirstStepsTest, TheDrawerIsRememberedForItsProject)
{
  place.filledProject();
  openAtProject();
  story.click(u"rail.plan"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"plan.primary"_s); }));
  EXPECT_FALSE(story.see<QWidget>(u"plan.drawer"_s)->isVisible());
  story.click(u"plan.advanced"_s);
  EXPECT_TRUE(story.see<QWidget>(u"plan.drawer"_s)->isVisible());
  story.closeWindow();
  openAtProject();
  story.click(u"rail.plan"_s);
  EXPECT_TRUE(story.see<QWidget>(u"plan.drawer"_s)->isVisible());
  story.click(u"rail.generate"_s);
  EXPECT_FALSE(story.see<QWidget>(u"generate.drawer"_s)->isVisible()) << "each page for itself";
}

TEST_F(FirstStepsTest, ATableIsImportedAfterItsQuestionsAreAnswered)
{
  place.filledProject();
  openAtProject();
  story.click(u"studies.primary"_s);
  ASSERT_TRUE(waitUntil([&] { return story.work().quality.images().rowCount() > 0; }));
  const auto csv = place.folder() / "scores.csv";
  std::ofstream table(csv);
  table << "scan,score\n";
  for (int row = 0; row < 6; ++row)
    table << story.work().quality.images().image(row).record.key.uid << ',' << 1 + row % 3 << '\n';
  table.close();
  story.click(u"quality.import"_s);
  story.pick(u"quality.importDialog"_s, csv);
  EXPECT_FALSE(story.enabled(u"tableImport.import"_s));
  story.choose(u"tableImport.key"_s, 0);
  story.choose(u"tableImport.meaning.1"_s, u"motion"_s);
  story.click(u"tableImport.high.motion"_s);
  testing::screenshot(*story.see<QWidget>(u"tableImport"_s), u"table_import"_s);
  story.click(u"tableImport.import"_s);
  ASSERT_TRUE(waitUntil([&] {
    const auto& quality = story.work().quality.images().image(2).quality;
    return quality.contains("motion") && quality.at("motion").value == 3.0;
  })) << story.sentence(u"quality"_s).toStdString();
  const auto& schema = story.work().quality.schema();
  const auto motion = std::ranges::find(schema, "motion", &risk::Component::id);
  EXPECT_FALSE(motion->goodIsLow);
  EXPECT_TRUE(story.sentence(u"quality"_s).contains(u"6 row"_s))
      << story.sentence(u"quality"_s).toStdString();
}

} // namespace limpid::pages
