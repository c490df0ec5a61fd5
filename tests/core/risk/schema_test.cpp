#include "core/risk/ratings.h"
#include "core/risk/schema.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace limpid::risk {
namespace {

class Schema : public testing::Test
{
protected:
  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

TEST_F(Schema, StartsWithMeasuredNoiseAndRatingsThatChangeNothing)
{
  const auto schema = loadSchema(m_project);
  ASSERT_TRUE(schema) << schema.error().message;
  ASSERT_EQ(schema->size(), 4u);
  EXPECT_EQ(schema->front().id, "noise");
  EXPECT_EQ(schema->front().use, ComponentUse::Noise);
  for (std::size_t index = 1; index < schema->size(); ++index) {
    EXPECT_EQ((*schema)[index].kind, ComponentKind::Rated);
    EXPECT_EQ((*schema)[index].use, ComponentUse::None);
    EXPECT_EQ((*schema)[index].values.size(), (*schema)[index].words.size());
  }
}

TEST_F(Schema, KeepsWhatIsStoredIncludingStepsThatAreNotMatched)
{
  std::vector<Component> schema = defaultSchema();
  schema[1].use = ComponentUse::Limit;
  schema[1].limits = {std::numeric_limits<double>::quiet_NaN(), 2.5, 7.25, 7.25, 30};
  schema[1].goodIsLow = false;
  schema[0].unit = "HU";
  ASSERT_TRUE(saveSchema(m_project, schema));
  study::Project again = *study::Project::open(m_project.folder());
  const auto loaded = loadSchema(again);
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->size(), schema.size());
  for (std::size_t index = 0; index < schema.size(); ++index)
    EXPECT_EQ(toJson((*loaded)[index]), toJson(schema[index]));
  EXPECT_TRUE(std::isnan((*loaded)[1].limits[0]));
}

TEST_F(Schema, NeverLetsARatingBeSubtracted)
{
  std::vector<Component> schema = defaultSchema();
  schema[1].use = ComponentUse::Noise;
  const auto saved = saveSchema(m_project, schema);
  ASSERT_FALSE(saved);
  EXPECT_NE(saved.error().message.find("never subtracted"), std::string::npos);
}

TEST_F(Schema, RefusesWhatContradictsItself)
{
  const auto refused = [this](const std::function<void(std::vector<Component>&)>& change) {
    std::vector<Component> schema = defaultSchema();
    change(schema);
    return !saveSchema(m_project, schema);
  };
  EXPECT_TRUE(refused([](auto& schema) { schema[2].id = schema[1].id; }));
  EXPECT_TRUE(refused([](auto& schema) { schema[1].words.pop_back(); }));
  EXPECT_TRUE(refused([](auto& schema) { schema[1].values[1] = schema[1].values[0]; }));
  EXPECT_TRUE(refused([](auto& schema) { schema[1].limits = {1.0}; }));
  EXPECT_TRUE(refused([](auto& schema) { schema[1].id.clear(); }));
}

TEST_F(Schema, KeepsTheScaleAndTheGoodEndThatStoredValuesRelyOn)
{
  ASSERT_TRUE(setRating(m_project, {{Level::Image, "1.2", 1}}, "motion", 4, "person", "A"));
  std::vector<Component> schema = defaultSchema();
  schema[1].values = {1, 2, 3};
  schema[1].words = {"none", "moderate", "severe"};
  EXPECT_FALSE(saveSchema(m_project, schema));
  schema = defaultSchema();
  schema[1].goodIsLow = false;
  EXPECT_FALSE(saveSchema(m_project, schema));
  schema = defaultSchema();
  schema.erase(schema.begin() + 1);
  EXPECT_FALSE(saveSchema(m_project, schema));
  schema = defaultSchema();
  schema[1].label = "Movement";
  EXPECT_TRUE(saveSchema(m_project, schema));
}

TEST_F(Schema, IsRefusedWhenANewerProgramWroteIt)
{
  ASSERT_TRUE(loadSchema(m_project));
  m_project.database().exec("UPDATE risk_version SET version = 99");
  const auto schema = loadSchema(m_project);
  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().code, ErrorCode::Unsupported);
}

TEST_F(Schema, SaysWhatIsWrongWithAComponentFromElsewhere)
{
  const auto component = componentFromJson(Json{{"id", "x"}, {"kind", "guessed"}});
  ASSERT_FALSE(component);
  EXPECT_NE(component.error().message.find("guessed"), std::string::npos);
  EXPECT_FALSE(componentFromJson(Json{{"id", 3}}));
  EXPECT_FALSE(componentFromJson(Json::array()));
}

} // namespace
} // namespace limpid::risk
