#include "core/risk/left_out.h"
#include "core/study/scan.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/viewmodels/repeated_scan.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/plan_view_model.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

constexpr int positions = 12;
constexpr int repeats = 4;

/// The Plan page on a scan whose slices repeat each other.
struct RepeatsInThePlan : testing::Test
{
  void SetUp() override
  {
    support::writeRepeatedScan(folder / "scan", positions, repeats);
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(project, {folder / "scan"}, context));
  }

  /// Gives every image that noise, from an estimator or a table.
  void measure(const std::string& source)
  {
    const auto series = study::listSeries(project, "");
    images = *study::listImages(project, series->front().uid);
    std::vector<risk::RatingChange> noises;
    for (const study::ImageRecord& image : images)
      noises.push_back(
          {{risk::Level::Image, image.key.uid, image.key.frame}, "noise", 20.0, source, ""});
    ASSERT_TRUE(risk::setRatings(project, noises));
  }

  void open()
  {
    model.setProject(toQString(folder / "project"));
    model.setKind(support::kindOf(toQString(folder / "project")));
    model.finish();
    ASSERT_EQ(model.state(), PlanViewModel::State::Ready) << model.message().toStdString();
  }

  void addMeans(bool add)
  {
    PlanChoices choices = model.choices();
    choices.meansOfRepeats = add;
    model.setChoices(choices);
    model.finish();
  }

  support::TemporaryFolder folder;
  study::Project project = *study::Project::create(folder / "project");
  std::vector<study::ImageRecord> images;
  WorkerClient worker{support::SmallProject::noPrograms()};
  PlanViewModel model{worker, support::SmallProject::noPrograms()};
};

} // namespace

TEST_F(RepeatsInThePlan, AreCountedAndNothingIsMadeOfThemUnasked)
{
  ASSERT_NO_FATAL_FAILURE(measure("repeat-difference"));
  ASSERT_NO_FATAL_FAILURE(open());
  EXPECT_TRUE(model.hasRepeats());
  EXPECT_FALSE(model.choices().meansOfRepeats);
  EXPECT_EQ(model.data().images, positions * repeats);
  const QString text = model.repeatsText(); // plural forms come with the translations
  EXPECT_TRUE(text.startsWith(u"48 image"_s)) << text.toStdString();
  EXPECT_TRUE(text.contains(u"would be 12 more image"_s)) << text.toStdString();
  EXPECT_TRUE(text.contains(u"50 % of the noise"_s)) << text.toStdString();
  EXPECT_TRUE(model.sentences().contains(model.repeatsText()));
}

TEST_F(RepeatsInThePlan, TheirMeansAreImagesOfLessNoiseOnceTheyAreWanted)
{
  ASSERT_NO_FATAL_FAILURE(measure("repeat-difference"));
  ASSERT_NO_FATAL_FAILURE(open());
  const double floor = model.data().referenceNoise;
  addMeans(true);
  EXPECT_EQ(model.data().images, positions * (repeats + 1));
  EXPECT_EQ(model.data().risks.size(), static_cast<std::size_t>(positions * (repeats + 1)));
  EXPECT_NEAR(model.data().referenceNoise, floor / std::sqrt(repeats), 1e-6)
      << "the means are the cleanest there are";
  EXPECT_TRUE(model.repeatsText().contains(u"means are 12 more image"_s))
      << model.repeatsText().toStdString();
  addMeans(false);
  EXPECT_EQ(model.data().images, positions * repeats);
  EXPECT_NEAR(model.data().referenceNoise, floor, 1e-9);
}

TEST_F(RepeatsInThePlan, WithoutAMeasurementByThemThereIsAReason)
{
  ASSERT_NO_FATAL_FAILURE(measure("table"));
  ASSERT_NO_FATAL_FAILURE(open());
  EXPECT_FALSE(model.hasRepeats());
  EXPECT_EQ(model.repeatsText(),
            u"No noise was measured by repeats, so there are no repeats to take means of."_s);
  EXPECT_FALSE(model.sentences().contains(model.repeatsText()));
  addMeans(true);
  EXPECT_EQ(model.data().images, positions * repeats) << "nothing is added that isn't there";
}

TEST_F(RepeatsInThePlan, ThatAreLeftOutMakeNoMean)
{
  ASSERT_NO_FATAL_FAILURE(measure("repeat-difference"));
  std::vector<study::ImageKey> second;
  for (std::size_t image = 0; image < images.size(); ++image)
    if (image % repeats != 0)
      second.push_back(images[image].key);
  ASSERT_TRUE(risk::markLeftOut(project, second, true, "moved"));
  ASSERT_NO_FATAL_FAILURE(open());
  EXPECT_FALSE(model.hasRepeats()) << model.repeatsText().toStdString();
}

TEST(MeansOfRepeats, HaveTheLimitOfTheWorstOfThem)
{
  KindContent content;
  content.schema = risk::defaultSchema();
  content.schema[1].use = risk::ComponentUse::Limit; // motion
  content.schema[1].limits = {0.0, 0.0, 0.0, 30.0, 60.0};
  preparation::RepeatSet set;
  for (const double grade : {0.0, 3.0, 1.0}) {
    RatedImage image;
    image.record.key = {"1." + std::to_string(set.size()), 1};
    image.quality["noise"].value = 20.0;
    image.quality["noise"].source = "repeat-difference";
    image.quality["motion"].value = grade;
    set.push_back(image.record.key);
    content.images.push_back(image);
  }
  const KindContent all = withMeansOfRepeats(content, {set});
  ASSERT_EQ(all.images.size(), 4u);
  EXPECT_EQ(all.images.back().quality.at("motion").value, 3.0);
  EXPECT_NEAR(all.images.back().quality.at("noise").value, 20.0 / std::sqrt(3.0), 1e-12);
}

} // namespace limpid::viewmodels
