#include "ui/viewmodels/plan_view_model.h"

#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::viewmodels {
namespace {

struct PlanViewModelTest : testing::Test
{
  void openFilled()
  {
    const QString project = place.filledProject();
    model.setProject(project);
    model.setKind(support::kindOf(project));
    model.finish();
  }

  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  PlanViewModel model{worker, support::SmallProject::noPrograms()};
};

} // namespace

TEST_F(PlanViewModelTest, AsksForImagesAndThenForNoise)
{
  EXPECT_EQ(model.state(), PlanViewModel::State::NoImages);
  openFilled();
  EXPECT_EQ(model.state(), PlanViewModel::State::Ready);
  EXPECT_FALSE(model.sentences().isEmpty());
}

TEST_F(PlanViewModelTest, DrawsTheCurvesForTheRiskOfTheSlider)
{
  openFilled();
  model.setRiskInUnit(200.0);
  EXPECT_NEAR(model.riskInUnit(), 200.0, 1e-9);
  // S = 4: an image teaches from √(4/3)·r on (M6).
  EXPECT_NEAR(model.thresholdInUnit(), 200.0 * std::sqrt(4.0 / 3.0), 1e-6);
  const auto& curve = model.instability();
  const double ratio = 200.0 / model.data().intensityScale;
  for (std::size_t at = 0; at < curve.time.size(); ++at) {
    if (curve.noiseRatio[at] > ratio * 1.001) {
      EXPECT_EQ(curve.riskSensitive[at], 0.0) << "stable inside T(r), M3";
    }
    EXPECT_GE(curve.ordinary[at], curve.riskSensitive[at]);
  }
}

TEST_F(PlanViewModelTest, CountsEveryImageWhereAllTeach)
{
  openFilled();
  const auto& coverage = model.coverage();
  ASSERT_FALSE(coverage.images.empty());
  EXPECT_EQ(coverage.images.back(), static_cast<int>(model.data().risks.size()));
  EXPECT_EQ(coverage.patients.back(), 4);
}

TEST_F(PlanViewModelTest, DrawsAgainForAnotherSchedule)
{
  openFilled();
  const auto before = model.instability().time;
  PlanChoices choices = model.choices();
  choices.schedule = QStringLiteral("vp-linear");
  model.setChoices(choices);
  EXPECT_NE(model.instability().time, before);
}

TEST_F(PlanViewModelTest, SaysThatTheEngineIsMissingAndStartsNothing)
{
  openFilled();
  QString started;
  QObject::connect(&model, &PlanViewModel::runStarted, &model,
                   [&](const QString& folder) { started = folder; });
  model.start();
  EXPECT_EQ(model.state(), PlanViewModel::State::Starting);
  model.finish();
  EXPECT_EQ(model.state(), PlanViewModel::State::Ready);
  EXPECT_TRUE(model.error().contains(QStringLiteral("limpid-engine")))
      << model.error().toStdString();
  EXPECT_TRUE(started.isEmpty());
}

TEST(PlanEstimate, TakesTheReferenceOffAndDividesByTheWindow)
{
  KindContent content;
  content.modality = "CT";
  content.unit = "HU";
  content.schema = {risk::Component{}};
  content.schema.front().id = "noise";
  content.schema.front().use = risk::ComponentUse::Noise;
  for (const double sigma : {30.0, 50.0}) {
    RatedImage image;
    image.patient = "P001";
    image.quality["noise"].value = sigma;
    content.images.push_back(image);
  }
  const PlanData data = estimatePlanData(content, 0, {});
  ASSERT_EQ(data.risks.size(), 2u);
  EXPECT_DOUBLE_EQ(data.referenceNoise, 31.0) << "the 5th percentile, as the data set takes it";
  EXPECT_DOUBLE_EQ(data.risks[0].noise, 0.0);
  EXPECT_NEAR(data.risks[1].noise, std::sqrt(50.0 * 50.0 - 31.0 * 31.0) / 1000.0, 1e-12);
}

TEST(PlanEstimate, LeavesUnratedImagesOutInsteadOfCountingThemClean)
{
  KindContent content;
  content.modality = "CT";
  content.schema = {risk::Component{}};
  content.schema.front().id = "noise";
  content.schema.front().use = risk::ComponentUse::Noise;
  content.images.resize(3);
  content.images.front().quality["noise"].value = 25.0;
  const PlanData data = estimatePlanData(content, 0, {});
  EXPECT_EQ(data.images, 3);
  EXPECT_EQ(data.risks.size(), 1u);
}

TEST(PlanEstimate, CountsAnImageForEachLevelThatItTeachesToItsEnd)
{
  PlanData data;
  data.risks = {{0.0, 0.0}, {0.2, 0.0}};
  data.patients = {"P001", "P002"};
  const auto counts = countPerDetail(data, 4.0);
  EXPECT_EQ(counts[static_cast<std::size_t>(Detail::Organs)].images, 2); // √(4/3)·.2 = .23 < .4
  EXPECT_EQ(counts[static_cast<std::size_t>(Detail::Edges)].images, 1);  // .23 > .16
  EXPECT_EQ(counts[static_cast<std::size_t>(Detail::Edges)].patients, 1);
}

TEST_F(PlanViewModelTest, PlansNothingForTheProjectThatWasClosedMeanwhile)
{
  const QString filled = place.filledProject();
  const QString other = QString::fromStdString((place.folder() / "other").string());
  ASSERT_TRUE(study::Project::create(toPath(other)));
  model.setProject(filled);
  model.setKind(support::kindOf(filled));
  model.setProject(other);
  model.finish();
  EXPECT_EQ(model.data().images, 0);
  EXPECT_EQ(model.state(), PlanViewModel::State::NoImages);
}

} // namespace limpid::viewmodels
