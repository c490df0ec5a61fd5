#include "core/run/comparison_spec.h"

#include "core/run/comparison_overrides.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::run {
namespace {

Json imageSpec()
{
  return {{"name", "heads"},
          {"dataset", "heads.safetensors"},
          {"noise", {{"cleanShare", 0.05}, {"levels", {0.2, 0.4, 0.8}}}},
          {"plan", {{"steps", 1200}}},
          {"objectives", {"standard", "clean-only", "optimal", "oracle"}},
          {"seeds", {1, 2}},
          {"sweeps",
           {{"wrongRisk", {0.5, 2.0}},
            {"buffer", {2, nullptr}},
            {"cleanShare", {0.1}},
            {"drawing", {"image-first"}}}}};
}

TEST(ComparisonSpec, MakesEveryCaseSeedBySeed)
{
  const Result<ComparisonSpec> spec = comparisonSpecFromJson(imageSpec());
  ASSERT_TRUE(spec) << spec.error().message;
  const auto cases = casesOf(*spec);
  ASSERT_TRUE(cases);
  ASSERT_EQ(cases->size(), 2U * (4 + 2 + 2 + 1 + 3));
  EXPECT_TRUE(std::is_sorted(cases->begin(), cases->end(),
                             [](const auto& a, const auto& b) { return a.seed < b.seed; }));
  const ComparisonCase& optimal = (*cases)[2];
  EXPECT_EQ(optimal.plan.objective, "risk-sensitive");
  EXPECT_EQ(optimal.plan.weighting, "optimal");
  EXPECT_EQ(optimal.plan.steps, 1200);
  EXPECT_EQ(optimal.noise->cleanShare, 0.05);
  const ComparisonCase& oracle = (*cases)[3];
  EXPECT_FALSE(oracle.noise);
  EXPECT_EQ((*cases)[4].noise->assumedFactor, 0.5);
  EXPECT_EQ((*cases)[6].plan.buffer, 2.0);
  EXPECT_EQ((*cases)[7].title(), "equal, buffer none");
  EXPECT_EQ((*cases)[8].plan.drawing, "image-first");
  EXPECT_EQ((*cases)[9].noise->cleanShare, 0.1);
  EXPECT_EQ(cases->back().plan.seed, 2U);
  EXPECT_EQ(cases->back().noise->seed, 2U);
}

TEST(ComparisonSpec, TakesOtherPlanValuesAndSeedsFromWhoeverStartsIt)
{
  ComparisonSpec spec = comparisonSpecFromJson(imageSpec()).value();
  ASSERT_TRUE(apply({{"steps=400", "precision=bf16", "schedule=vp-linear"}, {7}}, spec));
  const std::vector<ComparisonCase> cases = casesOf(spec).value();
  EXPECT_EQ(cases.size(), 4U + 2 + 2 + 1 + 3);
  for (const ComparisonCase& item : cases) {
    EXPECT_EQ(item.plan.steps, 400);
    EXPECT_EQ(item.plan.precision, "bf16");
    EXPECT_EQ(item.plan.schedule, "vp-linear");
    EXPECT_EQ(item.seed, 7U);
  }
}

TEST(ComparisonSpec, RefusesPlanValuesThatNoPlanTakes)
{
  for (const char* wrong : {"steps", "=3", "step=400", "steps=many", "steps=0"}) {
    ComparisonSpec spec = comparisonSpecFromJson(imageSpec()).value();
    EXPECT_FALSE(apply({{wrong}, {}}, spec)) << wrong;
  }
}

TEST(ComparisonSpec, TreatsCorruptionInEachWayAndLeavesTheOracleAlone)
{
  const Result<ComparisonSpec> spec =
      comparisonSpecFromJson({{"name", "motion"},
                              {"corruption", {{"kinds", {"motion"}}, {"strengths", {2.0}}}},
                              {"objectives", {"clean-only", "oracle"}},
                              {"seeds", {3}},
                              {"sweeps", {{"treatment", {"subtract", "gate", "ignore"}}}}});
  ASSERT_TRUE(spec) << spec.error().message;
  const auto cases = casesOf(*spec);
  ASSERT_TRUE(cases);
  ASSERT_EQ(cases->size(), 5U);
  EXPECT_EQ((*cases)[0].corruption->seed, 3U);
  EXPECT_FALSE((*cases)[1].corruption);
  EXPECT_EQ((*cases)[2].corruption->treatment, "subtract");
  EXPECT_EQ((*cases)[4].title(), "equal, corruption: ignore");
}

TEST(ComparisonSpec, ComparesLawsOfNoiseWithAndWithoutCorrection)
{
  Json json = imageSpec();
  json["objectives"] = {"standard", "equal", "oracle"};
  json["sweeps"] = {{"law", {"laplace"}}};
  json["seeds"] = {1};
  const Result<ComparisonSpec> spec = comparisonSpecFromJson(json);
  ASSERT_TRUE(spec) << spec.error().message;
  const auto cases = casesOf(*spec);
  ASSERT_TRUE(cases);
  ASSERT_EQ(cases->size(), 6U);
  EXPECT_EQ((*cases)[3].title(), "standard, noise laplace");
  EXPECT_EQ((*cases)[4].noise->law, "laplace");
  EXPECT_EQ((*cases)[5].title(), "equal, noise laplace as gaussian");
  EXPECT_EQ((*cases)[5].noise->assumedLaw, "gaussian");
}

TEST(ComparisonSpec, TakesCorrelatedNoiseForWhiteWhereItIsAsked)
{
  Json json = imageSpec();
  json["sweeps"] = {{"spectrum", {"known", "taken for white"}}};
  EXPECT_FALSE(comparisonSpecFromJson(json)) << "the noise is white";
  json["noise"]["correlation"] = 0.7;
  const Result<ComparisonSpec> spec = comparisonSpecFromJson(json);
  ASSERT_TRUE(spec) << spec.error().message;
  const auto cases = casesOf(*spec);
  ASSERT_TRUE(cases);
  EXPECT_TRUE((*cases)[4].noise->correlationKnown);
  EXPECT_FALSE((*cases)[5].noise->correlationKnown);
}

TEST(ComparisonSpec, LetsMethodsWithAndWithoutLocalLevelsUseNoiseOfAPartOfTheImage)
{
  Json json = imageSpec();
  json["noise"]["affectedShare"] = 0.5;
  json["objectives"] = {"equal", "local-levels"};
  json.erase("sweeps");
  const Result<ComparisonSpec> spec = comparisonSpecFromJson(json);
  ASSERT_TRUE(spec) << spec.error().message;
  const std::vector<ComparisonCase> cases = casesOf(*spec).value();
  ASSERT_EQ(cases.size(), 4U);
  EXPECT_FALSE(cases[0].plan.localLevels);
  EXPECT_TRUE(cases[1].plan.localLevels);
  EXPECT_EQ(cases[1].plan.objective, "risk-sensitive");
  EXPECT_EQ(cases[1].noise->affectedShare, 0.5);
}

TEST(ComparisonSpec, AddsNoiseOrCorruption)
{
  Json json = imageSpec();
  json["corruption"] = Json::object();
  EXPECT_EQ(comparisonSpecFromJson(json).error().code, ErrorCode::BadInput);
  json.erase("noise");
  json["sweeps"] = {{"law", {"laplace"}}};
  EXPECT_EQ(comparisonSpecFromJson(json).error().code, ErrorCode::BadInput);
}

TEST(ComparisonSpec, BringsTheSettingsOfTheToy)
{
  const Result<ComparisonSpec> spec = comparisonSpecFromJson(
      {{"name", "toy"}, {"dataset", "toy"}, {"objectives", {"equal"}}, {"plan", {{"steps", 7}}}});
  ASSERT_TRUE(spec) << spec.error().message;
  const auto cases = casesOf(*spec);
  ASSERT_TRUE(cases);
  const TrainingPlan& plan = cases->front().plan;
  EXPECT_EQ(plan.steps, 7); // what the document says stands
  EXPECT_EQ(plan.batch, 512);
  EXPECT_EQ(plan.network, "mlp");
  EXPECT_EQ(plan.buffer, 4.0);
  EXPECT_EQ(cases->front().noise->cleanShareOfLabel.at(0), 0.05);
  EXPECT_EQ(spec->samples, 5000);
}

TEST(ComparisonSpec, TakesTheDataSetFromBesideTheDocument)
{
  const support::TemporaryFolder folder;
  Json json = imageSpec();
  json["format"] = "limpid-comparison";
  json["version"] = 1;
  ASSERT_TRUE(writeDocument(folder / "spec.json", json));
  const Result<ComparisonSpec> spec = readComparisonSpec(folder / "spec.json");
  ASSERT_TRUE(spec) << spec.error().message;
  EXPECT_EQ(spec->dataset, (folder / "heads.safetensors").string());
}

class WrongComparison : public testing::TestWithParam<std::pair<const char*, Json>>
{
};

TEST_P(WrongComparison, IsRefused)
{
  Json json = imageSpec();
  json.update(GetParam().second);
  const Result<ComparisonSpec> spec = comparisonSpecFromJson(json);
  ASSERT_FALSE(spec);
  EXPECT_EQ(spec.error().code, ErrorCode::BadInput);
  EXPECT_NE(spec.error().message.find(GetParam().first), std::string::npos) << spec.error().message;
}

INSTANTIATE_TEST_SUITE_P(Values, WrongComparison,
                         testing::Values(std::pair{"magic", Json{{"objectives", {"magic"}}}},
                                         std::pair{"sigma", Json{{"noise", {{"sigma", 1}}}}},
                                         std::pair{"levels", Json{{"noise", {{"levels", "high"}}}}},
                                         std::pair{"step", Json{{"plan", {{"step", 5}}}}},
                                         std::pair{"repeats", Json{{"repeats", 3}}},
                                         std::pair{"lambda", Json{{"sweeps", {{"lambda", {1}}}}}},
                                         std::pair{"oracle", Json{{"noise", nullptr}}},
                                         std::pair{"nothing", Json{{"objectives", Json::array()},
                                                                   {"sweeps", Json::object()}}}));

} // namespace
} // namespace limpid::run
