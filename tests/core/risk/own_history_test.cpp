#include "core/risk/audit.h"
#include "core/risk/edit.h"
#include "core/risk/eye_match.h"
#include "core/risk/history_steps.h"
#include "core/risk/left_out.h"
#include "core/risk/matching.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace limpid::risk {
namespace {

/// Undo and redo where several people rate.
class OwnHistory : public testing::Test
{
protected:
  void rate(const std::string& rater, double value, const std::string& component = "motion")
  {
    const auto stored =
        setRating(m_project, {{Level::Image, "1", 1}}, component, value, "person", rater);
    ASSERT_TRUE(stored) << stored.error().message;
  }

  /// As the rater sees it.
  std::optional<double> seenBy(const std::string& rater, const std::string& component = "motion")
  {
    study::ImageRecord record;
    record.key = {"1", 1};
    const auto quality = qualitySeenBy(m_project, {record}, rater);
    EXPECT_TRUE(quality) << quality.error().message;
    const auto found = quality->front().find(component);
    return found == quality->front().end() ? std::nullopt : std::optional(found->second.value);
  }

  void rename(const std::string& rater, const std::string& label)
  {
    Edit edit;
    edit.schema = *loadSchema(m_project);
    edit.schema->at(1).label = label;
    edit.author = rater;
    ASSERT_TRUE(store(m_project, edit));
  }

