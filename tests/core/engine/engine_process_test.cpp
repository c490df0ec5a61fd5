#include "core/base/document.h"
#include "core/dataset/safetensors.h"
#include "core/run/engine_process.h"
#include "core/run/sampler_settings.h"
#include "core/run/task_folder.h"
#include "tests/core/engine/engine_fixtures.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

fs::path engineProgram()
{
  return fs::path(LIMPID_BINARY_DIR) / "bin" / "limpid-engine";
}

/// One run of limpid-engine as a child process.
class Engine
{
public:
  Engine(const std::vector<std::string>& arguments, const fs::path& errors)
  {
    m_pid = fork();
    if (m_pid != 0)
      return;
    const std::string program = engineProgram().string();
    const int file = open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDERR_FILENO);
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
      pointers.push_back(word.data());
    pointers.push_back(nullptr);
    execv(program.c_str(), pointers.data());
    _exit(127);
  }

  void signal(int number) const { kill(m_pid, number); }

  /// Its exit code, or 128 + the signal that ended it.
  int wait() const
  {
    int status = 0;
    waitpid(m_pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

private:
  pid_t m_pid = -1;
};

class EngineProcess : public testing::Test
{
protected:
  void SetUp() override
  {
    data = freezeSmallStudy(folder / "data", {});
    plan = smallPlan(data);
    run = folder / "run";
  }

  Engine start(const std::vector<std::string>& arguments) const
  {
    return Engine(arguments, folder / "errors.txt");
  }
  int finish(const std::vector<std::string>& arguments) const { return start(arguments).wait(); }
  int train(const fs::path& planFile, const std::vector<std::string>& more = {}) const
  {
    std::vector<std::string> arguments{"train", planFile.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return finish(arguments);
  }
  std::string errors() const { return readFile(folder / "errors.txt", 1 << 20).value_or(""); }

  /// Waits until status.json says so; a minute is a failure.
  static void await(const fs::path& where, const std::function<bool(const run::Status&)>& reached)
  {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < end) {
      if (const auto status = run::readStatus(where); status && reached(*status))
        return;
      std::this_thread::yield();
    }
    FAIL() << "the engine didn't get there";
  }

  static std::string arraysOf(const fs::path& file)
  {
    const auto opened = dataset::SafetensorsFile::open(file);
    EXPECT_TRUE(opened) << opened.error().message;
    std::string bytes;
    for (const auto& [name, view] : opened->tensors())
      bytes += name + std::string(std::bit_cast<const char*>(view.bytes.data()), view.bytes.size());
    return bytes;
  }

  support::TemporaryFolder folder;
  fs::path data;
  run::TrainingPlan plan;
  fs::path run;
};

TEST_F(EngineProcess, ContinuesAfterKillAsIfNothingHadHappened)
{
  plan.steps = 400;
  plan.previewEvery = 100;
  plan.previewCount = 2;
  const fs::path unbroken = folder / "unbroken";
  ASSERT_EQ(train(writeRun(unbroken, plan)), 0) << errors();

  const fs::path planFile = writeRun(run, plan);
  const Engine killed = start({"train", planFile.string()});
  await(run, [](const run::Status& status) { return status.step >= 25; });
  killed.signal(SIGKILL);
  ASSERT_EQ(killed.wait(), 128 + SIGKILL);
  ASSERT_FALSE(fs::exists(run / "checkpoints" / "step-00000400.safetensors"));
  ASSERT_EQ(train(planFile, {"--resume"}), 0) << errors();

  const fs::path last = fs::path("checkpoints") / "step-00000400.safetensors";
  EXPECT_TRUE(arraysOf(run / last) == arraysOf(unbroken / last));
  run::MetricsReader metrics(run);
  std::int64_t step = 0;
  for (const Json& line : metrics.readNew())
    if (line.at("event") == "step") {
      EXPECT_GT(line.at("step"), step) << "a line is there twice";
      step = line.at("step");
    }
  EXPECT_EQ(step, 400);
}

TEST_F(EngineProcess, ObeysPauseResumeAndStop)
{
  plan.steps = 1000000;
  const Engine engine = start({"train", writeRun(run, plan).string()});
  await(run, [](const run::Status& status) { return status.step > 2; });
  ASSERT_TRUE(run::sendCommand(run, run::Command::Pause));
  await(run, [](const run::Status& status) { return status.state == run::State::Paused; });
  const std::int64_t paused = run::readStatus(run)->step;
  ASSERT_TRUE(run::sendCommand(run, run::Command::Resume));
  await(run, [&](const run::Status& status) { return status.step > paused; });
  ASSERT_TRUE(run::sendCommand(run, run::Command::Stop));
  EXPECT_EQ(engine.wait(), 4);
  const auto status = run::readStatus(run);
  EXPECT_EQ(status->state, run::State::Stopped);
  EXPECT_TRUE(fs::exists(run / status->checkpoint)) << status->checkpoint;
}

TEST_F(EngineProcess, SavesAndEndsAsFinishedWhenToldTo)
{
  plan.steps = 1000000;
  const Engine engine = start({"train", writeRun(run, plan).string()});
  await(run, [](const run::Status& status) { return status.step > 2; });
  ASSERT_TRUE(run::sendCommand(run, run::Command::Finish));
  EXPECT_EQ(engine.wait(), 0);
  EXPECT_EQ(run::readStatus(run)->state, run::State::Finished);
}

TEST_F(EngineProcess, StopsWithACheckpointOnSigterm)
{
  plan.steps = 1000000;
  const Engine engine = start({"train", writeRun(run, plan).string()});
  await(run, [](const run::Status& status) { return status.step > 2; });
  engine.signal(SIGTERM);
  EXPECT_EQ(engine.wait(), 4);
  EXPECT_TRUE(fs::exists(run / run::readStatus(run)->checkpoint));
}

TEST_F(EngineProcess, DrawsAndAssessesWhatItTrained)
{
  plan.steps = 60;
  ASSERT_EQ(train(writeRun(run, plan)), 0) << errors();
  ASSERT_EQ(finish({"sample", run.string(), "--count", "6", "--steps", "8", "--name", "all"}), 0)
      << errors();
  ASSERT_EQ(finish({"sample", run.string(), "--count", "2", "--first", "4", "--steps", "8",
                    "--name", "part"}),
            0)
      << errors();
  const auto all = dataset::SafetensorsFile::open(run / "samples/all/samples.safetensors");
  const auto part = dataset::SafetensorsFile::open(run / "samples/part/samples.safetensors");
  ASSERT_TRUE(all && part);
  const auto images = all->tensor("images")->values<float>();
  const auto again = part->tensor("images")->values<float>();
  EXPECT_EQ(all->tensor("images")->shape, (std::vector<std::int64_t>{6, 1, 8, 8}));
  for (std::size_t index = 0; index < again.size(); ++index)
    ASSERT_NEAR(images[4 * 64 + index], again[index], 1e-4);
  const auto document = readDocument(run / "samples/all/samples.json", "limpid-samples", 1);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->at("datasetDigest"), plan.datasetDigest);
  EXPECT_EQ(document->at("preparation").at("unit"), "HU");

  ASSERT_EQ(finish({"assess", run.string(), "--name", "first"}), 0) << errors();
  const auto found =
      readDocument(run / "assessments/first/assessment.json", "limpid-assessment", 1);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->at("denoisingError").size(), 4U);
  for (const Json& level : found->at("denoisingError")) {
    EXPECT_GT(level.at("value"), 0.0);
    EXPECT_LT(level.at("value"), 1.0) << "worse than predicting no noise at all";
  }
  EXPECT_LT(found->at("cleanNoise").at("value"), found->at("noisyNoise").at("value"));
  EXPECT_EQ(found->at("residualNoise").at("unit"), "HU");
  EXPECT_EQ(found->at("verdict").at("varied").at("state"), "not-measured");
}

