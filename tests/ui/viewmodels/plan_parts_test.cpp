#include "tests/support/event_loop.h"
#include "tests/ui/viewmodels/fake_program.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/plan_sentences.h"
#include "ui/viewmodels/plan_view_model.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;
using support::waitUntil;

struct PlanPartsTest : testing::Test
{
  PlanPartsTest()
  {
    worker.setProject(project);
    jobs::JobContext context;
    content = *readKind(toPath(project), support::kindOf(project).toStdString(), context);
  }

  Programs programs(std::string_view engine = "exit 1")
  {
    return {toQString(support::fakeProgram(place.folder() / "worker", support::willingWorker)),
            toQString(support::fakeProgram(place.folder() / "engine", engine))};
  }

  support::SmallProject place{4, 6, 32};
  QString project = place.filledProject();
  KindContent content;
  WorkerClient worker{programs()};
};

PlanData teaching(int images, int fine, double risk)
{
  PlanData data;
  data.images = images;
  data.unit = "HU";
  data.intensityScale = 1000.0;
  for (int image = 0; image < images; ++image) {
    data.risks.push_back({image < fine ? 0.0 : risk, 0.0});
    data.patients.emplace_back(image < fine ? "P001" : "P002");
  }
  return data;
}

} // namespace

TEST_F(PlanPartsTest, PixelsTellTheWindowWhereTheModalityHasNone)
{
  content.modality = "MR";
  EXPECT_EQ(estimatePlanData(content, 16, {}).intensityScale, 0.0) << "nobody can know it yet";
  PlanPixelReader reader(worker);
  reader.look(std::make_shared<const KindContent>(content), 16);
  ASSERT_TRUE(waitUntil([&] { return !reader.busy(); }));
  ASSERT_TRUE(reader.pixels()) << reader.reason().toStdString();
  EXPECT_GT(reader.pixels()->window.high, reader.pixels()->window.low);
  EXPECT_EQ(reader.pixels()->cleanest.rows, 16);
  EXPECT_NEAR(reader.pixels()->noiseGain, 0.5, 1e-6) << "2 × 2 pixels become one: M0";
  const PlanData data = estimatePlanData(content, 16, reader.pixels());
  EXPECT_GT(data.intensityScale, 0.0);
  EXPECT_EQ(static_cast<int>(data.risks.size()), 24);
}

TEST_F(PlanPartsTest, NoiseBecomesLessWhereTheImagesBecomeSmaller)
{
  const double asStored = largestRisk(estimatePlanData(content, 32, {}));
  EXPECT_NEAR(largestRisk(estimatePlanData(content, 16, {})), asStored / 2.0, asStored * 1e-6);
}

TEST_F(PlanPartsTest, AMissingWorkerIsSaidAndNothingIsWaitedFor)
{
  WorkerClient none{support::SmallProject::noPrograms()};
  none.setProject(project);
  PlanPixelReader reader(none);
  reader.look(std::make_shared<const KindContent>(content), 32);
  ASSERT_TRUE(waitUntil([&] { return !reader.busy(); }));
  EXPECT_FALSE(reader.reason().isEmpty());
}

TEST_F(PlanPartsTest, TheEngineSaysHowManyStepsATimeAllows)
{
  PlanViewModel plan{worker, programs("echo '{\"secondsPerStep\":0.5,\"memoryBytes\":2000000000,"
                                      "\"device\":\"cpu\"}'")};
  plan.setProject(project);
  plan.setKind(support::kindOf(project));
  plan.setCostWanted(true);
  PlanChoices choices;
  choices.budgetSeconds = 600.0;
  plan.setChoices(choices);
  ASSERT_TRUE(
      waitUntil([&] { return plan.state() == PlanViewModel::State::Ready && !plan.busy(); }));
  EXPECT_EQ(plan.choices().steps, 1200);
  EXPECT_TRUE(plan.sentences().join(u' ').contains(u"About 10 min on this processor, 2.0 GB"_s))
      << plan.sentences().join(u'\n').toStdString();
  plan.setMachineBusy(true);
  EXPECT_NE(plan.choices().steps, 0);
}

TEST(PlanSentences, SayWhoTeachesWhatWithoutRepeatingThemselves)
{
  const QString first = planSentences(teaching(100, 24, 0.5), {}).first();
  EXPECT_EQ(first, u"All 100 slice(s) teach layout. 24 teach organs, edges, fine detail and "
                   "texture."_s);
}

TEST(PlanSentences, StandInTheirOrder)
{
  PlanData data = teaching(100, 24, 0.5);
  data.referenceNoise = 6.0;
  data.pixelMm = 3.1;
  const QStringList sentences = planSentences(data, {320.0 * 60.0, {}, false});
  const QStringList beginnings{u"All 100"_s,
                               u"Used without care"_s,
                               u"No image teaches below"_s,
                               u"Fine detail comes from 1 of 2"_s,
                               u"If the noise were"_s,
                               u"One pixel is 3.1 mm: findings under 6.2 mm"_s,
                               u"About 5 h 20 min"_s,
                               u"This is a small set"_s};
  ASSERT_EQ(sentences.size(), beginnings.size()) << sentences.join(u'\n').toStdString();
  for (qsizetype at = 0; at < beginnings.size(); ++at)
    EXPECT_TRUE(sentences[at].startsWith(beginnings[at])) << sentences[at].toStdString();
}

TEST(PlanSentences, WarnWhereOthersTeachFineDetail)
{
  PlanData data = teaching(4000, 100, 0.5);
  preparation::TeachingTable table{"scanner", {}, 1.4};
  table.groups = {{"Old", 3900, 60, 0, 0, -1.4}, {"New", 100, 3, 100, 3, 1.4}};
  data.teachers = {table};
  EXPECT_TRUE(wantsCaution(data));
  const QStringList sentences = planSentences(data, {});
  EXPECT_TRUE(std::ranges::any_of(sentences, [](const QString& sentence) {
    return sentence.contains(u"100 of them from New"_s);
  })) << sentences.join(u'\n').toStdString();
}

} // namespace limpid::viewmodels
