#include "ui/viewmodels/generate_view_model.h"

#include <gtest/gtest.h>

namespace limpid::viewmodels {

TEST(Verdict, SaysHowCleanTheSamplesAreBesideCleanAndNoisyImages)
{
  const Json result{{"residualNoise", 0.008}, {"cleanNoise", 0.009}, {"noisyNoise", 0.024}};
  const auto lines = verdictLines(result, {-1000.0, 1000.0, "HU"});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].number.contains(QStringLiteral("8"))) << lines[0].number.toStdString();
  EXPECT_TRUE(lines[0].sentence.contains(QStringLiteral("24"))) << lines[0].sentence.toStdString();
}

TEST(Verdict, LeavesOutWhatWasNotMeasured)
{
  EXPECT_TRUE(verdictLines(Json::object(), {}).empty());
  const Json result{{"verdict", {{"varied", nullptr}}}, {"residualNoise", nullptr}};
  EXPECT_TRUE(verdictLines(result, {}).empty());
}

TEST(Verdict, ShowsIntervals)
{
  const Json result{{"verdict", {{"varied", {{"value", .81}, {"low", .74}, {"high", .87}}}}}};
  const auto lines = verdictLines(result, {});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].sentence.contains(QStringLiteral("74")));
  EXPECT_TRUE(lines[0].sentence.contains(QStringLiteral("87")));
}

} // namespace limpid::viewmodels
