#include "core/plugin/parameter_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::plugin {
namespace {

using testing::HasSubstr;

const Json fourKinds = Json::parse(R"([
  {"id": "radius", "kind": "number", "default": 1.5, "minimum": 0.5, "maximum": 4, "unit": "mm",
   "label": "Radius", "help": "How far to look."},
  {"id": "levels", "kind": "integer", "default": 3, "minimum": 1},
  {"id": "masked", "kind": "boolean", "default": false},
  {"id": "law", "kind": "choice", "default": "rician", "choices": ["gaussian", "rician"]}])");

std::string schemaRefusal(const Json& schema)
{
  const auto read = readParameterSchema(schema, "The schema");
  return read ? "accepted" : read.error().message;
}

std::string refusal(const Json& given)
{
  const auto complete = completeParameters(*readParameterSchema(fourKinds, "The schema"), given);
  return complete ? "accepted" : complete.error().message;
}

} // namespace

TEST(ParameterSchema, HoldsLimitsAndWords)
{
  const auto schema = readParameterSchema(fourKinds, "The schema");
  ASSERT_TRUE(schema) << schema.error().message;
  ASSERT_EQ(schema->size(), 4U);
  EXPECT_EQ(schema->at(0).kind, Parameter::Kind::Number);
  EXPECT_EQ(schema->at(0).unit, "mm");
  EXPECT_EQ(schema->at(0).help, "How far to look.");
  EXPECT_EQ(schema->at(0).maximum, 4.0);
  EXPECT_EQ(schema->at(1).maximum, std::numeric_limits<double>::infinity());
  EXPECT_EQ(schema->at(3).choices.size(), 2U);
}

TEST(ParameterSchema, FillsInWhatIsLeftOut)
{
  const auto complete =
      completeParameters(*readParameterSchema(fourKinds, "The schema"), {{"levels", 5}});
  ASSERT_TRUE(complete) << complete.error().message;
  EXPECT_EQ(*complete,
            (Json{{"radius", 1.5}, {"levels", 5}, {"masked", false}, {"law", "rician"}}));
}

TEST(ParameterSchema, RefusesValuesOfAnotherKindOrBeyondTheLimits)
{
  EXPECT_THAT(refusal({{"radius", 0.4}}), HasSubstr("radius must be a number from 0.5 to 4"));
  EXPECT_THAT(refusal({{"radius", "1"}}), HasSubstr("radius"));
  EXPECT_THAT(refusal({{"levels", 2.5}}), HasSubstr("a whole number"));
  EXPECT_THAT(refusal({{"levels", 0}}), HasSubstr("levels"));
  EXPECT_THAT(refusal({{"masked", 1}}), HasSubstr("true or false"));
  EXPECT_THAT(refusal({{"law", "cauchy"}}), HasSubstr("one of gaussian, rician"));
  EXPECT_THAT(refusal({{"radii", 1.0}}), HasSubstr("no parameter radii"));
  EXPECT_NE(refusal(Json::array()), "accepted");
  EXPECT_EQ(refusal({{"radius", 4}, {"law", "gaussian"}}), "accepted");
}

TEST(ParameterSchema, RefusesASchemaThatContradictsItself)
{
  EXPECT_THAT(schemaRefusal(Json::object()), HasSubstr("isn't a list"));
  EXPECT_THAT(schemaRefusal({{{"kind", "number"}, {"default", 1}}}), HasSubstr("without id"));
  EXPECT_THAT(schemaRefusal({{{"id", "a"}, {"kind", "colour"}, {"default", 1}}}),
              HasSubstr("parameter a: its kind"));
  EXPECT_THAT(schemaRefusal({{{"id", "a"}, {"kind", "number"}}}), HasSubstr("its default"));
  EXPECT_THAT(schemaRefusal({{{"id", "a"}, {"kind", "number"}, {"default", 3}, {"maximum", 2}}}),
              HasSubstr("its default"));
  EXPECT_THAT(schemaRefusal({{{"id", "a"}, {"kind", "number"}, {"default", 3}, {"maximum", "9"}}}),
              HasSubstr("its maximum"));
  EXPECT_THAT(
      schemaRefusal({{{"id", "a"}, {"kind", "choice"}, {"default", "b"}, {"choices", "b"}}}),
      HasSubstr("its choices"));
  EXPECT_THAT(schemaRefusal({{{"id", "a"},
                              {"kind", "choice"},
                              {"default", "b"},
                              {"choices", {"b", "c"}},
                              {"choiceLabels", {"the first"}}}}),
              HasSubstr("aren't as many"));
  const Json twice = {{"id", "a"}, {"kind", "boolean"}, {"default", true}};
  EXPECT_THAT(schemaRefusal(Json::array({twice, twice})), HasSubstr("twice"));
}

} // namespace limpid::plugin
