#include "core/risk/eye_match.h"

#include "core/risk/audit.h"
#include "core/risk/blinding.h"
#include "core/risk/matching.h"
#include "core/risk/rater_values.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace limpid::risk {
namespace {

class EyeMatches : public testing::Test
{
protected:
  Component motion() { return *findComponent(*loadSchema(m_project), "motion"); }

  void match(const std::string& rater, double value, const std::vector<double>& levels)
  {
    std::vector<MatchAnswer> answers;
    for (const double level : levels)
      answers.push_back({level, 4.0});
    const auto stored = storeEyeMatch(m_project, "motion", value, rater, answers);
    ASSERT_TRUE(stored) << stored.error().message;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(EyeMatches, GateByTheMeanOfTheirAnswers)
{
  match("Li", 3, {10, 12, 8, 11, 9});
  EXPECT_EQ(motion().use, ComponentUse::Limit);
  EXPECT_EQ(limitInForce(motion(), 3), 10.0);
  EXPECT_FALSE(limitInForce(motion(), 2));
}

TEST_F(EyeMatches, HaveStudentsInterval)
{
  const std::vector<double> answers = {10, 12, 8, 11, 9};
  const metrics::Interval limit = limitOfAnswers(answers);
  EXPECT_NEAR(limit.value, 10.0, 1e-12);
  EXPECT_NEAR(limit.high - limit.value, 2.776 * std::sqrt(2.5 / 5.0), 1e-3);
  EXPECT_EQ(limitOfAnswers(std::vector<double>{0, 0, 1}).low, 0.0) << "no noise is below none";
}

TEST_F(EyeMatches, OfSeveralRatersUseTheMoreCautious)
{
  match("Li", 3, {10, 12, 8, 11, 9});
  match("Wu", 3, {20, 20, 20, 20, 20});
  match("Zhou", 3, {5, 5, 5, 5, 5});
  EXPECT_EQ(limitInForce(motion(), 3), 20.0);
  match("Wu", 3, {12, 12, 12, 12, 12});
  EXPECT_EQ(limitInForce(motion(), 3), 12.0) << "matching again takes the place of the first time";
  ASSERT_EQ(gradeMatches(m_project, "motion")->size(), 3u);
}

TEST_F(EyeMatches, WeighMoreThanWhatTheClassifierMeasured)
{
  ASSERT_TRUE(storeMeasuredMatch(m_project, "motion", 3, 40));
  EXPECT_EQ(limitInForce(motion(), 3), 40.0);
  match("Li", 3, {10, 10, 10, 10, 10});
  EXPECT_EQ(limitInForce(motion(), 3), 10.0);
  const auto matches = gradeMatches(m_project, "motion");
  ASSERT_EQ(matches->size(), 2u);
  EXPECT_EQ(matches->front().rater, "Li");
  EXPECT_TRUE(matches->back().rater.empty());
}

TEST_F(EyeMatches, AreRefusedWithoutANameAScaleOrALevel)
{
  EXPECT_FALSE(storeEyeMatch(m_project, "motion", 3, "", {{10}}));
  EXPECT_FALSE(storeEyeMatch(m_project, "motion", 3, "Li", {}));
  EXPECT_FALSE(storeEyeMatch(m_project, "motion", 3.5, "Li", {{10}}));
  EXPECT_FALSE(storeEyeMatch(m_project, "motion", 3, "Li", {{-1}}));
  EXPECT_FALSE(storeEyeMatch(m_project, "noise", 3, "Li", {{10}}));
  EXPECT_TRUE(gradeMatches(m_project, "motion")->empty());
}

TEST_F(EyeMatches, SayWhatTheyFoundInWords)
{
  match("Li", 3, {10, 12, 8, 11, 9});
  const auto matches = gradeMatches(m_project, "motion");
  EXPECT_EQ(matchSentence(motion(), matches->front(), "HU"),
            "Matched by Li on 5 pairs: marked motion can't be told from none above 10 HU (8.04–12 "
            "HU). Images rated marked teach only above that.");
}

TEST_F(EyeMatches, RatingsAndBlindingAreInTheAuditTrailWithTheirTime)
{
  ASSERT_TRUE(setRatings(
      m_project, {{{Level::Image, "1.2", 1}, "motion", 2.0, "person", "Li, Anna", false, 7.5}}));
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2", 1}}, "motion", 3, "person", "Wu"));
  ASSERT_TRUE(setBlinded(m_project, true, "Wu"));
  ASSERT_TRUE(
      adjudicate(m_project, {Level::Image, "1.2", 1}, "motion", 2, "Zhou", std::optional(2.0)));
  match("Li, Anna", 3, {10});
  ASSERT_TRUE(*undo(m_project)); // the limit, a step of the schema
  EXPECT_FALSE(limitInForce(motion(), 3));
  ASSERT_TRUE(*undo(m_project)); // the decision
  const auto lines = exportAudit(m_project, m_folder / "audit.csv");
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_EQ(*lines, 9) << "the limit and its undo are changes of the components";
  std::ifstream file(m_folder / "audit.csv");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(",\"Li, Anna\",rated,motion,image,1.2,1,\"Li, Anna\",,2,7.5\r\n"),
            std::string::npos)
      << text.str();
  EXPECT_NE(text.str().find(",Wu,blinded,"), std::string::npos);
  EXPECT_NE(text.str().find(",Zhou,decided,motion,image,1.2,1,,,2,2\r\n"), std::string::npos);
  EXPECT_NE(text.str().find(",\"Li, Anna\",matched,motion,,,,\"Li, Anna\",3,10,4\r\n"),
            std::string::npos)
      << "who matched is on record, also after undo: " << text.str();
  EXPECT_NE(text.str().find(",undo,motion,,,,\"Li, Anna\",3,,\r\n"), std::string::npos);
  EXPECT_NE(text.str().find(",\"Li, Anna\",components,"), std::string::npos);
  EXPECT_NE(text.str().find(",undo,motion,image,1.2,1,,2,,\r\n"), std::string::npos);
}

} // namespace
} // namespace limpid::risk
