#include "core/dataset/safetensors.h"
#include "core/run/task_folder.h"
#include "core/study/dicom_header.h"
#include "core/study/pixel_reader.h"
#include "core/study/project.h"
#include "tests/workflow/story.h"

#include <signal.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>

namespace limpid::workflow {
namespace {

std::vector<float> samplesOf(const std::filesystem::path& file)
{
  const auto opened = dataset::SafetensorsFile::open(file);
  if (!opened)
    return {};
  const auto images = opened->tensor("images");
  const std::span<const float> values = images ? images->values<float>() : std::span<const float>();
  return {values.begin(), values.end()};
}

} // namespace

TEST(WholeJobByVerbs, LeadsFromAStudyToSyntheticDicom)
{
  const Story story;
  story.planTrial(30);
  const Json trained = story.done({"train", story.run() + "/plan.json"});
  EXPECT_EQ(trained["event"], "result");
  EXPECT_EQ(trained["step"], 30);
  EXPECT_TRUE(std::filesystem::exists(trained["checkpoint"].get<std::string>()));

  const Json sampled = story.done(
      {"sample", story.run(), "--count", "3", "--seed", "5", "--steps", "5", "--name", "first"});
  EXPECT_EQ(samplesOf(sampled["samples"].get<std::string>()).size(), 3u * 16u * 16u);

  const Json assessed = story.done({"assess", story.run()});
  ASSERT_TRUE(assessed.contains("denoisingError")) << assessed.dump();
  EXPECT_GE(assessed["denoisingError"].size(), 4u);
  EXPECT_TRUE(assessed.contains("residualNoise") && assessed.contains("cleanNoise") &&
              assessed.contains("noisyNoise"));
  EXPECT_TRUE(assessed["verdict"].contains("clean"));

  const Json exported =
      story.done({"export", story.run(), (story.folder() / "out").string(), "--format", "dicom"});
  ASSERT_EQ(exported["files"].size(), 3u);
  const Json pixels = story.done({"pixels", exported["files"][0].get<std::string>()});
  EXPECT_EQ(pixels["rows"], 16);
}

TEST(WholeJobByVerbs, CopiesOfRealImagesStayBehindAtAnExport)
{
  const Story story;
  story.planTrial(5);
  story.done({"train", story.run()});
  const Json sampled =
      story.done({"sample", story.run(), "--count", "3", "--steps", "4", "--name", "first"});
  const auto document =
      std::filesystem::path(sampled["samples"].get<std::string>()).parent_path() / "samples.json";
  Json samples = readDocument(document, "limpid-samples", 1).value();
  samples["heldBack"] = {0, 2}; // as assess writes it
  ASSERT_TRUE(writeDocument(document, samples));
  const Json exported = story.done({"export", story.run(), (story.folder() / "out").string()});
  EXPECT_EQ(exported["heldBack"], 2);
  EXPECT_EQ(exported["files"].size(), 1u);
}

TEST(WholeJobByVerbs, RestoresAnImageKeptAsideAndADicomFile)
{
  const Story story;
  story.planTrial(8);
  story.done({"train", story.run()});
  std::filesystem::path file;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(story.study()))
    if (entry.path().extension() == ".dcm")
      file = entry.path();
  const Json restored = story.done({"restore", story.run(), file.string(), "--noise", "300",
                                    "--draws", "3", "--steps", "4", "--name", "one"});
  ASSERT_EQ(restored["images"].size(), 1u) << restored.dump();
  EXPECT_GT(restored["images"][0]["noise"], 0.0);
  const auto folder = std::filesystem::path(story.run()) / "restorations" / "one";
  for (const char* picture : {"seen-00001.png", "mean-00001.png", "deviation-00001.png"})
    EXPECT_TRUE(std::filesystem::exists(folder / picture)) << picture;

