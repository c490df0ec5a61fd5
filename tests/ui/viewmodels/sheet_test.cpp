#include "ui/viewmodels/sheet_arrangement.h"
#include "ui/viewmodels/sheet_measure.h"
#include "ui/viewmodels/sheet_view_model.h"

#include "tests/ui/viewmodels/small_project.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::viewmodels {
namespace {

risk::Rating rating(const std::string& component, double value, const std::string& author = {})
{
  return {component, value, component == "noise" ? "immerkaer" : "person",
          author,    "",    risk::Level::Image};
}

/// Two patients with a series of three images each; noise 10, 20 … 60 HU in the order of the rows.
KindContent sixImages()
{
  KindContent content;
  content.modality = "CT";
  content.unit = "HU";
  content.schema = risk::defaultSchema();
  for (int row = 0; row < 6; ++row) {
    RatedImage image;
    image.record.key = {"1.2." + std::to_string(row), 1};
    image.record.seriesUid = row < 3 ? "1.1" : "1.2";
    image.patient = row < 3 ? "P001" : "P002";
    image.series = row < 3 ? "T1 axial" : "Thorax";
    image.slice = row % 3 + 1;
    image.quality["noise"] = rating("noise", 10.0 * (row + 1));
    content.images.push_back(image);
  }
  for (const char* uid : {"1.1", "1.2"}) {
    study::SeriesRecord series;
    series.uid = uid;
    series.studyUid = std::string(uid) + ".0";
    series.studyDate = "2020-05-01";
    series.scanner = "Siemens Skyra";
    content.series[uid] = series;
  }
  return content;
}

void rate(KindContent& content, int row, const std::string& component, double value,
          const std::string& author = {})
{
  content.images[static_cast<std::size_t>(row)].quality[component] =
      rating(component, value, author);
}

/// Motion that was matched by eye: moderate hides what lies below 35 HU.
void matchMotion(KindContent& content)
{
  for (risk::Component& component : content.schema)
    if (component.id == "motion") {
      component.use = risk::ComponentUse::Limit;
      component.limits.assign(component.values.size(), std::nan(""));
      component.limits[2] = 35.0;
    }
}

} // namespace

TEST(SheetArrangement, PutsTheImagesOfASeriesOnAStack)
{
  const SheetArrangement arrangement = arrange(sixImages(), {});
  ASSERT_EQ(arrangement.groups.size(), 1U);
  ASSERT_EQ(arrangement.groups[0].stacks.size(), 2U);
  EXPECT_EQ(arrangement.groups[0].stacks[0].rows, (std::vector<int>{0, 1, 2}));
  EXPECT_EQ(arrangement.groups[0].stacks[0].cover(), 1) << "the middle slice lies on top";
  EXPECT_TRUE(arrangement.stacked);
}

TEST(SheetArrangement, DividesByPatientByStudyAndByState)
{
  KindContent content = sixImages();
  rate(content, 4, "motion", 2.0);
  content.images[5].later = true;
  SheetQuery query;
  query.grouping = SheetGrouping::Patient;
  EXPECT_EQ(arrange(content, query).groups[1].title, QStringLiteral("P002"));
  query.grouping = SheetGrouping::Study;
  EXPECT_TRUE(arrange(content, query).groups[0].title.contains(QStringLiteral("2020-05-01")));
  query.grouping = SheetGrouping::State;
  const SheetArrangement byState = arrange(content, query);
  ASSERT_EQ(byState.groups.size(), 3U);
  EXPECT_EQ(byState.groups[0].images, 4) << "unrated";
  EXPECT_EQ(byState.groups[1].stacks[0].rows, std::vector<int>{4}) << "rated";
  EXPECT_EQ(byState.groups[2].stacks[0].rows, std::vector<int>{5}) << "later";
}

TEST(SheetArrangement, DividesByRater)
{
  KindContent content = sixImages();
  rate(content, 0, "motion", 1.0, "Dr Li");
  rate(content, 1, "motion", 1.0, "Dr Meyer");
  SheetQuery query;
  query.grouping = SheetGrouping::Rater;
  const SheetArrangement arrangement = arrange(content, query);
  ASSERT_EQ(arrangement.groups.size(), 3U);
  EXPECT_EQ(arrangement.groups[0].title, QStringLiteral("Dr Li"));
  EXPECT_EQ(ratersOf(content), (std::vector<std::string>{"Dr Li", "Dr Meyer"}))
      << "an estimator is no rater";
}

