#include "core/jobs/job_runner.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace limpid::jobs {
namespace {

Result<Outcome> waitForStop(JobContext& context)
{
  while (!context.stopRequested())
    std::this_thread::yield();
  return Outcome::Stopped;
}

} // namespace

TEST(JobRunner, TellsNothingBeforeTheOwnerDrains)
{
  JobRunner runner;
  bool finished = false;
  ASSERT_TRUE(runner.start(
      [](JobContext&) -> Result<Outcome> { return Outcome::Done; },
      {.progressed = {}, .finished = [&](const Result<Outcome>&) { finished = true; }}));
  runner.waitUntilDone();
  EXPECT_FALSE(finished);
  runner.deliver();
  EXPECT_TRUE(finished);
  EXPECT_FALSE(runner.busy());
}

TEST(JobRunner, KeepsOnlyTheNewestProgress)
{
  JobRunner runner;
  std::vector<double> seen;
  runner.start(
      [](JobContext& context) -> Result<Outcome> {
        context.report({0.1, "a"});
        context.report({0.9, "b"});
        return Outcome::Done;
      },
      {.progressed = [&](const Progress& progress) { seen.push_back(progress.fraction); },
       .finished = {}});
  runner.waitUntilDone();
  runner.deliver();
  EXPECT_EQ(seen, std::vector<double>{0.9});
}

TEST(JobRunner, StopIsAnOutcomeAndNoError)
{
  JobRunner runner;
  std::optional<Outcome> outcome;
  runner.start(waitForStop, {.progressed = {}, .finished = [&](const Result<Outcome>& result) {
                               ASSERT_TRUE(result);
                               outcome = *result;
                             }});
  EXPECT_FALSE(runner.start(waitForStop, {})) << "one job at a time";
  runner.stop();
  runner.waitUntilDone();
  runner.deliver();
  EXPECT_EQ(outcome, Outcome::Stopped);
}

TEST(JobRunner, TurnsAnEscapedExceptionIntoAnError)
{
  JobRunner runner;
  std::string message;
  runner.start([](JobContext&) -> Result<Outcome> { throw std::runtime_error("broken"); },
               {.progressed = {}, .finished = [&](const Result<Outcome>& result) {
                  message = result.error().message;
                }});
  runner.waitUntilDone();
  runner.deliver();
  EXPECT_NE(message.find("broken"), std::string::npos);
}

TEST(JobRunner, RunsTheNextJobAfterTheEndWasDelivered)
{
  JobRunner runner;
  int runs = 0;
  const Work work = [&](JobContext&) -> Result<Outcome> {
    ++runs;
    return Outcome::Done;
  };
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(runner.start(work, {}));
    runner.waitUntilDone();
    runner.deliver();
  }
  EXPECT_EQ(runs, 3);
}

} // namespace limpid::jobs