  const auto sources = readDocument(folder / "sources.json", "limpid-restoration-sources", 1);
  ASSERT_TRUE(sources) << sources.error().message;
  const auto header = study::readDicomHeader(file);
  ASSERT_TRUE(header.header);
  const auto project = study::Project::open(story.project());
  EXPECT_EQ((*sources)["sources"],
            Json::array({project->keyedDigest(header.header->sopInstanceUid + "#1")}));

  const Json exported =
      story.done({"export", story.run(), (story.folder() / "out").string(), "--restored"});
  ASSERT_EQ(exported["files"].size(), 2u) << exported.dump() << "the likely image, and how sure";
  const auto likely = study::readDicomHeader(exported["files"][0].get<std::string>());
  ASSERT_TRUE(likely.header) << likely.reason;
  EXPECT_NE(likely.header->series.patientId, header.header->series.patientId);
  EXPECT_TRUE(likely.header->series.derived);
}

TEST(WholeJobByVerbs, ARunThatAWithdrawnPatientIsInDrawsAndTrainsNoMore)
{
  const Story story;
  story.planTrial(8);
  story.done({"train", story.run(), "--stop-after", "4"}, 4);
  const Json forgotten = story.done({"forget", story.project(), "P001", "--mark"});
  EXPECT_EQ(forgotten["patient"], "P001");
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"train", story.run(), "--resume"},
        {"sample", story.run(), "--count", "1", "--steps", "2"},
        {"restore", story.run(), "0", "--draws", "2", "--steps", "2"}}) {
    const support::Ran ran = support::runProgram("limpid-cli", words);
    EXPECT_EQ(ran.exitStatus, 3) << words.front();
    EXPECT_NE(ran.errors.find("P001 was withdrawn"), std::string::npos)
        << words.front() << ": " << ran.errors;
  }
}

TEST(WholeJobByVerbs, TheSeedAndIndexOfAnExportGiveTheSamePixelsAgain)
{
  const Story story;
  story.planTrial(12);
  story.done({"train", story.run()});
  const Json all = story.done(
      {"sample", story.run(), "--count", "4", "--seed", "9", "--steps", "4", "--name", "all"});
  const Json third = story.done({"sample", story.run(), "--first", "2", "--count", "1", "--seed",
                                 "9", "--steps", "4", "--name", "third"});
  const Json exported = story.done({"export", story.run(), (story.folder() / "out").string(),
                                    "--samples", all["samples"].get<std::string>()});
  const Json again = story.done({"export", story.run(), (story.folder() / "again").string(),
                                 "--samples", third["samples"].get<std::string>()});
  const auto first = study::readFrame(exported["files"][2].get<std::string>(), 1);
  const auto second = study::readFrame(again["files"][0].get<std::string>(), 1);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->pixels, second->pixels);
}

TEST(WholeJobByVerbs, AStoppedTrainingGoesOnWhereItStopped)
{
  const Story story;
  story.planTrial(20);
  const support::Ran stopped =
      support::runProgram("limpid-cli", {"train", story.run(), "--stop-after", "8", "--json"});
  EXPECT_EQ(stopped.exitStatus, 4) << stopped.errors;
  EXPECT_EQ(stopped.json()["step"], 8);
  const Json finished = story.done({"train", story.run(), "--resume"});
  EXPECT_EQ(finished["step"], 20);
}

TEST(WholeJobByVerbs, CtrlCStopsATrainingThatCanBeContinued)
{
  const Story story;
  story.planTrial(100000);
  const support::TemporaryFolder scratch;
  const pid_t pid =
      support::startProgram("limpid-cli", {"train", story.run(), "--json"}, scratch.path(), {});
  run::MetricsReader metrics(story.run());
  while (metrics.readNew().empty() && ::kill(pid, 0) == 0)
    std::this_thread::yield();
  ::kill(pid, SIGINT);
  const support::Ran ran = support::waitForProgram(pid, scratch.path());
  EXPECT_EQ(ran.exitStatus, 4) << ran.errors;
  EXPECT_GT(ran.json()["step"].get<int>(), 0);
  EXPECT_LT(ran.json()["step"].get<int>(), 100000);
}

} // namespace limpid::workflow
