#include "ui/viewmodels/background_jobs.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace limpid::viewmodels {

TEST(BackgroundJobs, RunOneAfterTheOtherInTheirOrder)
{
  BackgroundJobs jobs;
  std::vector<int> results;
  for (int i = 0; i < 5; ++i)
    jobs.run<int>([i](jobs::JobContext&) -> Result<int> { return i; },
                  [&](const Result<int>& value) { results.push_back(*value); });
  jobs.finish();
  EXPECT_EQ(results, (std::vector<int>{0, 1, 2, 3, 4}));
}

TEST(BackgroundJobs, GiveBackAnErrorAndAnEscapedExceptionAlike)
{
  BackgroundJobs jobs;
  std::vector<std::string> messages;
  const auto keep = [&](const Result<int>& value) { messages.push_back(value.error().message); };
  jobs.run<int>(
      [](jobs::JobContext&) -> Result<int> {
        return failure(ErrorCode::NotFound, "nothing there");
      },
      keep);
  jobs.run<int>([](jobs::JobContext&) -> Result<int> { throw std::runtime_error("broken"); }, keep);
  jobs.finish();
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0], "nothing there");
  EXPECT_NE(messages[1].find("broken"), std::string::npos);
}

TEST(BackgroundJobs, StopEndsTheRunningOneAndForgetsTheOthers)
{
  BackgroundJobs jobs;
  bool stopped = false;
  bool second = false;
  jobs.run<bool>(
      [](jobs::JobContext& context) -> Result<bool> {
        while (!context.stopRequested())
          std::this_thread::yield();
        return true;
      },
      [&](const Result<bool>& value) { stopped = *value; });
  jobs.run<bool>([](jobs::JobContext&) -> Result<bool> { return true; },
                 [&](const Result<bool>&) { second = true; });
  jobs.stop();
  jobs.finish();
  EXPECT_TRUE(stopped);
  EXPECT_FALSE(second);
}

} // namespace limpid::viewmodels
