#include "core/base/atomic_file.h"
#include "core/run/plan.h"
#include "tests/workflow/story.h"

#include <signal.h>

#include <thread>

namespace limpid::workflow {
namespace {

/// A story with a data set, and the words of a small plan on it.
class Estimate : public testing::Test
{
protected:
  void SetUp() override
  {
    story.importDemo();
    story.done({"dataset", story.project(), "--name", "small", "--held-out", "0.2"});
  }

  std::vector<std::string> plan(const std::vector<std::string>& more) const
  {
    std::vector<std::string> words{
        "plan",     story.project(), "--dataset", "small", "--name",    "trial",
        "--preset", "tiny",          "--batch",   "8",     "--threads", "1"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  Story story;
};

bool holds(const std::string& text, const std::string& part)
{
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_F(Estimate, ComesWithThePlan)
{
  const Json planned = story.done(plan({"--steps", "2000"}));
  EXPECT_GT(planned["parameters"], 1000);
  EXPECT_GT(planned["memoryBytes"], 10'000'000);
  EXPECT_GT(planned["seconds"], 0.0);
  EXPECT_DOUBLE_EQ(planned["seconds"], 2000.0 * planned["secondsPerStep"].get<double>());
}

TEST_F(Estimate, SaysWhyThereIsNoneAndThePlanStays)
{
  auto words = plan({"--json"});
  const support::Ran ran =
      support::runProgram("limpid-cli", words, {{"LIMPID_ENGINE", "/nowhere/limpid-engine"}});
  EXPECT_EQ(ran.exitStatus, 0) << ran.errors;
  const Json planned = ran.json();
  EXPECT_TRUE(planned["parameters"].is_null());
  EXPECT_TRUE(planned["memoryBytes"].is_null());
  EXPECT_TRUE(planned["seconds"].is_null());
  EXPECT_TRUE(holds(planned["sentences"][0]["text"], "/nowhere/limpid-engine")) << planned.dump();
  EXPECT_TRUE(run::readPlan(planned["plan"].get<std::string>()));
}

TEST_F(Estimate, ChoosesTheStepsThatFitIntoATimeBudget)
{
  const Json planned = story.done(plan({"--time-budget", "10min"}));
  EXPECT_LE(planned["seconds"], 600.0);
  EXPECT_GT(planned["seconds"], 600.0 - planned["secondsPerStep"].get<double>());
  const auto written = run::readPlan(planned["plan"].get<std::string>());
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->steps, planned["steps"]);
}

TEST_F(Estimate, WritesNoPlanWhereTheBudgetCantBecomeSteps)
{
  const support::Ran ran = support::runProgram("limpid-cli", plan({"--time-budget", "1h"}),
                                               {{"LIMPID_ENGINE", "/nowhere/limpid-engine"}});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_TRUE(holds(ran.errors, "--steps")) << ran.errors;
  EXPECT_FALSE(std::filesystem::exists(story.run()));
  EXPECT_EQ(support::runProgram("limpid-cli", plan({"--time-budget", "soon"})).exitStatus, 2);
  EXPECT_EQ(
      support::runProgram("limpid-cli", plan({"--time-budget", "1h", "--steps", "9"})).exitStatus,
      2);
  EXPECT_FALSE(std::filesystem::exists(story.run()));
}

TEST_F(Estimate, InterruptedLeavesAWholePlanOrNone)
{
  const auto interrupted = [this](const std::vector<std::string>& words) {
    const support::TemporaryFolder scratch;
    const std::string engine = (scratch / "waits").string();
    const std::string started = (scratch / "started").string();
    EXPECT_TRUE(
        writeFileAtomically(engine, "#!/bin/sh\n: > " + started + "\nexec tail -f /dev/null\n"));
    std::filesystem::permissions(engine, std::filesystem::perms::owner_all);
    const pid_t pid =
        support::startProgram("limpid-cli", words, scratch.path(), {{"LIMPID_ENGINE", engine}});
    while (!std::filesystem::exists(started) && ::kill(pid, 0) == 0)
      std::this_thread::yield();
    ::kill(pid, SIGINT);
    return support::waitForProgram(pid, scratch.path());
  };
  EXPECT_EQ(interrupted(plan({"--time-budget", "1h"})).exitStatus, 4);
  EXPECT_FALSE(std::filesystem::exists(story.run()));
  const support::Ran ran = interrupted(plan({"--json"}));
  EXPECT_EQ(ran.exitStatus, 4) << ran.errors;
  EXPECT_TRUE(holds(ran.json()["sentences"][0]["text"], "interrupted")) << ran.output;
  EXPECT_TRUE(run::readPlan(story.run() + "/plan.json"));
}

TEST_F(Estimate, TrainingSamplingAndAssessingEndWithASentence)
{
  story.done(plan({"--steps", "12"}));
  const auto said = [](const std::vector<std::string>& words) {
    const support::Ran ran = support::runProgram("limpid-cli", words);
    EXPECT_EQ(ran.exitStatus, 0) << ran.errors;
    return ran.output;
  };
  const std::string trained = said({"train", story.run()});
  EXPECT_TRUE(holds(trained, "Done in ") && holds(trained, ": 12 steps.")) << trained;
  const std::string sampled = said({"sample", story.run(), "--count", "3", "--steps", "4"});
  EXPECT_TRUE(holds(sampled, "3 samples in ")) << sampled;
  const std::string assessed = said({"assess", story.run()});
  EXPECT_TRUE(holds(assessed, "clean images") && holds(assessed, "Noise, median, in HU"))
      << assessed;
}

} // namespace limpid::workflow
