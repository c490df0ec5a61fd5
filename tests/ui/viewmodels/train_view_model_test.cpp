#include "ui/viewmodels/train_view_model.h"

#include "core/study/project.h"
#include "tests/support/temporary_folder.h"
#include "ui/viewmodels/paths.h"
#include "ui/viewmodels/programs.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <fstream>

namespace limpid::viewmodels {
namespace {

/// Plays the engine: writes what an engine would write into a run folder.
struct TrainViewModelTest : testing::Test
{
  TrainViewModelTest()
  {
    EXPECT_TRUE(study::Project::create(folder / "project"));
    std::filesystem::create_directories(run);
    run::TrainingPlan plan;
    plan.name = "first";
    plan.dataset = "../../datasets/missing/dataset.safetensors";
    EXPECT_TRUE(run::writePlan(run / "plan.json", plan));
  }

  run::Status status(run::State state, std::int64_t step)
  {
    run::Status status;
    status.task = "train";
    status.state = state;
    status.step = step;
    status.steps = 100;
    status.imagesPerSecond = 12.0;
    status.secondsLeft = 50.0;
    status.pid = ::getpid(); // a process that runs
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    status.host = host;
    return status;
  }

  void write(const run::Status& status) { EXPECT_TRUE(run::writeStatus(run, status)); }

  void look()
  {
    model.poll();
    model.jobs().finish();
  }

  support::TemporaryFolder folder;
  std::filesystem::path run = folder / "project" / "runs" / "first";
  TrainViewModel model{Programs{{}, QStringLiteral("/nowhere/limpid-engine")}};
};

} // namespace

TEST_F(TrainViewModelTest, FindsTheRunAgainWhenTheProjectIsOpened)
{
  write(status(run::State::Running, 10));
  model.setProject(toQString(folder / "project"));
  model.jobs().finish();
  EXPECT_EQ(model.runFolder(), toQString(run));
  EXPECT_EQ(model.state(), TrainViewModel::State::Running);
  EXPECT_TRUE(model.message().contains(QStringLiteral("You may close the window")));
}

TEST_F(TrainViewModelTest, OffersTheNewestModelWhenTheNewestRunHasNoneYet)
{
  QString announced;
  QObject::connect(&model, &TrainViewModel::modelReady, &model,
                   [&](const QString& ready) { announced = ready; });
  const auto older = folder / "project" / "runs" / "before";
  std::filesystem::create_directories(older);
  std::filesystem::copy_file(run / "plan.json", older / "plan.json");
  auto done = status(run::State::Finished, 100);
  done.checkpoint = "checkpoints/100.safetensors";
  ASSERT_TRUE(run::writeStatus(older, done));
  std::filesystem::last_write_time(older / "plan.json",
                                   std::filesystem::last_write_time(run / "plan.json") -
                                       std::chrono::hours(1));
  write(status(run::State::Running, 10));
  model.setProject(toQString(folder / "project"));
  model.jobs().finish();
  EXPECT_EQ(model.runFolder(), toQString(run));
  EXPECT_EQ(announced, toQString(older));
}

TEST_F(TrainViewModelTest, FollowsStepsAndLoss)
{
  write(status(run::State::Running, 10));
  model.setRun(toQString(run));
  model.jobs().finish();
  std::ofstream(run / "metrics.jsonl") << R"({"event":"step","step":10,"loss":0.5})" << '\n'
                                       << R"({"event":"step","step":20,"loss":0.25})" << '\n'
                                       << R"({"event":"step","step":30,"lo)"; // half-written
  write(status(run::State::Running, 20));
  look();
  EXPECT_EQ(model.curves().loss().steps, (std::vector<double>{10.0, 20.0}));
  EXPECT_EQ(model.curves().loss().values, (std::vector<double>{0.5, 0.25}));
  EXPECT_TRUE(model.stepText().contains(QStringLiteral("20")));
}

TEST_F(TrainViewModelTest, SendsCommandsThroughTheFolderAlone)
{
  write(status(run::State::Running, 10));
  model.setRun(toQString(run));
  model.jobs().finish();
  model.pause();
  model.jobs().finish();
  EXPECT_EQ(run::readControl(run).command, run::Command::Pause);
  model.finish();
  model.jobs().finish();
  EXPECT_EQ(run::readControl(run).command, run::Command::Finish);
  EXPECT_EQ(model.state(), TrainViewModel::State::Finishing);
}

TEST_F(TrainViewModelTest, AnnouncesTheModelOnceTrainingIsDone)
{
  QString announced;
  QObject::connect(&model, &TrainViewModel::modelReady, &model,
                   [&](const QString& ready) { announced = ready; });
  auto done = status(run::State::Finished, 100);
  done.checkpoint = "checkpoints/100.safetensors";
  write(done);
  model.setRun(toQString(run));
  model.jobs().finish();
  EXPECT_EQ(model.state(), TrainViewModel::State::Finished);
  EXPECT_EQ(announced, toQString(run));
}

TEST_F(TrainViewModelTest, OffersToContinueARunWhoseEngineIsGone)
{
  auto dead = status(run::State::Running, 42);
  dead.pid = 1 << 30; // beyond any process id
  write(dead);
  model.setRun(toQString(run));
  model.jobs().finish();
  EXPECT_EQ(model.state(), TrainViewModel::State::Stopped);
  EXPECT_TRUE(model.message().contains(QStringLiteral("42"))) << model.message().toStdString();
  model.continueRun();
  model.jobs().finish();
  EXPECT_TRUE(model.error().contains(QStringLiteral("limpid-engine")))
      << model.error().toStdString();
  EXPECT_EQ(model.state(), TrainViewModel::State::Stopped) << "nothing is lost";
}

TEST_F(TrainViewModelTest, SaysSoWhenTheEngineEndsBeforeItBegins)
{
  model.setRun(toQString(run), 1 << 30);
  model.jobs().finish();
  EXPECT_EQ(model.state(), TrainViewModel::State::Failed);
  EXPECT_TRUE(model.error().contains(QStringLiteral("log.txt")));
}

} // namespace limpid::viewmodels