  std::string audit()
  {
    EXPECT_TRUE(exportAudit(m_project, m_folder / "audit.csv"));
    std::ifstream file(m_folder / "audit.csv");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(OwnHistory, UndoAndRedoLeaveTheEditsOfOthersAlone)
{
  rate("Li", 1);
  rate("Wu", 3);
  rate("Li", 2);
  rate("Wu", 0);
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(seenBy("Li"), 1.0);
  EXPECT_EQ(seenBy("Wu"), 0.0);
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_FALSE(*undo(m_project, "Li"));
  EXPECT_EQ(seenBy("Wu"), 0.0);
  EXPECT_TRUE(*redo(m_project, "Li"));
  EXPECT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(seenBy("Li"), 2.0);
  EXPECT_FALSE(*redo(m_project, "Wu"));
}

TEST_F(OwnHistory, AnEditOfAnotherDoesNotEndTheChanceToRedo)
{
  rate("Li", 1);
  rate("Li", 2);
  EXPECT_TRUE(*undo(m_project, "Li"));
  rate("Wu", 4);
  EXPECT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(seenBy("Li"), 2.0);
  EXPECT_TRUE(*undo(m_project, "Li"));
  rate("Li", 3);
  EXPECT_FALSE(*redo(m_project, "Li")) << "one's own does";
}

TEST_F(OwnHistory, WhatNobodyPutANameToIsUndoneByWhoeverHasNone)
{
  rate("", 2);
  EXPECT_FALSE(*undo(m_project, "Li"));
  EXPECT_TRUE(*undo(m_project, ""));
  EXPECT_FALSE(seenBy("Li"));
}

TEST_F(OwnHistory, WhatAnotherChangedSinceStaysAndTheEditBeforeIsTaken)
{
  rate("Li", 1);
  rate("Li", 12, "noise"); // one value for all: measured
  rate("Wu", 15, "noise");
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(seenBy("Li", "noise"), 15.0) << "it is Wu's now";
  EXPECT_FALSE(seenBy("Li"));
  EXPECT_FALSE(*undo(m_project, "Li"));
  EXPECT_TRUE(*undo(m_project, "Wu"));
  EXPECT_EQ(seenBy("Li", "noise"), 12.0);
  EXPECT_TRUE(*undo(m_project, "Li")) << "nobody stands on it any more";
  EXPECT_FALSE(seenBy("Li", "noise"));
}

TEST_F(OwnHistory, AChangeOfTheComponentsHoldsWhatOthersRatedBeforeAndAfter)
{
  rate("Li", 1);
  rename("Wu", "Movement");
  EXPECT_FALSE(*undo(m_project, "Li")) << "its value may have no place in the new schema";
  rate("Li", 2);
  EXPECT_FALSE(*undo(m_project, "Wu")) << "Li has rated by the new schema";
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(seenBy("Li"), 1.0);
  EXPECT_TRUE(*undo(m_project, "Wu"));
  EXPECT_EQ(loadSchema(m_project)->at(1).label, "Motion");
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_FALSE(seenBy("Li"));
}

TEST_F(OwnHistory, AnEditIsItsMakersWhateverNamesItsChangesBear)
{
  Edit edit;
  edit.remarks = {{{Level::Image, "1", 1}, "", RemarkKind::LeftOut, "blurred", ""}};
  edit.author = "Li";
  ASSERT_TRUE(store(m_project, edit));
  EXPECT_FALSE(*undo(m_project, "Wu"));
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_TRUE(storedRemarks(m_project)->empty());
  EXPECT_EQ(historySteps(m_project, 1)->front().authors, std::vector<std::string>{"Li"})
      << "the history says who undid";
}

TEST_F(OwnHistory, AMeasurementIsItsMakersStepAndNobodysValue)
{
  Edit measured;
  measured.values = {{{Level::Image, "1", 1}, "noise", 12.0, "immerkaer", ""}};
  measured.author = "Li";
  ASSERT_TRUE(store(m_project, measured));
  EXPECT_EQ(historySteps(m_project, 1)->front().madeBy, "Li");
  EXPECT_EQ(history(m_project)->front().madeBy, "Li");
  EXPECT_EQ(history(m_project)->front().author, "");
  EXPECT_EQ(seenBy("Wu", "noise"), 12.0);
  EXPECT_TRUE(audit().find(",Li,measured,noise,image,1,1,,,12,") != std::string::npos) << audit();
  EXPECT_FALSE(*undo(m_project, "Wu"));
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_FALSE(seenBy("Wu", "noise"));
  EXPECT_TRUE(audit().find(",Li,undo,noise,image,1,1,,12,,") != std::string::npos) << audit();
  EXPECT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(seenBy("Wu", "noise"), 12.0);
}

TEST_F(OwnHistory, WhoMatchesAGradeTakesItsLimitBack)
{
  const auto limit = [this] {
    return limitInForce(*findComponent(*loadSchema(m_project), "motion"), 3);
  };
  ASSERT_TRUE(storeEyeMatch(m_project, "motion", 3, "Li", {{10}, {12}}));
  EXPECT_FALSE(*undo(m_project, "Wu"));
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_FALSE(limit());
  EXPECT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(limit(), 11.0);
  ASSERT_TRUE(*undo(m_project, "Li"));
  ASSERT_TRUE(storeMeasuredMatch(m_project, "motion", 2, 40, "Wu"));
  EXPECT_EQ(historySteps(m_project, 1)->front().madeBy, "Wu");
  EXPECT_TRUE(*undo(m_project, "Wu"));
  EXPECT_EQ(findComponent(*loadSchema(m_project), "motion")->use, ComponentUse::None);
  ASSERT_TRUE(matchLimit(m_project, "motion", 3, 50, "Zhou"));
  EXPECT_FALSE(*undo(m_project, "Li"));
  EXPECT_TRUE(*undo(m_project, "Zhou"));
  EXPECT_FALSE(limit());
}

TEST_F(OwnHistory, ALimitHoldsNoRatingOfOthersAndIsHeldByNone)
{
  const auto limit = [this](double value) {
    return limitInForce(*findComponent(*loadSchema(m_project), "motion"), value);
  };
  rate("Li", 1);
  ASSERT_TRUE(matchLimit(m_project, "motion", 3, 50, "Wu"));
  rate("Li", 2);
  EXPECT_TRUE(*undo(m_project, "Wu")) << "whatever Li has rated since";
  EXPECT_FALSE(limit(3));
  EXPECT_TRUE(*redo(m_project, "Wu"));
  EXPECT_EQ(limit(3), 50.0);
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_TRUE(*undo(m_project, "Li")) << "which Li did before the limit: the scale is the same";
  EXPECT_FALSE(seenBy("Li"));
  EXPECT_EQ(limit(3), 50.0) << "Wu's stays";

  ASSERT_TRUE(matchLimit(m_project, "motion", 4, 80, "Li"));
  EXPECT_FALSE(*undo(m_project, "Wu")) << "it would take Li's limit along";
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_TRUE(*undo(m_project, "Wu"));
  EXPECT_FALSE(limit(3));
}

TEST_F(OwnHistory, WhoLeavesImagesOutLetsThemInAgainByUndo)
{
  ASSERT_TRUE(markLeftOut(m_project, {{"1", 1}, {"2", 1}}, true, "no anatomy", "Li"));
  EXPECT_TRUE(audit().find(",Li,left out,,image,2,1,") != std::string::npos) << audit();
  EXPECT_FALSE(*undo(m_project, "Wu"));
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_TRUE(leftOutImages(m_project)->empty());
  EXPECT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(leftOutImages(m_project)->size(), 2u);
}

TEST_F(OwnHistory, TheMakerOfAStepIsToldFromTheRatersThatItsValuesName)
{
  Edit imported;
  imported.values = {{{Level::Image, "1", 1}, "motion", 1.0, "table", "Wu"},
                     {{Level::Image, "1", 1}, "motion", 2.0, "table", "Zhou"}};
  imported.author = "Li";
  ASSERT_TRUE(store(m_project, imported));
  const HistoryStep step = historySteps(m_project, 1)->front();
  EXPECT_EQ(step.madeBy, "Li");
  EXPECT_EQ(step.authors, (std::vector<std::string>{"Li", "Wu", "Zhou"}));
  EXPECT_FALSE(*undo(m_project, "Wu"));
  EXPECT_TRUE(*undo(m_project, "Li"));
  EXPECT_FALSE(seenBy("Wu"));
  EXPECT_FALSE(seenBy("Zhou"));
}

TEST_F(OwnHistory, TellsWhatComesNextToEachRater)
{
  rate("Li", 1);
  rate("Wu", 3);
  const auto ends = historyEnds(m_project, "Li");
  ASSERT_TRUE(ends) << ends.error().message;
  ASSERT_TRUE(ends->undo);
  EXPECT_EQ(ends->undo->after, 1.0);
  EXPECT_EQ(ends->undo->target.uid, "1");
  EXPECT_FALSE(ends->redo);
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_FALSE(historyEnds(m_project, "Li")->undo);
  EXPECT_EQ(historyEnds(m_project, "Li")->redo->after, 1.0);
}

TEST_F(OwnHistory, KnowsTheMakersOfTheEditsInAFileOfVersion4)
{
  std::ifstream file(std::string(LIMPID_SOURCE_DIR) +
                     "/tests/core/risk/old_files/ratings_without_raters.sql");
  std::stringstream dump;
  dump << file.rdbuf();
  m_project.database().exec(dump.str());
  EXPECT_EQ(seenBy("Wu"), 3.0);
  EXPECT_TRUE(*undo(m_project, "Wu"));
  EXPECT_EQ(seenBy("Li"), 1.0) << "which Wu's value had taken the place of";
}

} // namespace
} // namespace limpid::risk
