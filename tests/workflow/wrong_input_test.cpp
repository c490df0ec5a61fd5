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

TEST(WrongInput, ANumberThatIsntFiniteIsAUsageError)
{
  for (const char* risk : {"nan", "inf"}) {
    const support::Ran ran = support::runProgram(
        "limpid-cli", {"instability", "--schedule", "edm", "--law", "gaussian", "--risk", risk});
    EXPECT_EQ(ran.exitStatus, 2) << risk;
    EXPECT_TRUE(holds(ran.errors, "--risk")) << ran.errors;
  }
}

TEST(WrongInput, AnExportOfRatingsWritesOverNoFileUnlessToldTo)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "1", "--slices", "1", "--size", "16"});
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study()});
  const std::string file = (story.folder() / "mine.csv").string();
  for (const char* verb : {"export", "audit"}) {
    ASSERT_TRUE(writeFileAtomically(file, "a thesis"));
    const support::Ran ran =
        support::runProgram("limpid-cli", {"risk", verb, story.project(), file});
    EXPECT_EQ(ran.exitStatus, 3) << verb;
    EXPECT_TRUE(holds(ran.errors, "--replace")) << ran.errors;
    EXPECT_EQ(*readFile(file, 100), "a thesis");
    story.done({"risk", verb, story.project(), file, "--replace"});
    EXPECT_NE(*readFile(file, 1 << 20), "a thesis");
  }
}

TEST(WrongInput, AProjectWithoutItsLibraryIsRefusedNotEmptied)
{
  const Story story;
  story.done({"init", story.project()});
  const std::filesystem::path library = std::filesystem::path(story.project()) / "limpid.db";
  ASSERT_TRUE(std::filesystem::remove(library));
  const support::Ran ran = support::runProgram("limpid-cli", {"list", story.project()});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_TRUE(holds(ran.errors, "limpid.db is missing")) << ran.errors;
  EXPECT_FALSE(std::filesystem::exists(library));
}

TEST(WrongInput, AResultThatCantBeWrittenIsNotDone)
{
  if (!std::filesystem::exists("/dev/full"))
    GTEST_SKIP() << "This machine has no /dev/full.";
  const support::Ran ran =
      support::runProgram("/bin/sh", {"-c", "exec \"$0\" plugins --json > /dev/full",
                                      std::string(LIMPID_BINARY_DIR) + "/bin/limpid-cli"});
  EXPECT_EQ(ran.exitStatus, 5) << ran.errors;
  EXPECT_TRUE(holds(ran.errors, "standard output")) << ran.errors;
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

TEST(WrongInput, OfAnyKindIsOneSentenceThatNamesItAndTheReason)
{
  const Story story;
  story.planTrial(5);
  const std::string project = story.project();
  const std::string nowhere = (story.folder() / "nowhere").string();
  const std::string out = (story.folder() / "out").string();
  ASSERT_TRUE(writeFileAtomically(story.folder() / "header.csv", "sop_instance_uid,noise\n"));
  struct Wrong
  {
    std::vector<std::string> words;
    std::string sentence;
  };
  const std::vector<Wrong> wrongs = {
      {{"import", project, nowhere}, "nowhere doesn't exist."},
      {{"import", nowhere, story.study()}, "nowhere holds no Limpid project."},
      {{"pixels", nowhere}, "nowhere doesn't exist."},
      {{"pixels", project}, "project is no file."},
      {{"risk", "set", project, "noise=5", "--series", "1.2"}, "no series with the UID 1.2."},
      {{"risk", "set", project, "noise=5", "--image", "1.2"}, "no image with the UID 1.2 and"},
      {{"risk", "set", project, "haze=5"}, "no component 'haze'"},
      {{"risk", "import", project, (story.folder() / "header.csv").string()}, "and no rows."},
      {{"dataset", project, "--name", "../x"}, "'../x' can't be the name of a data set"},
      {{"dataset", project, "--name", "x", "--size", "1000"}, "has 16 pixels"},
      {{"dataset", project, "--name", "x", "--window", "5:-5"}, "low end, 5, isn't below"},
      {{"dataset", project, "--name", "x", "--crop", "0,0,99,99"}, "CT001.dcm: The crop of"},
      {{"plan", project, "--dataset", "y"}, "no data set 'y'; there are: small."},
      {{"plan", project, "--dataset", "small", "--name", "../x"}, "'../x' can't be the name of"},
      {{"sample", story.run(), "--count", "1"}, "has no checkpoint yet: train it first."},
      {{"sample", nowhere, "--count", "1"}, "nowhere holds no run"},
      {{"watch", nowhere}, "nowhere holds no run"},
      {{"control", nowhere, "stop"}, "nowhere holds no run"},
      {{"export", nowhere, out}, "nowhere holds no run"},
  };
  for (const Wrong& wrong : wrongs) {
    const support::Ran ran = support::runProgram("limpid-cli", wrong.words);
    EXPECT_TRUE(ran.exitStatus == 2 || ran.exitStatus == 3) << ran.exitStatus << ran.errors;
    EXPECT_TRUE(holds(ran.errors, wrong.sentence)) << wrong.sentence << "\n" << ran.errors;
    EXPECT_EQ(std::count(ran.errors.begin(), ran.errors.end(), '\n'), 1) << ran.errors;
  }
}

TEST(WrongInput, AFileIsNotOverwrittenByAnExport)
{
  const Story story;
  story.planTrial(3);
  story.done({"train", story.run()});
  story.done({"sample", story.run(), "--count", "1", "--steps", "2"});
  const std::string file = story.study() + "/risks.csv";
  const support::Ran ran = support::runProgram("limpid-cli", {"export", story.run(), file});
  EXPECT_EQ(ran.exitStatus, 3);
  EXPECT_TRUE(holds(ran.errors, "risks.csv is a file")) << ran.errors;
}

TEST(WrongInput, AFolderWithoutDicomSaysSo)
{
  const Story story;
  story.done({"init", story.project()});
  const std::filesystem::path folder = story.folder() / "notes";
  ASSERT_TRUE(makeFolder(folder));
  ASSERT_TRUE(writeFileAtomically(folder / "notes.txt", "Patient moved."));
  const support::Ran ran =
      support::runProgram("limpid-cli", {"import", story.project(), folder.string()});
  EXPECT_TRUE(holds(ran.output, "No images were found")) << ran.output;
  EXPECT_TRUE(holds(ran.output, "notes.txt: It is not DICOM.")) << ran.output;
}

} // namespace limpid::workflow