TEST(SheetArrangement, SortsStacksAndTheirImagesByTheMeasureUnratedLast)
{
  KindContent content = sixImages();
  rate(content, 2, "motion", 1.0);
  rate(content, 5, "motion", 4.0);
  SheetQuery query;
  query.measure = "motion";
  query.order = SheetOrder::WorstFirst;
  EXPECT_EQ(arrange(content, query).rows, (std::vector<int>{5, 3, 4, 2, 0, 1}));
  query.order = SheetOrder::BestFirst;
  EXPECT_EQ(arrange(content, query).rows, (std::vector<int>{2, 0, 1, 5, 3, 4}));
}

TEST(SheetArrangement, LetsThroughARangeOfTheMeasure)
{
  SheetQuery query;
  query.measure = "noise";
  query.atLeast = 25.0;
  query.atMost = 50.0;
  EXPECT_EQ(arrange(sixImages(), query).rows, (std::vector<int>{2, 3, 4}));
}

TEST(SheetArrangement, LetsThroughWhatAComponentLimits)
{
  KindContent content = sixImages();
  matchMotion(content);
  rate(content, 1, "motion", 3.0); // 20 HU of noise, but 35 HU by motion
  rate(content, 5, "motion", 3.0); // 60 HU of noise are more
  SheetQuery query;
  query.cause = "motion";
  EXPECT_EQ(arrange(content, query).rows, std::vector<int>{1});
  EXPECT_EQ(riskOf(content.schema, content.images[1].quality)->value, 35.0);
  EXPECT_EQ(riskOf(content.schema, content.images[5].quality)->cause, "noise");
}

TEST(SheetArrangement, LetsThroughByRaterSeriesAndState)
{
  KindContent content = sixImages();
  rate(content, 0, "motion", 1.0, "Dr Li");
  content.images[3].leftOut = true;
  SheetQuery query;
  query.rater = "Dr Li";
  EXPECT_EQ(arrange(content, query).rows, std::vector<int>{0});
  query = {};
  query.series = "Thorax";
  EXPECT_EQ(arrange(content, query).rows, (std::vector<int>{4, 5})) << "3 is left out";
  query = {};
  query.state = SheetState::LeftOut;
  EXPECT_EQ(arrange(content, query).rows, std::vector<int>{3});
  query.state = SheetState::Rated;
  EXPECT_EQ(arrange(content, query).rows, std::vector<int>{0});
  query.state = SheetState::Unrated;
  EXPECT_EQ(arrange(content, query).rows, (std::vector<int>{1, 2, 4, 5}))
      << "measured noise is no rating";
}

TEST(SheetArrangement, SearchNeedsEachWord)
{
  SheetQuery query;
  query.search = QStringLiteral("skyra p002");
  EXPECT_EQ(arrange(sixImages(), query).rows, (std::vector<int>{3, 4, 5}));
  query.search = QStringLiteral("skyra p003");
  EXPECT_TRUE(arrange(sixImages(), query).rows.empty());
}

TEST(SheetArrangement, AStackTellsHowManyOfItsSeriesAreShown)
{
  SheetQuery query;
  query.measure = "noise";
  query.atMost = 20.0;
  const SheetStack stack = arrange(sixImages(), query).groups[0].stacks[0];
  EXPECT_EQ(stack.rows.size(), 2U);
  EXPECT_EQ(stack.imagesInSeries, 3);
}

TEST(SheetMeasure, GivesShadesBetweenTheOuterPercentilesOfAllImages)
{
  const KindContent content = sixImages();
  const SheetMeasure noise(content, "noise");
  EXPECT_EQ(noise.shadeOf(content.images[0]), 0.0);
  EXPECT_EQ(noise.shadeOf(content.images[5]), 1.0);
  EXPECT_NEAR(*noise.shadeOf(content.images[3]), 0.6, 1e-9);
  EXPECT_EQ(noise.textOf(content.images[3]), QStringLiteral("40 HU"));
  EXPECT_EQ(noise.textOf(content, {0, 2}), QStringLiteral("10–30 HU"));
  EXPECT_EQ(noise.pipsOf(content.images[3]), std::nullopt) << "numbers have no pips";
}

