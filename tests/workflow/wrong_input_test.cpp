#include "core/base/atomic_file.h"
#include "tests/workflow/story.h"

#include <algorithm>

namespace limpid::workflow {
namespace {

bool holds(const std::string& text, const std::string& part)
{
  return text.find(part) != std::string::npos;
}

} // namespace

TEST(WrongInput, ABrokenDicomFileIsListedAndTheOthersComeIn)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "1", "--slices", "4", "--size", "16"});
  const std::filesystem::path broken = std::filesystem::path(story.study()) / "broken.dcm";
  std::string bytes(128, '\0');
  bytes += "DICM\x02\x00\x00\x00UL\x04";
  ASSERT_TRUE(writeFileAtomically(broken, bytes));
  story.done({"init", story.project()});
  const Json report = story.done({"import", story.project(), story.study()});
  EXPECT_EQ(report["images"], 4);
  bool listed = false;
  for (const Json& skipped : report["skipped"])
    listed = listed || (holds(skipped["file"], "broken.dcm") &&
                        !skipped["reason"].get<std::string>().empty());
  EXPECT_TRUE(listed) << report.dump();
}

TEST(WrongInput, RowsThatDontFitAreNamedAndTheOthersAreStored)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "1", "--slices", "3", "--size", "16"});
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study()});
  std::string table = *readFile(std::filesystem::path(story.study()) / "risks.csv", 1 << 20);
  table += "1.2.3.4,1,5\n";
  const std::filesystem::path file = story.folder() / "wrong.csv";
  ASSERT_TRUE(writeFileAtomically(file, table));
  const Json report = story.done({"risk", "import", story.project(), file.string()});
  EXPECT_EQ(report["matched"], 3);
  ASSERT_EQ(report["unmatched"].size(), 1u);
  EXPECT_EQ(report["unmatched"][0]["row"], 5);
}

TEST(WrongInput, AProjectWhereNothingCanBeWrittenIsRefusedWithASentence)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "file", "x"));
  const support::Ran ran =
      support::runProgram("limpid-cli", {"init", (folder / "file" / "project").string()});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_TRUE(holds(ran.errors, "project")) << ran.errors;
}

TEST(WrongInput, AnEngineThatIsntThereIsASentenceAndThePlanStays)
{
  const Story story;
  story.planTrial(5);
  const support::Ran ran = support::runProgram("limpid-cli", {"train", story.run()},
                                               {{"LIMPID_ENGINE", "/nowhere/limpid-engine"}});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_TRUE(holds(ran.errors, "/nowhere/limpid-engine")) << ran.errors;
  EXPECT_TRUE(std::filesystem::exists(story.run() + "/plan.json"));
}

TEST(WrongInput, AMisspeltOptionIsAUsageError)
{
  EXPECT_EQ(support::runProgram("limpid-cli", {"instability", "--shedule", "edm"}).exitStatus, 2);
  EXPECT_EQ(support::runProgram("limpid-cli", {}).exitStatus, 2);
}

TEST(WrongInput, TheWorkerAnswersWhatItCantDoAndGoesOn)
{
  const Story story;
  story.done({"init", story.project()});
  const std::string requests = "no JSON\n"
                               "{\"task\":7}\n"
                               "{\"task\":\"thumbnail\",\"uid\":7}\n"
                               "{\"task\":\"thumbnail\",\"uid\":\"1.2.3\",\"frame\":1}\n";
  const support::Ran ran =
      support::runProgram("limpid-cli", {"worker", story.project()}, {}, requests);
  EXPECT_EQ(ran.exitStatus, 0) << ran.errors;
  EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 4) << ran.output;
  EXPECT_EQ(ran.json()["uid"], "1.2.3");
  EXPECT_FALSE(ran.json()["error"].get<std::string>().empty());
}

TEST(WrongInput, UnratedImagesAreNeverTakenForClean)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "2", "--slices", "3", "--size", "16"});
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study()});
  const support::Ran ran =
      support::runProgram("limpid-cli", {"dataset", story.project(), "--name", "x"});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_TRUE(holds(ran.errors, "Noise isn't known")) << ran.errors;
}

} // namespace limpid::workflow
