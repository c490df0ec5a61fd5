#include "ui/viewmodels/generate_view_model.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {

TEST(Verdict, ShowsTheGrainInTheUnitOfTheFilesWithTheSentenceOfCore)
{
  const Json result{{"verdict",
                     {{"clean",
                       {{"state", "good"},
                        {"value", 0.018},
                        {"sentence", "Clean: 18 HU of grain; your clean images have 19 HU."}}}}}};
  const auto lines = verdictLines(result, {-1000.0, 1000.0, "HU"});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].number, QStringLiteral("18 HU"));
  EXPECT_EQ(lines[0].sentence, QStringLiteral("18 HU of grain; your clean images have 19 HU."));
  EXPECT_EQ(lines[0].state, VerdictLine::State::Good);
}

TEST(Verdict, SaysThatAFigureWasNotMeasuredInsteadOfShowingZero)
{
  const Json result{
      {"verdict",
       {{"varied", {{"state", "not-measured"}, {"value", nullptr}, {"sentence", "Varied: no."}}}}}};
  const auto lines = verdictLines(result, {});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].number, QStringLiteral("–"));
  EXPECT_EQ(lines[0].state, VerdictLine::State::NotMeasured);
}

TEST(Verdict, KeepsABadVerdictWhole)
{
  const Json result{
      {"verdict",
       {{"new",
         {{"state", "attention"},
          {"value", .5},
          {"sentence", "New: 2 of 4 are. 2 are held back."}}},
        {"clean", {{"state", "attention"}, {"value", .1}, {"sentence", "Not clean: x"}}}}}};
  const auto lines = verdictLines(result, {});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].sentence, QStringLiteral("Not clean: x"));
  EXPECT_EQ(lines[1].number, QStringLiteral("50 %"));
  EXPECT_EQ(lines[1].state, VerdictLine::State::Attention);
}

TEST(Verdict, IsEmptyWithoutAnAssessment)
{
  EXPECT_TRUE(verdictLines(Json::object(), {}).empty());
  EXPECT_TRUE(verdictLines(Json{{"verdict", nullptr}}, {}).empty());
}

} // namespace limpid::viewmodels