TEST(SheetMeasure, GivesPipsByThePlaceOnTheScaleFromTheGoodEnd)
{
  KindContent content = sixImages();
  rate(content, 0, "motion", 0.0);
  rate(content, 1, "motion", 4.0);
  const SheetMeasure motion(content, "motion");
  EXPECT_EQ(motion.pipsOf(content.images[0]), 1);
  EXPECT_EQ(motion.pipsOf(content.images[1]), 5);
  EXPECT_EQ(motion.pipsOf(content.images[2]), std::nullopt);
  EXPECT_EQ(motion.textOf(content.images[2]), QStringLiteral("not rated"));
  for (risk::Component& component : content.schema)
    component.goodIsLow = component.id != "motion";
  EXPECT_EQ(SheetMeasure(content, "motion").pipsOf(content.images[1]), 1)
      << "high is good: the largest value is the best";
}

TEST(SheetMeasure, AnUnknownComponentMeansTheRisk)
{
  EXPECT_EQ(SheetMeasure(sixImages(), "gone").id(), SheetMeasure::riskId);
}

struct SheetViewModelTest : testing::Test
{
  SheetViewModelTest()
  {
    quality.setProject(place.filledProject());
    quality.setKind(support::kindOf(place.project()));
    quality.finish();
  }

  support::SmallProject place;
  WorkerClient worker{support::SmallProject::noPrograms()};
  QualityViewModel quality{worker, support::SmallProject::noPrograms()};
  SheetViewModel sheet{quality};
};

TEST_F(SheetViewModelTest, WhatAFilterHidesIsNoLongerSelected)
{
  quality.setSelection({0, 7, 8});
  const std::string patient = quality.images().image(0).patient;
  SheetQuery query;
  query.search = QString::fromStdString(patient);
  sheet.setQuery(query);
  EXPECT_EQ(quality.selection(), std::vector<int>{0});
  EXPECT_EQ(sheet.arrangement().rows.size(), 6U);
  EXPECT_TRUE(sheet.countSentence().contains(QStringLiteral("24")));
}

TEST_F(SheetViewModelTest, AnEditNeverMovesImagesUnderTheHand)
{
  SheetQuery query;
  query.measure = "motion";
  query.order = SheetOrder::WorstFirst;
  query.state = SheetState::Unrated;
  sheet.setQuery(query);
  const std::vector<int> before = sheet.arrangement().rows;
  quality.setSelection({before[3]});
  quality.rate(QStringLiteral("motion"), 4);
  EXPECT_EQ(sheet.arrangement().rows, before);
  EXPECT_EQ(sheet.measure().shadeOf(quality.images().image(before[3])), 1.0)
      << "recoloured at once";
}

TEST_F(SheetViewModelTest, TheHistogramCountsWhatIsShownAndItsBrushFindsIt)
{
  SheetQuery query;
  query.measure = "noise";
  sheet.setQuery(query);
  const SheetHistogram histogram = sheet.histogram();
  double counted = histogram.unknown;
  for (const double count : histogram.counts)
    counted += count;
  EXPECT_EQ(counted, 24.0);
  const auto last = static_cast<std::size_t>(histogram.counts.size()) - 1;
  EXPECT_EQ(sheet.rowsWithin(histogram.edges[last], histogram.edges[last + 1]).size(),
            static_cast<std::size_t>(histogram.counts[last]));
}

TEST_F(SheetViewModelTest, FiltersAreToldInWordsAndTakenAwayOneByOne)
{
  SheetQuery query;
  query.cause = "noise";
  query.state = SheetState::Unrated;
  sheet.setQuery(query);
  ASSERT_EQ(sheet.filters().size(), 2U);
  EXPECT_EQ(sheet.filters()[0].second, QStringLiteral("Limited by noise"));
  sheet.takeAway(SheetFilter::Cause);
  ASSERT_EQ(sheet.filters().size(), 1U);
  sheet.takeAwayAllFilters();
  EXPECT_FALSE(sheet.query().isFiltered());
}

TEST_F(SheetViewModelTest, ARangeGoesWithItsMeasure)
{
  SheetQuery query;
  query.measure = "noise";
  query.atLeast = 100.0;
  sheet.setQuery(query);
  query = sheet.query();
  query.measure = "motion";
  sheet.setQuery(query);
  EXPECT_FALSE(sheet.query().atLeast.has_value());
}

} // namespace limpid::viewmodels
