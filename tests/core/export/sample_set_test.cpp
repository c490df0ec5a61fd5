#include "core/export/sample_set.h"

#include "tests/core/export/sample_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::exporting {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SampleSet, SaysAllThatDrawsASampleAgain)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.document["sampler"] = "heun";
  content.document["samplerOptions"] = {{"churn", 40}, {"churnNoise", 1.003}};
  content.document["guidance"] = 1.5;
  const auto samples = readSamples(writeSamples(folder / "samples", content).path);
  ASSERT_TRUE(samples) << samples.error().message;
  const std::string recipe = recipeOf(*samples, 0);
  for (const char* part : {"sampler=heun", "steps=20", "churn=40.0", "churnNoise=1.003",
                           "churnLow=0.0", "label=3", "guidance=1.5"})
    EXPECT_THAT(recipe, HasSubstr(part));
}

TEST(SampleSet, IsReadWithoutOptionsAsOlderVersionsWroteIt)
{
  const support::TemporaryFolder folder;
  const auto samples = readSamples(writeSamples(folder / "samples", headCtSamples()).path);
  ASSERT_TRUE(samples) << samples.error().message;
  EXPECT_TRUE(samples->samplerOptions.empty());
  EXPECT_THAT(recipeOf(*samples, 0), Not(HasSubstr("guidance")));
}

TEST(SampleSet, TakesNoOptionThatItsSamplerDoesNotHave)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.document["samplerOptions"] = {{"patient", 40}};
  const auto samples = readSamples(writeSamples(folder / "samples", content).path);
  ASSERT_FALSE(samples);
  EXPECT_THAT(samples.error().message, HasSubstr("patient"));
}

} // namespace
} // namespace limpid::exporting