TEST_F(EngineProcess, DrawsTheSamePixelsAgainFromWhatTheSamplesSayOfThemselves)
{
  data = freezeSmallStudy(folder / "labelled", {.labels = {2, 6}});
  plan = smallPlan(data);
  plan.conditioning = "label";
  ASSERT_EQ(train(writeRun(run, plan)), 0) << errors();
  ASSERT_EQ(finish({"sample", run.string(), "--count", "3", "--sampler", "heun", "--steps", "6",
                    "--churn", "4", "--s-tmin", "0.1", "--label", "6", "--guidance", "2", "--name",
                    "first"}),
            0)
      << errors();
  const fs::path first = run / "samples" / "first";
  const auto said = readDocument(first / "samples.json", "limpid-samples", 1);
  ASSERT_TRUE(said) << said.error().message;

  std::vector<std::string> again{"sample", run.string(), "--name", "again"};
  for (const char* key : {"count", "first", "seed", "sampler", "steps", "label", "guidance"}) {
    const Json& value = said->at(key);
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    again.insert(again.end(), {std::string("--") + key, text});
  }
  for (const run::SamplerOption& option : run::samplerOptions())
    if (const auto value = said->at("samplerOptions").find(std::string(option.key));
        value != said->at("samplerOptions").end())
      again.insert(again.end(),
                   {std::string(option.flags.substr(0, option.flags.find(','))), value->dump()});
  ASSERT_EQ(finish(again), 0) << errors();
  EXPECT_EQ(arraysOf(run / "samples" / "again" / "samples.safetensors"),
            arraysOf(first / "samples.safetensors"));

  EXPECT_EQ(finish({"sample", run.string(), "--count", "1", "--label", "3"}), 3);
  EXPECT_NE(errors().find("2, 6"), std::string::npos) << errors();
  EXPECT_EQ(finish({"sample", run.string(), "--count", "1", "--sampler", "pc", "--churn", "4"}), 2);
  EXPECT_NE(errors().find("heun"), std::string::npos) << errors();
}

