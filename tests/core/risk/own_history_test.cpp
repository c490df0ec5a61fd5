#include "core/risk/edit.h"
#include "core/risk/history_steps.h"
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
