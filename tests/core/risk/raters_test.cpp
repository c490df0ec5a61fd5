#include "core/risk/blinding.h"
#include "core/risk/rater_values.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace limpid::risk {
namespace {

class Raters : public testing::Test
{
protected:
  void rate(const std::string& rater, const std::string& uid, std::optional<double> value)
  {
    const auto stored =
        setRating(m_project, {{Level::Image, uid, 1}}, "motion", value, "person", rater);
    ASSERT_TRUE(stored) << stored.error().message;
  }

  static study::ImageRecord image(const std::string& uid)
  {
    study::ImageRecord record;
    record.key = {uid, 1};
    record.seriesUid = "series";
    return record;
  }

  std::optional<Rating> inForce(const std::string& uid)
  {
    const auto quality = qualityOf(m_project, image(uid));
    EXPECT_TRUE(quality) << quality.error().message;
    const auto found = quality->find("motion");
    return found == quality->end() ? std::nullopt : std::optional(found->second);
  }

  std::optional<double> seenBy(const std::string& rater, const std::string& uid)
  {
    const auto quality = qualitySeenBy(m_project, {image(uid)}, rater);
    EXPECT_TRUE(quality) << quality.error().message;
    const auto found = quality->front().find("motion");
    return found == quality->front().end() ? std::nullopt : std::optional(found->second.value);
  }

  /// Twenty images on which Li and Wu agree but for the last `differing`, where Wu says one more.
  void rateTwenty(int differing)
  {
    std::vector<RatingChange> changes;
    for (int index = 0; index < 20; ++index) {
      const Target target{Level::Image, fmt::format("1.{}", index), 1};
      const double value = index % 4;
      changes.push_back({target, "motion", value, "person", "Li"});
      changes.push_back(
          {target, "motion", value + (index >= 20 - differing ? 1.0 : 0.0), "person", "Wu"});
    }
    ASSERT_TRUE(setRatings(m_project, changes));
  }

