#include "core/risk/audit.h"
#include "core/risk/edit.h"
#include "core/risk/eye_match.h"
#include "core/risk/history_steps.h"
#include "core/risk/matching.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace limpid::risk {
namespace {

/// A match of a grade as a step of the history.
class MatchHistory : public testing::Test
{
protected:
  void match(const std::string& rater, double limit, double grade = 3)
  {
    const auto stored = storeEyeMatch(m_project, "motion", grade, rater,
                                      {{limit - 1, 2.5}, {limit}, {limit}, {limit}, {limit + 1}});
    ASSERT_TRUE(stored) << stored.error().message;
  }

  Component motion() { return *findComponent(*loadSchema(m_project), "motion"); }
  std::optional<double> limit(double grade = 3) { return limitInForce(motion(), grade); }

  /// "Li 10" for each match that stands.
  std::vector<std::string> standing()
  {
    std::vector<std::string> found;
    const auto matches = gradeMatches(m_project, "motion");
    for (const GradeMatch& match : *matches) {
      std::ostringstream text;
      text << match.rater << ' ' << match.limit.value;
      EXPECT_TRUE(match.pairs == 5 || match.rater.empty());
      found.push_back(text.str());
    }
    return found;
  }

  void restart() { m_project = *study::Project::open(m_folder / "project"); }

