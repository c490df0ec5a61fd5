#include "core/run/plan.h"

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::run {
namespace {

TrainingPlan somePlan()
{
  TrainingPlan plan;
  plan.name = "first";
  plan.dataset = "../datasets/abc/dataset.safetensors";
  plan.learningRate = 1.0 / 3.0;
  plan.seed = 18'446'744'073'709'551'615U;
  plan.schedule = "vp-linear";
  plan.scheduleParameters = Json::object();
  return plan;
}

class WrongPlan : public testing::TestWithParam<std::pair<const char*, Json>>
{
};

} // namespace

TEST(TrainingPlan, ReadsBackEveryValueThatWasWritten)
{
  const support::TemporaryFolder folder;
  const TrainingPlan plan = somePlan();
  ASSERT_TRUE(writePlan(folder / "plan.json", plan));
  const Result<TrainingPlan> read = readPlan(folder / "plan.json");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(toJson(*read), toJson(plan));
  EXPECT_EQ(read->seed, plan.seed);
  EXPECT_EQ(read->learningRate, plan.learningRate);
}

TEST(TrainingPlan, FillsMissingKeysWithTheDefaults)
{
  const Result<TrainingPlan> plan = planFromJson({{"dataset", "a.safetensors"}});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->buffer, 4.0);
  EXPECT_EQ(plan->weighting, "equal");
  EXPECT_EQ(plan->network, "small");
}

TEST(TrainingPlan, ReadsAPlanFromBeforeThereWasDropoutAsItWasTrained)
{
  Json json = toJson(somePlan());
  EXPECT_GT(json.at("dropout").get<double>(), 0.0);
  json.erase("dropout");
  const Result<TrainingPlan> plan = planFromJson(json);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->dropout, 0.0);
}

TEST_P(WrongPlan, IsRefusedWithASentenceThatNamesTheKey)
{
  Json json = toJson(somePlan());
  const auto& [key, value] = GetParam();
  json[key] = value;
  const Result<TrainingPlan> plan = planFromJson(json);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::BadInput);
  EXPECT_NE(plan.error().message.find(key), std::string::npos) << plan.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    , WrongPlan,
    testing::Values(std::pair("bufer", Json(4)), std::pair("buffer", Json(1.0)),
                    std::pair("buffer", Json("4")), std::pair("buffer", Json()),
                    std::pair("dataset", Json("")), std::pair("objective", Json("best")),
                    std::pair("weighting", Json("Equal")), std::pair("drawing", Json(nullptr)),
                    std::pair("schedule", Json("linear")),
                    std::pair("scheduleParameters", Json::array()),
                    std::pair("network", Json("enormous")), std::pair("conditioning", Json("age")),
                    std::pair("untoldShare", Json(1.0)), std::pair("steps", Json(0)),
                    std::pair("steps", Json(1.5)), std::pair("batch", Json(-1)),
                    std::pair("batch", Json(3'000'000'000)), std::pair("microBatch", Json(33)),
                    std::pair("learningRate", Json(0)), std::pair("dropout", Json(1.0)),
                    std::pair("dropout", Json(-0.1)), std::pair("emaDecay", Json(1.0)),
                    std::pair("device", Json("cuda:")), std::pair("device", Json("cuda:x")),
                    std::pair("precision", Json("fp16")), std::pair("memoryFormat", Json("last")),
                    std::pair("threads", Json(-1)), std::pair("threads", Json(100'000)),
                    std::pair("localLevels", Json(1)), std::pair("seed", Json(-1)),
                    std::pair("checkpointEvery", Json(0))));

TEST(TrainingPlan, IsNotWrittenWhenItIsWrong)
{
  const support::TemporaryFolder folder;
  TrainingPlan plan = somePlan();
  plan.steps = -1;
  EXPECT_FALSE(writePlan(folder / "plan.json", plan));
  EXPECT_FALSE(std::filesystem::exists(folder / "plan.json"));
}

TEST(TrainingPlan, NamesTheFileThatCannotBeUsed)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "plan.json",
                                  R"({"format":"limpid-plan","version":1,"steps":"many"})"));
  const Result<TrainingPlan> plan = readPlan(folder / "plan.json");
  ASSERT_FALSE(plan);
  EXPECT_NE(plan.error().message.find("plan.json"), std::string::npos);
}

TEST(TrainingPlan, HasADigestOfWhatDecidesTheResultAlone)
{
  const std::string digest = planDigest(somePlan());
  TrainingPlan plan = somePlan();
  plan.name = "second";
  plan.device = "cuda";
  plan.threads = 3;
  plan.memoryFormat = "contiguous";
  plan.previewEvery = 7;
  plan.checkpointEvery = 11;
  EXPECT_EQ(planDigest(plan), digest);
  plan.seed = 2;
  EXPECT_NE(planDigest(plan), digest);
}

TEST(TrainingPlan, HasTheDigestItHadBeforeThereWereLocalLevelsUnlessItHasThem)
{
  TrainingPlan plan = somePlan();
  EXPECT_FALSE(toJson(plan).contains("localLevels"));
  const std::string before = planDigest(plan);
  plan.localLevels = true;
  EXPECT_NE(planDigest(plan), before);
}

TEST(TrainingPlan, KeepsItsDigestWhenADataSetKnownByDigestMoves)
{
  TrainingPlan plan = somePlan();
  plan.datasetDigest = "0123";
  const std::string digest = planDigest(plan);
  plan.dataset = "/elsewhere/dataset.safetensors";
  EXPECT_EQ(planDigest(plan), digest);
  plan.datasetDigest = "4567";
  EXPECT_NE(planDigest(plan), digest);
}

TEST(NetworkPresets, AreThereForEveryNameAndGrow)
{
  int channels = 0;
  for (const std::string& name : networkPresets()) {
    const Result<NetworkShape> shape = networkPreset(name);
    ASSERT_TRUE(shape);
    EXPECT_GT(shape->channels, channels);
    channels = shape->channels;
  }
  EXPECT_EQ(networkPreset("none").error().code, ErrorCode::BadInput);
}

TEST(NetworkPresets, AttendOnLevelsOfAtMostSixteenPixels)
{
  const NetworkShape large = networkPreset("large").value();
  EXPECT_EQ(attentionLevels(large, 64, 64), (std::vector{2, 3}));
  EXPECT_EQ(attentionLevels(large, 32, 20), (std::vector{1, 2, 3}));
  EXPECT_EQ(attentionLevels(large, 33, 33), (std::vector{2, 3})) << "17 pixels are too many";
  EXPECT_TRUE(attentionLevels(networkPreset("small").value(), 8, 8).empty());
}

} // namespace limpid::run