TEST_F(EngineProcess, HoldsBackSamplesThatAreCopies)
{
  ASSERT_EQ(train(writeRun(run, plan), {"--stop-after", "1"}), 4) << errors();
  ASSERT_EQ(finish({"sample", run.string(), "--count", "3", "--steps", "2", "--name", "drawn"}), 0)
      << errors();
  const auto frozen = dataset::FrozenDataset::open(data).value();
  const auto training = frozen.trainingIndices();
  const auto clean = std::find_if(training.begin(), training.end(), [&](std::int64_t index) {
    return frozen.risk(index).gate() == 0.0;
  });
  ASSERT_NE(clean, training.end());
  const std::span<const float> copy = frozen.image(*clean);
  std::vector<float> images(3 * copy.size(), 5.0F); // the others are far from everything
  std::copy(copy.begin(), copy.end(), images.begin() + static_cast<std::ptrdiff_t>(copy.size()));
  const fs::path samples = run / "samples" / "drawn";
  ASSERT_TRUE(dataset::writeSafetensors(
      samples / "samples.safetensors",
      {{"images", dataset::viewOf(std::span<const float>(images), {3, 1, 8, 8})}}, {}));
  const Json before = readDocument(samples / "samples.json", "limpid-samples", 1).value();

  ASSERT_EQ(finish({"assess", run.string(), "--name", "first"}), 0) << errors();
  Json after = readDocument(samples / "samples.json", "limpid-samples", 1).value();
  EXPECT_EQ(after.at("heldBack"), Json({1}));
  after.erase("heldBack");
  EXPECT_EQ(after, before) << "the rest of the document must stay";
  const auto found =
      readDocument(run / "assessments/first/assessment.json", "limpid-assessment", 1);
  const std::string sentence = found->at("verdict").at("new").at("sentence");
  EXPECT_TRUE(sentence.ends_with("1 is held back.")) << sentence;
}

TEST_F(EngineProcess, RestoresKeptAsideAndOtherImagesTheSameEachTime)
{
  plan.steps = 30;
  ASSERT_EQ(train(writeRun(run, plan)), 0) << errors();
  const auto frozen = dataset::FrozenDataset::open(data).value();
  const auto heldOut = frozen.heldOutIndices();
  const auto noisy = std::find_if(heldOut.begin(), heldOut.end(), [&](std::int64_t index) {
    return frozen.risk(index).noise > 0.0;
  });
  ASSERT_NE(noisy, heldOut.end());
  const std::string number = std::to_string(noisy - heldOut.begin());
  const fs::path other = folder / "other.safetensors";
  const std::vector<float> noise{static_cast<float>(frozen.risk(*noisy).noise)};
  ASSERT_TRUE(dataset::writeSafetensors(
      other,
      {{"images", dataset::viewOf(frozen.image(*noisy), {1, 1, 8, 8})},
       {"noise", dataset::viewOf(std::span<const float>(noise), {1, 1, 1, 1})}},
      {}));
  const std::vector<std::string> more{"--draws", "4", "--steps", "6", "--name"};
  const auto restore = [&](std::vector<std::string> words, const char* name) {
    words.insert(words.begin(), {"restore", run.string()});
    words.insert(words.end(), more.begin(), more.end());
    words.emplace_back(name);
    return finish(words);
  };
  ASSERT_EQ(restore({number, other.string()}, "both"), 0) << errors();
  const auto arrays =
      dataset::SafetensorsFile::open(run / "restorations/both/restoration.safetensors");
  ASSERT_TRUE(arrays) << arrays.error().message;
  EXPECT_EQ(arrays->tensor("draws")->shape, (std::vector<std::int64_t>{2, 4, 1, 8, 8}));
  const auto draws = arrays->tensor("draws")->values<float>();
  for (std::size_t at = 0; at < 4 * 64; ++at)
    ASSERT_NEAR(draws[at], draws[4 * 64 + at], 1e-5) << "the same image, the same draws";
  const auto deviation = arrays->tensor("deviation")->values<float>();
  EXPECT_GT(*std::min_element(deviation.begin(), deviation.end()), 0.0F);
  const auto document =
      readDocument(run / "restorations/both/restoration.json", "limpid-restoration", 1);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->at("images").at(0).at("source"), number);
  EXPECT_EQ(document->at("images").at(1).at("source"), "file:0") << "no path";
  EXPECT_NEAR(document->at("images").at(0).at("startLevel"), noise[0], 1e-6);

  EXPECT_EQ(restore({"999"}, "none"), 3);
  EXPECT_NE(errors().find("999"), std::string::npos) << errors();
  EXPECT_EQ(finish({"restore", run.string(), number, "--sampler", "ode"}), 2);
}

