#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/repeated_scan.h"
#include "tests/ui/viewmodels/small_project.h"
#include "tests/workflow/story.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QTableView>

#include <algorithm>
#include <filesystem>

namespace limpid::workflow {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;
using viewmodels::toPath;
using Train = viewmodels::TrainViewModel::State;

constexpr std::chrono::seconds patience(240); // for two busy cores

viewmodels::Programs builtPrograms()
{
  const QString folder = QStringLiteral(LIMPID_BINARY_DIR) + u"/bin/"_s;
  return {folder + u"limpid-cli"_s, folder + u"limpid-engine"_s};
}

struct WholeJobByClicks : testing::Test
{
  void openWindow()
  {
    story.openWindow();
    if (story.window().findChild<QWidget*>(u"researchNotice"_s) != nullptr)
      story.click(u"researchNotice.understood"_s);
  }

  void importStudy()
  {
    story.click(u"studies.newProject"_s);
    story.pick(u"newProjectDialog"_s, place.folder() / "by clicks");
    ASSERT_TRUE(waitUntil([&] {
      return story.work().studies.state() == viewmodels::StudiesViewModel::State::Empty;
    }));
    story.click(u"studies.addFirst"_s);
    story.pick(u"studies.addDialog"_s, toPath(place.study()));
    ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.primary"_s); }));
    story.click(u"studies.primary"_s);
    ASSERT_EQ(story.window().currentPage(), u"quality"_s);
  }

  void importNoise()
  {
    story.click(u"quality.import"_s);
    story.pick(u"quality.importDialog"_s, toPath(place.risks()));
    story.click(u"tableImport.import"_s);
    ASSERT_TRUE(waitUntil([&] {
      return !story.work().quality.busy() && story.work().quality.imagesWithNoise() == images;
    })) << story.sentence(u"quality"_s).toStdString();
  }

  void startTraining(int steps)
  {
    story.click(u"quality.primary"_s);
    ASSERT_EQ(story.window().currentPage(), u"plan"_s);
    ASSERT_TRUE(waitUntil([&] { return story.enabled(u"plan.primary"_s); }));
    story.click(u"plan.advanced"_s);
    story.choose(u"plan.network"_s, u"tiny"_s);
    story.type(u"plan.steps"_s, QString::number(steps));
    story.type(u"plan.batch"_s, u"8"_s);
    ASSERT_EQ(story.work().plan.choices().steps, steps);
    story.click(u"plan.primary"_s);
    ASSERT_TRUE(waitUntil([&] { return story.window().currentPage() == u"train"_s; }, patience))
        << story.sentence(u"plan"_s).toStdString();
  }

  bool trainReaches(Train state)
  {
    return waitUntil([&] { return story.work().train.state() == state; }, patience);
  }

  static constexpr int images = 4 * 12;
  support::SmallProject place{4, 12, 16};
  support::WindowStory story{place.folder(), builtPrograms()};
};

int filesIn(const QString& folder)
{
  const std::filesystem::directory_iterator entries(toPath(folder));
  return static_cast<int>(std::count_if(begin(entries), end(entries), [](const auto& entry) {
    return entry.path().extension() == ".dcm";
  }));
}

} // namespace

