#include "core/base/atomic_file.h"
#include "tests/support/dicom_files.h"
#include "tests/support/shared_data.h"
#include "tests/workflow/story.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>

namespace limpid::workflow {
namespace {

using testing::HasSubstr;

/// Two series of one image each: DIR/one/image.dcm and DIR/two/image.dcm.
void writeTwoSeries(const std::filesystem::path& folder)
{
  for (const char* name : {"one", "two"}) {
    support::DicomSlice slice;
    slice.seriesUid = fmt::format("1.2.3.{}", name[0] == 'o' ? 1 : 2);
    slice.sopUid = slice.seriesUid + ".1";
    slice.rows = slice.columns = 8;
    slice.values = support::smoothSlice(8, 8, 1.0, 1);
    support::writeDicom(folder / name / (std::string(name) + ".dcm"), slice);
  }
}

std::size_t thumbnailsOf(const Story& story)
{
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(story.project()) / "thumbnails"))
    ++count;
  return count;
}

Json importWithFault(const Story& story, const std::string& fault)
{
  const support::Ran ran =
      support::runProgram("limpid-cli", {"import", story.project(), story.study(), "--json"},
                          {{"LIMPID_TEST_WORKER_FAULT", fault}});
  EXPECT_EQ(ran.exitStatus, 0) << ran.errors;
  return ran.json();
}

std::string warningOf(const Json& report)
{
  return report["warnings"].size() == 1 ? report["warnings"][0]["sentence"].get<std::string>()
                                        : report["warnings"].dump();
}

} // namespace

TEST(Reading, AFileThatCrashesTheWorkerCostsThatFile)
{
  const Story story;
  writeTwoSeries(story.study());
  story.done({"init", story.project()});
  const Json report = importWithFault(story, "crash:one.dcm");
  EXPECT_EQ(report["images"], 2);
  EXPECT_THAT(warningOf(report), HasSubstr("one.dcm can't be shown: The file made the reading "
                                           "process end unexpectedly."));
  EXPECT_EQ(thumbnailsOf(story), 1u) << "the other one";
}

TEST(Reading, AFileThatHangsTheWorkerIsGivenUp)
{
  const Story story;
  writeTwoSeries(story.study());
  story.done({"init", story.project()});
  const Json report = importWithFault(story, "hang:one.dcm");
  EXPECT_THAT(warningOf(report), HasSubstr("took too long to read and was given up."));
  EXPECT_EQ(thumbnailsOf(story), 1u) << "the other one";
}

TEST(Reading, TextInAnUltrasoundIsCoveredByAVerb)
{
  const Story story;
  support::DicomSlice slice = support::plantedSlice(1, 1, 16, 1.0);
  slice.modality = "US";
  support::writeDicom(std::filesystem::path(story.study()) / "one.dcm", slice);
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study()});
  EXPECT_EQ(story.done({"confirm-pixels", story.project()})["images"].size(), 1U);
  constexpr int usage = 2;
  constexpr int badInput = 3;
  story.done({"confirm-pixels", story.project(), "--mask", "0,0,4,4"}, usage);
  story.done({"confirm-pixels", story.project(), slice.sopUid, "--mask", "0,0,17,4"}, badInput);
  EXPECT_EQ(
      story.done({"confirm-pixels", story.project(), slice.sopUid, "--mask", "0,0,4,4"})["covered"],
      1);
  EXPECT_EQ(story.done({"confirm-pixels", story.project()})["images"].size(), 0U);
}

TEST(Reading, AWorkerThatIsKilledLeavesTheLibraryWhole)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "2", "--slices", "3", "--size", "16"});
  story.done({"init", story.project()});
  story.done({"import", story.project(), story.study(), "--thumbnails", "none"});
  const support::TemporaryFolder scratch;
  ASSERT_TRUE(writeFileAtomically(scratch / "input", ""));
  const pid_t worker =
      support::startProgram("limpid-cli", {"worker", story.project()}, scratch.path(), {});
  ::kill(worker, SIGKILL);
  support::waitForProgram(worker, scratch.path());
  EXPECT_EQ(story.done({"list", story.project()})["series"].size(), 2u);
}

TEST(Reading, TwoImportsAtOnceEndWithEverythingOnce)
{
  const Story story;
  story.done({"demo", story.study(), "--patients", "4", "--slices", "60", "--size", "16"});
  story.done({"init", story.project()});
  const support::TemporaryFolder first;
  const support::TemporaryFolder second;
  std::vector<pid_t> programs;
  for (const support::TemporaryFolder* scratch : {&first, &second}) {
    ASSERT_TRUE(writeFileAtomically(*scratch / "input", ""));
    programs.push_back(support::startProgram(
        "limpid-cli", {"import", story.project(), story.study(), "--json"}, scratch->path(), {}));
  }
  const support::Ran one = support::waitForProgram(programs[0], first.path());
  const support::Ran two = support::waitForProgram(programs[1], second.path());
  EXPECT_EQ(one.exitStatus, 0) << one.errors;
  EXPECT_EQ(two.exitStatus, 0) << two.errors;
  int images = 0;
  const Json listed = story.done({"list", story.project()});
  for (const Json& series : listed["series"])
    images += series["images"].get<int>();
  EXPECT_EQ(images, 240);
}

TEST(Reading, ByTheProgramItselfDecodesJpegLs)
{
  // Two versions of CharLS in one process would take each other's names.
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-data/JLSL_08_07_0_1F.dcm");
  const Story story;
  const Json answer = story.done({"pixels", file.string()});
  EXPECT_EQ(answer["storedMin"], 0);
  EXPECT_EQ(answer["storedMax"], 127);
}

TEST(Reading, CountsFoldersAsPatientsOnDemand)
{
  const Story story;
  writeTwoSeries(story.study());
  story.done({"init", story.project()});
  EXPECT_EQ(story.done({"import", story.project(), story.study()})["patients"], 1);
  const Json again =
      story.done({"import", story.project(), story.study(), "--patient-by", "folder"});
  EXPECT_EQ(again["patients"], 2);
  EXPECT_THAT(again["warnings"].dump(), HasSubstr("Each folder counts as one patient, as asked"));
}

} // namespace limpid::workflow