  ComponentAgreement agreement()
  {
    auto found = agreementOf(m_project, "motion");
    EXPECT_TRUE(found) << found.error().message;
    return *found;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(Raters, KeepTheirOwnValuesSideBySide)
{
  rate("Li", "1", 1);
  rate("Wu", "1", 3);
  rate("Li", "1", 2);
  rate("Wu", "2", 0);
  const auto table = raterTable(m_project, "motion");
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->raters, (std::vector<std::string>{"Li", "Wu"}));
  ASSERT_EQ(table->places.size(), 2u);
  EXPECT_EQ(table->places[0].values[0], 2.0);
  EXPECT_EQ(table->places[0].values[1], 3.0);
  EXPECT_EQ(table->places[1].values[0], std::nullopt);
  EXPECT_EQ(table->places[1].values[1], 0.0);
}

TEST_F(Raters, OfWhomOneClearsLeaveTheOthersValueInForce)
{
  rate("Li", "1", 4);
  rate("Wu", "1", 1);
  rate("Li", "1", {});
  EXPECT_EQ(inForce("1")->value, 1.0);
  EXPECT_EQ(inForce("1")->rater, "Wu");
}

TEST_F(Raters, TakeThePlaceOfAValueThatCameWithoutAName)
{
  rate("", "1", 4);
  rate("Li", "1", 1);
  EXPECT_EQ(inForce("1")->value, 1.0);
  rate("Li", "1", {});
  EXPECT_FALSE(inForce("1")) << "the unnamed value was answered, it doesn't come back";
  ASSERT_TRUE(*undo(m_project));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(inForce("1")->value, 4.0) << "undo brings it back";
}

TEST_F(Raters, WhoseValuesDifferLetTheWorseGateWhileAgreementIsUnknown)
{
  rate("Li", "1", 1);
  rate("Wu", "1", 3);
  EXPECT_EQ(agreement().consensus, Consensus::Unknown);
  EXPECT_EQ(inForce("1")->value, 3.0);
}

TEST_F(Raters, WhoAgreeWellLetTheMedianCount)
{
  rateTwenty(1);
  rate("Zhou", "1.19", 0); // 0, 3 and 4: the median is 3
  EXPECT_EQ(agreement().consensus, Consensus::Strong);
  EXPECT_EQ(inForce("1.19")->value, 3.0);
}

TEST_F(Raters, WhoAgreeWeaklyLetTheWorstGateAndSaySo)
{
  rateTwenty(20);
  rate("Zhou", "1.19", 0);
  const ComponentAgreement found = agreement();
  EXPECT_EQ(found.consensus, Consensus::Weak);
  EXPECT_LT(found.lowest, weakAgreement);
  EXPECT_EQ(found.sentence,
            fmt::format("Raters agree weakly (κ {:.2f}). Limits use the more cautious rater.",
                        found.lowest));
  EXPECT_EQ(inForce("1.19")->value, 4.0);
  EXPECT_EQ(inForce("1.19")->rater, "Wu");
}

TEST_F(Raters, AreComparedByKappaAndCorrelationWithIntervals)
{
  rateTwenty(5);
  const ComponentAgreement found = agreement();
  ASSERT_EQ(found.figures.pairs.size(), 1u);
  ASSERT_TRUE(found.figures.pairs[0].kappa);
  EXPECT_EQ(found.figures.pairs[0].images, 20u);
  EXPECT_NEAR(found.figures.pairs[0].kappa->value, found.lowest, 1e-12);
  EXPECT_LT(found.figures.pairs[0].kappa->low, found.figures.pairs[0].kappa->value);
  EXPECT_GT(found.figures.pairs[0].kappa->high, found.figures.pairs[0].kappa->value);
  ASSERT_TRUE(found.figures.correlation);
}

TEST_F(Raters, DisagreementsComeLargestFirstAndDecidedOnesLast)
{
  rate("Li", "1", 0);
  rate("Wu", "1", 4);
  rate("Li", "2", 0);
  rate("Wu", "2", 1);
  rate("Li", "3", 2);
  rate("Wu", "3", 2);
  rate("Li", "4", 1);
  rate("Wu", "4", 3);
  ASSERT_TRUE(adjudicate(m_project, {Level::Image, "1", 1}, "motion", 2, "Zhou", 12.5));
  const auto table = raterTable(m_project, "motion");
  const auto schema = loadSchema(m_project);
  const auto queue = disagreements(*table, *findComponent(*schema, "motion"));
  ASSERT_EQ(queue.size(), 3u);
  EXPECT_EQ(queue[0].place.target.uid, "4");
  EXPECT_EQ(queue[0].size, 2.0);
  EXPECT_EQ(queue[1].place.target.uid, "2");
  EXPECT_EQ(queue[2].place.target.uid, "1");
  EXPECT_EQ(queue[2].place.adjudicated, 2.0);
}

TEST_F(Raters, AreOverruledByWhatWasAdjudicatedUntilThatIsUndone)
{
  rate("Li", "1", 0);
  rate("Wu", "1", 4);
  ASSERT_TRUE(adjudicate(m_project, {Level::Image, "1", 1}, "motion", 1, "Zhou", 3.0));
  EXPECT_EQ(inForce("1")->value, 1.0);
  EXPECT_TRUE(inForce("1")->adjudicated);
  EXPECT_EQ(inForce("1")->author, "Zhou");
  rate("Li", "1", 3);
  EXPECT_EQ(inForce("1")->value, 1.0) << "a later rating doesn't overrule the decision";
  ASSERT_TRUE(*undo(m_project));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(inForce("1")->value, 4.0);
}

TEST_F(Raters, InheritEachTheirOwnValueOfTheSeries)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Series, "series", 1}}, "motion", 3, "person", "Li"));
  rate("Wu", "1", 0);
  EXPECT_EQ(inForce("1")->value, 3.0) << "Li's value of the series counts beside Wu's of the image";
  rate("Li", "1", 0);
  EXPECT_EQ(inForce("1")->value, 0.0);
}

TEST_F(Raters, WhoAreBlindedSeeTheirOwnRatingsAloneUntilTheyHaveFinished)
{
  rate("Li", "1", 1);
  rate("Wu", "2", 3);
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "2", 1}}, "noise", 12, "person", "Wu"));
  EXPECT_EQ(seenBy("Li", "2"), 3.0);
  ASSERT_TRUE(setBlinded(m_project, true, "Zhou"));
  EXPECT_EQ(seenBy("Li", "1"), 1.0);
  EXPECT_FALSE(seenBy("Li", "2"));
  EXPECT_TRUE(qualitySeenBy(m_project, {image("2")}, "Li")->front().contains("noise"))
      << "what is measured is no opinion";
  EXPECT_EQ(inForce("2")->value, 3.0) << "training isn't blinded";
  ASSERT_TRUE(setFinished(m_project, "Li", true));
  EXPECT_EQ(seenBy("Li", "2"), 3.0);
  EXPECT_FALSE(seenBy("Wu", "1"));
  ASSERT_TRUE(setFinished(m_project, "Li", false));
  EXPECT_FALSE(seenBy("Li", "2"));
  ASSERT_TRUE(setBlinded(m_project, false, "Zhou"));
  EXPECT_EQ(seenBy("Wu", "1"), 1.0);
  EXPECT_EQ(raterEvents(m_project)->size(), 4u);
}

