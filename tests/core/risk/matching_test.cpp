#include "core/risk/matching.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>

namespace limpid::risk {
namespace {

class Matching : public testing::Test
{
protected:
  Component motion() { return *findComponent(*loadSchema(m_project), "motion"); }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(Matching, ARatingWithoutAMatchChangesNothingAndSaysSo)
{
  EXPECT_FALSE(limitInForce(motion(), 4));
  EXPECT_EQ(unmatchedSentence(motion()), "Motion is shown but doesn't change training yet.");
}

TEST_F(Matching, TurnsAStepIntoALimitThatGates)
{
  ASSERT_TRUE(matchLimit(m_project, "motion", 3, 110));
  EXPECT_EQ(motion().use, ComponentUse::Limit);
  EXPECT_EQ(limitInForce(motion(), 3), 110.0);
  EXPECT_FALSE(limitInForce(motion(), 2)) << "better than any matched step";
  EXPECT_EQ(limitInForce(motion(), 4), 110.0) << "a worse image has at least the same limit";
  EXPECT_TRUE(unmatchedSentence(motion()).empty());
}

TEST_F(Matching, NeverLetsAWorseImageTeachMore)
{
  ASSERT_TRUE(matchLimit(m_project, "motion", 2, 50));
  ASSERT_TRUE(matchLimit(m_project, "motion", 4, 30));
  EXPECT_EQ(limitInForce(motion(), 4), 50.0);
}

TEST_F(Matching, TurnsRoundWithTheGoodEnd)
{
  std::vector<Component> schema = *loadSchema(m_project);
  schema[1].goodIsLow = false;
  ASSERT_TRUE(saveSchema(m_project, schema));
  ASSERT_TRUE(matchLimit(m_project, "motion", 1, 80));
  EXPECT_EQ(limitInForce(motion(), 0), 80.0);
  EXPECT_FALSE(limitInForce(motion(), 2));
}

TEST_F(Matching, RefusesWhatCanNotBeMatched)
{
  EXPECT_FALSE(matchLimit(m_project, "noise", 3, 10)) << "noise is subtracted, not matched";
  EXPECT_FALSE(matchLimit(m_project, "motion", 2.5, 10)) << "no step of the scale";
  EXPECT_FALSE(matchLimit(m_project, "motion", 2, -1));
  EXPECT_FALSE(matchLimit(m_project, "motion", 2, NAN));
  EXPECT_FALSE(matchLimit(m_project, "sharpness", 2, 10));
  EXPECT_EQ(motion().use, ComponentUse::None);
}

} // namespace
} // namespace limpid::risk
