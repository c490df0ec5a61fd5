#include "core/risk/schema_change.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::risk {
namespace {

class SchemaChanges : public testing::Test
{
protected:
  void rate(const char* uid, double value)
  {
    ASSERT_TRUE(setRating(m_project, {{Level::Image, uid, 1}}, "motion", value, "person", "Dr Li"));
  }

  std::optional<Rating> rating(const char* uid)
  {
    study::ImageRecord record;
    record.key = {uid, 1};
    const auto quality = qualityOf(m_project, record);
    const auto found = quality->find("motion");
    return found == quality->end() ? std::nullopt : std::optional(found->second);
  }

  double valueOf(const char* uid) { return rating(uid) ? rating(uid)->value : -1.0; }

  /// The default schema with motion on three steps.
  static SchemaChange threeSteps()
  {
    SchemaChange change{defaultSchema(), {}};
    change.schema[1].values = {1, 2, 3};
    change.schema[1].words = {"none", "moderate", "severe"};
    return change;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(SchemaChanges, MoveRatedValuesByTheirWordAndElseToTheNearestStep)
{
  rate("1", 0); // none
  rate("2", 2); // moderate
  rate("3", 3); // marked: two thirds up at least
  rate("4", 4); // severe
  ASSERT_TRUE(changeSchema(m_project, threeSteps(), "Dr Li"));
  EXPECT_EQ(valueOf("1"), 1.0);
  EXPECT_EQ(valueOf("2"), 2.0);
  EXPECT_EQ(valueOf("3"), 3.0) << "the number stays where the word is gone";
  EXPECT_EQ(valueOf("4"), 3.0);
  EXPECT_EQ(rating("1")->author, "Dr Li") << "who rated stays who rated";
}

TEST_F(SchemaChanges, GoWhereTheyAreTold)
{
  rate("1", 2);
  rate("2", 4);
  SchemaChange change = threeSteps();
  change.moves["motion"] = {{2, 3.0}, {4, std::nullopt}};
  ASSERT_TRUE(changeSchema(m_project, change, ""));
  EXPECT_EQ(valueOf("1"), 3.0);
  EXPECT_FALSE(rating("2")) << "unrated, not zero";
}

TEST_F(SchemaChanges, AreForeseenWithoutStoringAnything)
{
  rate("1", 0);
  rate("2", 4);
  rate("3", 4);
  const auto forecast = forecastSchemaChange(m_project, threeSteps(), "");
  ASSERT_TRUE(forecast) << forecast.error().message;
  ASSERT_EQ(forecast->components.size(), 1u);
  const ComponentForecast& motion = forecast->components.front();
  EXPECT_TRUE(motion.changesValues());
  ASSERT_EQ(motion.moves.size(), 2u);
  EXPECT_EQ(motion.moves[1].from, 4.0);
  EXPECT_EQ(motion.moves[1].to, 3.0);
  EXPECT_EQ(motion.moves[1].values, 2);
  EXPECT_EQ(loadSchema(m_project)->at(1).values.size(), 5u);
  EXPECT_EQ(valueOf("2"), 4.0);
}

TEST_F(SchemaChanges, AreUndoneInOneStepAndRedoneAfterARestart)
{
  rate("1", 4);
  ASSERT_TRUE(changeSchema(m_project, threeSteps(), "Dr Li"));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(valueOf("1"), 4.0);
  EXPECT_EQ(loadSchema(m_project)->at(1).values.size(), 5u);
  m_project = *study::Project::open(m_folder / "project");
  ASSERT_TRUE(*redo(m_project));
  EXPECT_EQ(valueOf("1"), 3.0);
  EXPECT_EQ(loadSchema(m_project)->at(1).values.size(), 3u);
}

TEST_F(SchemaChanges, RemoveAComponentWithItsValuesAndBringItBack)
{
  rate("1", 2);
  SchemaChange change{defaultSchema(), {}};
  change.schema.erase(change.schema.begin() + 1);
  const auto forecast = forecastSchemaChange(m_project, change, "");
  ASSERT_TRUE(forecast);
  EXPECT_TRUE(forecast->components.front().removed);
  ASSERT_TRUE(changeSchema(m_project, change, ""));
  EXPECT_FALSE(rating("1"));
  ASSERT_TRUE(*undo(m_project));
  EXPECT_EQ(valueOf("1"), 2.0);
}

TEST_F(SchemaChanges, TurnTheGoodEndOnlyHereAndSaySo)
{
  rate("1", 4);
  SchemaChange change{defaultSchema(), {}};
  change.schema[1].goodIsLow = false;
  EXPECT_FALSE(saveSchema(m_project, change.schema));
  const auto forecast = forecastSchemaChange(m_project, change, "");
  ASSERT_TRUE(forecast);
  EXPECT_TRUE(forecast->components.front().turned);
  EXPECT_FALSE(forecast->components.front().changesValues());
  ASSERT_TRUE(changeSchema(m_project, change, ""));
  EXPECT_FALSE(loadSchema(m_project)->at(1).goodIsLow);
}

TEST_F(SchemaChanges, SayHowManyMatchedLimitsAreLost)
{
  std::vector<Component> schema = defaultSchema();
  const double none = std::numeric_limits<double>::quiet_NaN();
  schema[1].use = ComponentUse::Limit;
  schema[1].limits = {none, none, 5.0, 9.0, 20.0};
  ASSERT_TRUE(saveSchema(m_project, schema));
  SchemaChange change{schema, {}};
  change.schema[1].values = {0, 2, 4};
  change.schema[1].words = {"none", "moderate", "severe"};
  change.schema[1].limits = {none, 5.0, 20.0};
  const auto forecast = forecastSchemaChange(m_project, change, "");
  ASSERT_TRUE(forecast);
  ASSERT_EQ(forecast->components.size(), 1u);
  EXPECT_EQ(forecast->components.front().lostLimits, 1);
}

TEST_F(SchemaChanges, RefuseAMoveOffTheNewScale)
{
  rate("1", 4);
  SchemaChange change = threeSteps();
  change.moves["motion"] = {{4, 7.0}};
  EXPECT_FALSE(changeSchema(m_project, change, ""));
  EXPECT_EQ(valueOf("1"), 4.0);
}

TEST(ProposedMove, CountsFromTheGoodEnd)
{
  Component likert;
  likert.id = "likert";
  likert.values = {1, 2, 3, 4, 5};
  likert.goodIsLow = false;
  Component severity = likert;
  severity.values = {10, 20, 30};
  severity.goodIsLow = true;
  EXPECT_EQ(proposedMove(likert, severity, 5), 10.0) << "excellent is the least severe";
  EXPECT_EQ(proposedMove(likert, severity, 1), 30.0);
  EXPECT_EQ(proposedMove(likert, severity, 3), 20.0);
}

TEST(FreshId, IsMadeOfTheLabelAndTakenByNobody)
{
  std::vector<Component> schema = defaultSchema();
  EXPECT_EQ(freshId(schema, "Motion"), "motion-2");
  EXPECT_EQ(freshId(schema, " Ghost (phase) "), "ghost-phase");
  EXPECT_EQ(freshId(schema, "运动"), "component");
}

} // namespace
} // namespace limpid::risk