TEST_F(WholeJobByClicks, LeadsFromAFolderToExportedSamples)
{
  openWindow();
  ASSERT_NO_FATAL_FAILURE(importStudy());
  ASSERT_NO_FATAL_FAILURE(importNoise());
  story.click(u"quality.asTable"_s);
  story.selectRow(u"quality.table"_s, 1);
  ASSERT_TRUE(waitUntil([&] { return story.work().quality.shown().pixels().has_value(); }))
      << story.work().quality.shown().reason().toStdString();
  story.press(u"quality.table"_s, Qt::Key_3);
  EXPECT_EQ(story.work().quality.selectedValue(u"motion"_s), 3.0);

  ASSERT_NO_FATAL_FAILURE(startTraining(40));
  ASSERT_TRUE(trainReaches(Train::Finished)) << story.sentence(u"train"_s).toStdString();
  EXPECT_FALSE(story.work().train.curves().loss().values.empty());
  EXPECT_FALSE(story.work().train.previews().empty());
  EXPECT_TRUE(story.work().plan.data().exact);

  story.click(u"train.primary"_s);
  ASSERT_EQ(story.window().currentPage(), u"generate"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"generate.primary"_s); }));
  story.type(u"generate.count"_s, u"5"_s);
  story.click(u"generate.advanced"_s);
  story.type(u"generate.steps"_s, u"6"_s);
  story.click(u"generate.primary"_s);
  ASSERT_TRUE(waitUntil(
      [&] { return story.work().generate.state() == viewmodels::GenerateViewModel::State::Done; },
      patience))
      << story.sentence(u"generate"_s).toStdString();
  EXPECT_TRUE(story.work().generate.error().isEmpty())
      << story.work().generate.error().toStdString();
  EXPECT_EQ(story.work().generate.samples().size(), 5u);
  EXPECT_EQ(story.work().generate.verdict().size(), 4u);

  story.click(u"generate.primary"_s);
  ASSERT_EQ(story.window().currentPage(), u"export"_s);
  story.click(u"export.primary"_s);
  ASSERT_TRUE(waitUntil(
      [&] { return story.work().exporting.state() == viewmodels::ExportViewModel::State::Done; },
      patience))
      << story.sentence(u"export"_s).toStdString();
  EXPECT_GT(filesIn(story.work().exporting.writtenFolder()), 0);
  EXPECT_TRUE(story.sentence(u"export"_s).contains(u"Synthetic Data = YES"_s));

  const Story verbs; // the project that clicks made, by verbs
  const Json listed = verbs.done({"list", (place.folder() / "by clicks").string(), "--series"});
  ASSERT_FALSE(listed.at("series").empty());
  const std::string run = toPath(story.work().train.runFolder()).string();
  const Json sampled = verbs.done({"sample", run, "--count", "2", "--steps", "4"});
  EXPECT_TRUE(std::filesystem::exists(sampled.at("samples").get<std::string>()));
}

TEST_F(WholeJobByClicks, AProjectThatVerbsMadeGoesOnInTheWindow)
{
  const Story verbs;
  verbs.planTrial(12);
  verbs.done({"train", verbs.run()});
  openWindow();
  story.click(u"studies.openProject"_s);
  story.pick(u"openProjectDialog"_s, verbs.project());
  ASSERT_TRUE(trainReaches(Train::Finished)) << story.sentence(u"train"_s).toStdString();
  EXPECT_EQ(toPath(story.work().train.runFolder()).filename(), "trial");
  EXPECT_TRUE(waitUntil([&] { return story.work().quality.imagesWithNoise() == 4 * 17; }));

  story.click(u"rail.generate"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"generate.primary"_s); }));
  story.type(u"generate.count"_s, u"3"_s);
  story.click(u"generate.primary"_s);
  ASSERT_TRUE(waitUntil(
      [&] { return story.work().generate.state() == viewmodels::GenerateViewModel::State::Done; },
      patience))
      << story.sentence(u"generate"_s).toStdString();
  EXPECT_EQ(story.work().generate.samples().size(), 3u);
}

TEST_F(WholeJobByClicks, RepeatsTrainAsTheirMeansToo)
{
  constexpr int positions = 12;
  constexpr int repeats = 4;
  const Story verbs;
  support::writeRepeatedScan(verbs.study(), positions, repeats);
  verbs.done({"init", verbs.project()});
  verbs.done({"import", verbs.project(), verbs.study()});
  verbs.done({"risk", "estimate", verbs.project(), "--estimator", "repeat-difference", "--accept"});
  openWindow();
  story.click(u"studies.openProject"_s);
  story.pick(u"openProjectDialog"_s, verbs.project());
  story.click(u"rail.plan"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"plan.primary"_s); }));
  story.click(u"plan.advanced"_s);
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"plan.means"_s); }));
  EXPECT_TRUE(story.see<QLabel>(u"plan.repeats"_s)->text().contains(u"would be 12 more image"_s));
  story.click(u"plan.means"_s);
  EXPECT_TRUE(story.see<QLabel>(u"plan.repeats"_s)->text().contains(u"are 12 more image"_s));
  EXPECT_EQ(story.work().plan.data().images, positions * (repeats + 1));
  story.choose(u"plan.network"_s, u"tiny"_s);
  story.type(u"plan.steps"_s, u"10"_s);
  story.type(u"plan.batch"_s, u"8"_s);
  story.type(u"plan.heldOut"_s, u"0"_s);
  story.click(u"plan.primary"_s);
  ASSERT_TRUE(waitUntil([&] { return story.window().currentPage() == u"train"_s; }, patience))
      << story.sentence(u"plan"_s).toStdString();
  EXPECT_TRUE(story.work().plan.data().exact);
  EXPECT_EQ(story.work().plan.data().images, positions * (repeats + 1)) << "in the snapshot too";
  EXPECT_TRUE(trainReaches(Train::Finished)) << story.sentence(u"train"_s).toStdString();
}