TEST_F(EngineProcess, EstimatesWhatAPlanTakesAndLeavesTheRunFolderAlone)
{
  plan.steps = 5000;
  const fs::path planFile = writeRun(run, plan);
  const auto answer = run::engineAnswer(engineProgram(), {"estimate", planFile.string(), "--json"},
                                        std::chrono::seconds(120), {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_GT(answer->at("memoryBytes"), 10'000'000);
  EXPECT_GT(answer->at("secondsPerStep"), 0.0);
  EXPECT_DOUBLE_EQ(answer->at("seconds"), 5000.0 * answer->at("secondsPerStep").get<double>());
  EXPECT_EQ(std::distance(fs::directory_iterator(run), {}), 1) << "more than the plan";

  ASSERT_EQ(train(planFile, {"--stop-after", "1"}), 4) << errors();
  const auto arrays = dataset::SafetensorsFile::open(run / run::readStatus(run)->checkpoint);
  ASSERT_TRUE(arrays) << arrays.error().message;
  std::size_t weights = 0;
  for (const auto& [name, view] : arrays->tensors())
    weights += name.starts_with("weights.") ? view.values<float>().size() : 0;
  EXPECT_EQ(answer->at("parameters"), weights);
}

TEST_F(EngineProcess, EstimatesAStepThatTakesLongFromFewerImages)
{
  plan.batch = 1'000'000;
  const auto answer =
      run::engineAnswer(engineProgram(), {"estimate", writeRun(run, plan).string(), "--json"},
                        std::chrono::seconds(120), {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_LT(answer->at("measuredImages"), plan.batch);
  EXPECT_GT(answer->at("memoryBytes"), 1'000'000'000);
  EXPECT_EQ(answer->at("sentences").size(), 1U);
}

TEST_F(EngineProcess, SaysWhatIsWrongInOneSentence)
{
  run::TrainingPlan missing = plan;
  missing.dataset = "nowhere/dataset.safetensors";
  EXPECT_EQ(train(writeRun(folder / "missing", missing)), 3);
  EXPECT_NE(errors().find("nowhere"), std::string::npos) << errors();
  EXPECT_EQ(run::readStatus(folder / "missing")->state, run::State::Failed);

  run::TrainingPlan other = plan;
  other.datasetDigest = std::string(32, '0');
  EXPECT_EQ(train(writeRun(folder / "other", other)), 3);
  EXPECT_NE(errors().find("digest"), std::string::npos) << errors();

  run::TrainingPlan device = plan;
  device.device = "cuda:99";
  EXPECT_EQ(train(writeRun(folder / "device", device)), 5);
  EXPECT_NE(errors().find("cuda:99"), std::string::npos) << errors();
  EXPECT_EQ(finish({"train"}), 2);
  EXPECT_EQ(finish({"sample", (folder / "other").string(), "--count", "1"}), 3);
}

TEST_F(EngineProcess, NeverContinuesADamagedCheckpoint)
{
  const fs::path planFile = writeRun(run, plan);
  ASSERT_EQ(train(planFile, {"--stop-after", "12"}), 4) << errors();
  EXPECT_EQ(train(planFile), 3) << "a trained run must not be begun anew";
  EXPECT_EQ(run::readStatus(run)->state, run::State::Stopped) << "nor its status be overwritten";
  {
    std::fstream file(run / run::readStatus(run)->checkpoint,
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-100, std::ios::end);
    file.put('\x55').put('\x55').put('\x55').put('\x55');
  }
  EXPECT_EQ(train(planFile, {"--resume"}), 3);
  EXPECT_NE(errors().find("damaged"), std::string::npos) << errors();
}

} // namespace
} // namespace limpid::engine
