#include "core/run/sampler_settings.h"

#include <gtest/gtest.h>

#include <set>

namespace limpid::run {
namespace {

TEST(SamplerSettings, TakeTheUsualStepsUnlessSaid)
{
  for (const SamplerKind& kind : samplerKinds()) {
    const auto usual = makeSampler(std::string(kind.name), 0, Json::object());
    ASSERT_TRUE(usual) << usual.error().message;
    EXPECT_EQ(usual->steps, kind.usualSteps);
    EXPECT_EQ(makeSampler(std::string(kind.name), 7, Json::object())->steps, 7);
  }
}

TEST(SamplerSettings, ComeBackFromWhatIsRecorded)
{
  const auto given = makeSampler(
      "heun", 18, {{"churn", 40}, {"churnLow", 0.05}, {"churnHigh", 50}, {"churnNoise", 1.003}});
  ASSERT_TRUE(given) << given.error().message;
  const Json recorded = samplerOptionsJson(*given);
  const auto again = makeSampler(given->name, given->steps, Json::parse(recorded.dump()));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->churn, 40.0);
  EXPECT_EQ(again->churnLow, 0.05);
  EXPECT_EQ(again->churnHigh, 50.0);
  EXPECT_EQ(again->churnNoise, 1.003);
  EXPECT_EQ(samplerOptionsJson(*again), recorded);
}

TEST(SamplerSettings, RecordNoOptionOfAnotherSampler)
{
  EXPECT_TRUE(samplerOptionsJson(makeSampler("dpmpp-2m", 0, Json::object()).value()).empty());
  const Json ode = samplerOptionsJson(makeSampler("ode", 0, Json::object()).value());
  EXPECT_EQ(ode.size(), 3U);
  EXPECT_EQ(ode.at("mostEvaluations"), 1000);
}

TEST(SamplerSettings, OfferEachOptionOnce)
{
  std::set<std::string_view> keys;
  std::set<std::string_view> flags;
  for (const SamplerOption& option : samplerOptions()) {
    EXPECT_TRUE(keys.insert(option.key).second) << option.key;
    EXPECT_TRUE(flags.insert(option.flags).second) << option.flags;
    EXPECT_TRUE(makeSampler(std::string(option.sampler), 0, Json::object())) << option.sampler;
  }
}

struct WrongChoice
{
  const char* sampler;
  int steps;
  Json options;
  const char* named;
};

void PrintTo(const WrongChoice& choice, std::ostream* into)
{
  *into << choice.sampler << ' ' << choice.steps << ' ' << choice.options.dump();
}

class WrongSampler : public testing::TestWithParam<WrongChoice>
{
};

TEST_P(WrongSampler, IsRefusedWithASentenceThatNamesIt)
{
  const WrongChoice& given = GetParam();
  const auto made = makeSampler(given.sampler, given.steps, given.options);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::Usage);
  EXPECT_NE(made.error().message.find(given.named), std::string::npos) << made.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    , WrongSampler,
    testing::Values(WrongChoice{"huen", 0, Json::object(), "huen"},
                    WrongChoice{"heun", -1, Json::object(), "-1"},
                    WrongChoice{"heun", 20000, Json::object(), "20000"},
                    WrongChoice{"heun", 0, {{"chrun", 1}}, "chrun"},
                    WrongChoice{"dpmpp-2m", 0, {{"churn", 1}}, "churn is an option of heun"},
                    WrongChoice{"heun", 0, {{"churn", -1}}, "churn"},
                    WrongChoice{"heun", 0, {{"churn", "much"}}, "churn"},
                    WrongChoice{"pc", 0, {{"correctorSteps", 1.5}}, "correctorSteps"},
                    WrongChoice{"ode", 0, {{"relativeTolerance", 0}}, "relativeTolerance"},
                    WrongChoice{"ode", 0, Json::array(), "options"}));

} // namespace
} // namespace limpid::run