  std::string audit()
  {
    EXPECT_TRUE(exportAudit(m_project, m_folder / "audit.csv"));
    std::ifstream file(m_folder / "audit.csv");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  using Names = std::vector<std::string>;

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(MatchHistory, UndoTakesTheAnswersWithTheLimitAndRedoBringsBothBack)
{
  match("Li", 10);
  restart();
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(standing(), Names{});
  EXPECT_FALSE(limit());
  EXPECT_EQ(motion().use, ComponentUse::None);
  EXPECT_FALSE(*undo(m_project, "Li")) << "one match is one step";
  restart();
  ASSERT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(standing(), Names{"Li 10"});
  EXPECT_EQ(limit(), 10.0);
}

TEST_F(MatchHistory, MatchingAgainIsUndoneToTheFirstTime)
{
  match("Li", 10);
  match("Li", 7);
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(standing(), Names{"Li 10"});
  EXPECT_EQ(limit(), 10.0);
  ASSERT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(standing(), Names{"Li 7"});
  EXPECT_EQ(limit(), 7.0);
}

TEST_F(MatchHistory, AnUndoneMatchNoLongerCountsWhenOthersMatch)
{
  match("Li", 20);
  ASSERT_TRUE(*undo(m_project, "Li"));
  match("Wu", 10);
  EXPECT_EQ(limit(), 10.0) << "Li's 20 would be the more cautious";
}

TEST_F(MatchHistory, TheLimitThatOthersAnswersMakeStays)
{
  match("Li", 20);
  match("Wu", 10); // changes no limit: Li's is the more cautious
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(limit(), 10.0);
  EXPECT_EQ(motion().use, ComponentUse::Limit);
  ASSERT_TRUE(*redo(m_project, "Li"));
  EXPECT_EQ(limit(), 20.0);
  ASSERT_TRUE(*undo(m_project, "Wu")) << "a step although no limit changed";
  EXPECT_EQ(standing(), Names{"Li 20"});
  EXPECT_EQ(limit(), 20.0);
}

TEST_F(MatchHistory, WithoutAnyAnswerNoLimitIsLeftInWhateverOrder)
{
  match("Li", 20);
  match("Wu", 10);
  ASSERT_TRUE(*undo(m_project, "Li"));
  ASSERT_TRUE(*undo(m_project, "Wu"));
  EXPECT_FALSE(limit());
  EXPECT_EQ(motion().use, ComponentUse::None);
  ASSERT_TRUE(*redo(m_project, "Wu"));
  EXPECT_EQ(limit(), 10.0);
  EXPECT_EQ(motion().use, ComponentUse::Limit);
}

TEST_F(MatchHistory, AMatchOfAnotherGradeHoldsNoneUp)
{
  match("Li", 20, 4);
  match("Wu", 10, 2);
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(limit(4), 10.0) << "of the better grade that Wu matched";
  EXPECT_EQ(standing(), Names{"Wu 10"});
  ASSERT_TRUE(*undo(m_project, "Wu"));
  EXPECT_FALSE(limit(4));
  EXPECT_EQ(motion().use, ComponentUse::None);
}

TEST_F(MatchHistory, ALimitThatWasSaidComesBackWhenTheMatchGoes)
{
  ASSERT_TRUE(matchLimit(m_project, "motion", 3, 50, "Wu"));
  match("Li", 10);
  EXPECT_EQ(limit(), 10.0);
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(limit(), 50.0);
}

TEST_F(MatchHistory, UndoingALimitThatWasSaidLeavesMatchesThatWereTakenBackGone)
{
  match("Li", 20, 4);
  ASSERT_TRUE(matchLimit(m_project, "motion", 2, 30, "Wu"));
  ASSERT_TRUE(*undo(m_project, "Li"));
  ASSERT_TRUE(*undo(m_project, "Wu"));
  EXPECT_FALSE(limit(4)) << "Li's limit stood when Wu said theirs";
}

TEST_F(MatchHistory, WhatTheClassifierMeasuredIsTheStepOfWhoHadItDoSo)
{
  ASSERT_TRUE(storeMeasuredMatch(m_project, "motion", 3, 40, "Wu"));
  match("Li", 10);
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(limit(), 40.0);
  EXPECT_FALSE(*undo(m_project, "Li"));
  ASSERT_TRUE(*undo(m_project, "Wu"));
  EXPECT_EQ(standing(), Names{});
  EXPECT_FALSE(limit());
}

TEST_F(MatchHistory, TheAuditTrailKeepsWhatWasUndoneOrMatchedAgain)
{
  match("Li", 20);
  match("Li", 10);
  ASSERT_TRUE(*undo(m_project, "Li"));
  ASSERT_TRUE(*redo(m_project, "Li"));
  const std::string text = audit();
  const auto count = [&text](const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count(",Li,matched,motion,,,,Li,3,"), 10) << text;
  EXPECT_EQ(count(",Li,matched,motion,,,,Li,3,19,2.5\r\n"), 1) << "of the first time: " << text;
  EXPECT_EQ(count(",Li,undo,motion,,,,Li,3,,\r\n"), 1) << text;
  EXPECT_EQ(count(",Li,redo,motion,,,,Li,3,,\r\n"), 1) << text;
}

TEST_F(MatchHistory, AStepSaysWhichGradeWasMatched)
{
  match("Li", 10);
  const HistoryStep step = *historyEnds(m_project, "Li")->undo;
  EXPECT_EQ(step.matches, 1);
  EXPECT_EQ(step.components, Names{"motion"});
  EXPECT_EQ(step.after, 3.0);
  EXPECT_EQ(step.values, 0);
}

TEST_F(MatchHistory, AnswersOfAFileOfVersion6StandAndStayOnRecord)
{
  match("Li", 10);
  m_project.database().exec("DROP TABLE risk_match_change; UPDATE risk_version SET version = 6");
  restart();
  EXPECT_EQ(standing(), Names{"Li 10"});
  EXPECT_NE(audit().find(",Li,matched,motion,,,,Li,3,9,2.5\r\n"), std::string::npos) << audit();
  match("Li", 7);
  EXPECT_NE(audit().find(",Li,matched,motion,,,,Li,3,9,2.5\r\n"), std::string::npos) << audit();
  ASSERT_TRUE(*undo(m_project, "Li"));
  EXPECT_EQ(standing(), Names{"Li 10"});
}

} // namespace
} // namespace limpid::risk