TEST_F(Raters, SeeTheirOwnValueEvenWhereAnothersGates)
{
  rate("Li", "1", 1);
  rate("Wu", "1", 3);
  EXPECT_EQ(seenBy("Li", "1"), 1.0);
  EXPECT_EQ(seenBy("Wu", "1"), 3.0);
  ASSERT_TRUE(adjudicate(m_project, {Level::Image, "1", 1}, "motion", 2, "Zhou", {}));
  EXPECT_EQ(seenBy("Li", "1"), 2.0);
}

TEST_F(Raters, AreKnownByName)
{
  rate("Wu", "1", 3);
  ASSERT_TRUE(setFinished(m_project, "Li", true));
  EXPECT_EQ(*raterNames(m_project), (std::vector<std::string>{"Li", "Wu"}));
  EXPECT_FALSE(setFinished(m_project, "", true));
}

TEST_F(Raters, LeaveHowLongTheyLookedInTheHistory)
{
  ASSERT_TRUE(setRatings(m_project,
                         {{{Level::Image, "1", 1}, "motion", 2.0, "person", "Li", false, 7.25}}));
  const auto entries = history(m_project);
  ASSERT_EQ(entries->size(), 1u);
  EXPECT_EQ(entries->front().rater, "Li");
  EXPECT_EQ(entries->front().seconds, 7.25);
}

TEST_F(Raters, GetTheirOwnValuesOutOfAFileWithoutRaters)
{
  std::ifstream file(std::string(LIMPID_SOURCE_DIR) +
                     "/tests/core/risk/old_files/ratings_without_raters.sql");
  std::stringstream dump;
  dump << file.rdbuf();
  m_project.database().exec(dump.str());

  EXPECT_EQ(inForce("1")->value, 3.0);
  EXPECT_EQ(inForce("1")->rater, "Wu");
  const auto quality = qualityOf(m_project, image("1"));
  EXPECT_EQ(quality->at("noise").value, 12.5);
  EXPECT_EQ(quality->at("noise").rater, "") << "who measured it is no rater";
  EXPECT_EQ(quality->at("artefact").value, 1.0);
  rate("Li", "1", 4);
  EXPECT_EQ(inForce("1")->value, 4.0) << "beside Wu's value, of which agreement isn't known";
  ASSERT_TRUE(*undo(m_project));
  ASSERT_TRUE(*undo(m_project)); // of the old program: Wu's value had taken the place of Li's
  EXPECT_EQ(inForce("1")->value, 1.0);
  EXPECT_EQ(inForce("1")->rater, "Li");
  ASSERT_TRUE(*undo(m_project)); // Wu had taken back what Li said
  EXPECT_EQ(inForce("2")->value, 2.0);
  ASSERT_TRUE(*redo(m_project));
  ASSERT_TRUE(*redo(m_project));
  EXPECT_FALSE(inForce("2"));
  EXPECT_EQ(raterTable(m_project, "motion")->raters, std::vector<std::string>{"Wu"});
}

TEST(Consensus, OfAContinuousScaleIsTheCorrelation)
{
  Component sharpness;
  sharpness.id = "sharpness";
  RatingMatrix alike{{"Li", "Wu"}, {}};
  RatingMatrix apart{{"Li", "Wu"}, {}};
  for (int index = 0; index < 12; ++index) {
    alike.values.insert(alike.values.end(), {index * 1.0, index + 0.1});
    apart.values.insert(apart.values.end(), {index * 1.0, (index * 5) % 12 * 1.0});
  }
  EXPECT_EQ(consensusOf(alike, sharpness), Consensus::Strong);
  EXPECT_EQ(consensusOf(apart, sharpness), Consensus::Weak);
}

TEST(Consensus, OfRatersWhoAlwaysSayTheSameIsStrong)
{
  Component motion = defaultSchema()[1];
  RatingMatrix same{{"Li", "Wu"}, std::vector<double>(24, 2.0)};
  EXPECT_EQ(consensusOf(same, motion), Consensus::Strong);
}

TEST(Consensus, TakesTheWorseOfTwoInTheMiddle)
{
  Component motion = defaultSchema()[1];
  const std::vector<double> four = {0, 3, 1, 4};
  EXPECT_EQ(four[valueThatCounts(four, motion, Consensus::Strong)], 3.0);
  EXPECT_EQ(four[valueThatCounts(four, motion, Consensus::Weak)], 4.0);
  motion.goodIsLow = false;
  EXPECT_EQ(four[valueThatCounts(four, motion, Consensus::Strong)], 1.0);
  EXPECT_EQ(four[valueThatCounts(four, motion, Consensus::Weak)], 0.0);
}

} // namespace
} // namespace limpid::risk