TEST_F(WholeJobByClicks, TrainingGoesOnWhileTheWindowIsClosedAndIsFoundAgain)
{
  openWindow();
  ASSERT_NO_FATAL_FAILURE(importStudy());
  ASSERT_NO_FATAL_FAILURE(importNoise());
  ASSERT_NO_FATAL_FAILURE(startTraining(1000000));
  ASSERT_TRUE(trainReaches(Train::Running)) << story.sentence(u"train"_s).toStdString();
  EXPECT_TRUE(story.sentence(u"train"_s).contains(u"You may close the window"_s));
  const QString run = story.work().train.runFolder();
  story.closeWindow();
  const auto before = run::readStatus(toPath(run));
  ASSERT_TRUE(before);
  EXPECT_TRUE(waitUntil(
      [&] {
        const auto now = run::readStatus(toPath(run));
        return now && now->step > before->step;
      },
      patience))
      << "no step was made without the window";

  openWindow();
  ASSERT_TRUE(trainReaches(Train::Running));
  EXPECT_EQ(story.work().train.runFolder(), run);
  story.click(u"rail.train"_s);
  story.click(u"train.stop"_s);
  story.click(u"train.stopQuestion.stop"_s);
  ASSERT_TRUE(trainReaches(Train::Stopped)) << story.sentence(u"train"_s).toStdString();

  story.click(u"train.primary"_s); // Continue
  ASSERT_TRUE(trainReaches(Train::Running)) << story.sentence(u"train"_s).toStdString();
  story.click(u"train.primary"_s); // Finish now
  ASSERT_TRUE(trainReaches(Train::Finished)) << story.sentence(u"train"_s).toStdString();
}

TEST_F(WholeJobByClicks, SuggestedSettingsLeadFromAStudyToCheckedSamples)
{
  openWindow();
  story.work().suggested.setBudget(1.0); // the fewest steps
  int clicks = 0;
  QObject::connect(&story.work().suggested, &viewmodels::SuggestedRun::pageWanted, &story.window(),
                   [&] { EXPECT_LE(clicks, 7); });
  story.click(u"studies.newProject"_s);
  story.pick(u"newProjectDialog"_s, place.folder() / "suggested");
  clicks += 2;
  ASSERT_TRUE(waitUntil(
      [&] { return story.work().studies.state() == viewmodels::StudiesViewModel::State::Empty; }));
  story.click(u"studies.addFirst"_s);
  story.pick(u"studies.addDialog"_s, toPath(place.study()));
  clicks += 2;
  ASSERT_TRUE(waitUntil([&] { return story.enabled(u"studies.suggested"_s); }));
  story.click(u"studies.suggested"_s);
  ++clicks;
  ASSERT_TRUE(waitUntil(
      [&] { return story.work().generate.state() == viewmodels::GenerateViewModel::State::Done; },
      patience))
      << story.sentence(story.window().currentPage()).toStdString();
  EXPECT_EQ(story.window().currentPage(), u"generate"_s) << "it stops before the export";
  EXPECT_FALSE(story.work().generate.verdict().empty());
  ASSERT_TRUE(waitUntil([&] { return !story.work().suggested.active(); }));
}

TEST_F(WholeJobByClicks, NoiseIsMeasuredByItselfInAProcessOfItsOwn)
{
  openWindow();
  ASSERT_NO_FATAL_FAILURE(importStudy());
  ASSERT_TRUE(waitUntil(
      [&] {
        return !story.work().quality.busy() && story.work().quality.imagesWithNoise() == images;
      },
      patience))
      << story.sentence(u"quality"_s).toStdString();
  EXPECT_TRUE(story.work().quality.error().isEmpty()) << story.work().quality.error().toStdString();
}

} // namespace limpid::workflow
