#include "core/privacy/forget_patient.h"

#include "core/study/doubtful_pixels.h"
#include "tests/core/privacy/withdrawable_project.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <unistd.h>

namespace limpid::privacy {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

using ForgetPatient = WithdrawableProject;

std::vector<std::string> kindsIn(const ForgetReport& report)
{
  std::vector<std::string> kinds;
  for (const ForgottenThing& thing : report.things)
    kinds.push_back(thing.kind + " " + thing.done);
  return kinds;
}

std::size_t thumbnailsIn(const study::Project& project)
{
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(project.thumbnailsFolder()), fs::directory_iterator()));
}

const ForgottenThing* sentIn(const std::vector<ForgottenThing>& things)
{
  const auto found = std::ranges::find(things, "sent", &ForgottenThing::kind);
  return found != things.end() ? &*found : nullptr;
}

std::vector<std::string> uidsOf(const ForgottenThing& thing)
{
  std::vector<std::string> uids;
  for (const study::DepartedImage& image : thing.images)
    uids.push_back(image.sopInstanceUid);
  return uids;
}

std::string recordOf(const study::Project& project)
{
  return readFile(project.folder() / "forgotten" / "P001.json", 1U << 20U).value_or("");
}

} // namespace

TEST_F(ForgetPatient, RemovesAllThatCameOfThePatientAndNothingElse)
{
  const Result<ForgetReport> report = forgetPatient(m_project, {.patient = "PLANTED-ID-1"});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->pseudonym, "P001");
  EXPECT_EQ(report->images, 2);
  EXPECT_EQ(report->ratings, 2);
  EXPECT_THAT(kindsIn(*report),
              testing::ElementsAre("dataset deleted", "run deleted", "export deleted",
                                   "thumbnails deleted", "ratings deleted", "library deleted"));
  EXPECT_FALSE(fs::exists(m_project.datasetsFolder() / m_both));
  EXPECT_FALSE(fs::exists(m_project.runsFolder() / "both"));
  EXPECT_FALSE(fs::exists(m_project.exportsFolder() / "both"));
  EXPECT_TRUE(fs::exists(m_project.datasetsFolder() / m_second));
  EXPECT_TRUE(fs::exists(m_project.runsFolder() / "second"));
  EXPECT_EQ(thumbnailsIn(m_project), 2u);
  EXPECT_EQ(*study::countImages(m_project), 2);
  const auto left = risk::storedValues(m_project);
  ASSERT_THAT(*left, SizeIs(2));
  EXPECT_THAT(left->at(0).target.uid, HasSubstr("4711.2"));
  EXPECT_THAT(*risk::history(m_project), SizeIs(2));
}

TEST_F(ForgetPatient, RemovesTheDataAndRunsOfAComparisonThatHoldsIt)
{
  const fs::path comparison = compare(contentOf({"P002", "P001"}));
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "PLANTED-ID-1"}));
  EXPECT_TRUE(fs::is_empty(comparison / "datasets"));
  EXPECT_TRUE(fs::is_empty(comparison / "runs"));
}

TEST_F(ForgetPatient, RemovesWhatAComparisonMadeOfADataSetThatHeldIt)
{
  dataset::DatasetContent noisy = contentOf({"unknown", "unknown"});
  noisy.preparation["cleanDigest"] = m_both;
  const fs::path comparison = compare(noisy);
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "PLANTED-ID-1"}));
  EXPECT_TRUE(fs::is_empty(comparison / "datasets"));
  EXPECT_TRUE(fs::is_empty(comparison / "runs"));
}

TEST_F(ForgetPatient, LeavesAComparisonOfOtherPatients)
{
  const fs::path comparison = compare(contentOf({"P002", "P002"}));
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "PLANTED-ID-1"}));
  EXPECT_FALSE(fs::is_empty(comparison / "datasets"));
  EXPECT_FALSE(fs::is_empty(comparison / "runs"));
}

TEST_F(ForgetPatient, WaitsForTheEndOfAComparison)
{
  const fs::path comparison = compare(contentOf({"P002", "P001"}));
  run::Status status;
  status.state = run::State::Running;
  status.pid = getpid();
  ASSERT_TRUE(run::writeStatus(comparison, status));
  const auto report = forgetPatient(m_project, {.patient = "PLANTED-ID-1"});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::Busy);
  EXPECT_FALSE(fs::is_empty(comparison / "datasets"));
}

TEST_F(ForgetPatient, DeletesFilesThatArchivesHaveSentAndNoOthers)
{
  const fs::path sent = m_project.folder() / "received" / "1.2.826.4711.1" / "9.dcm";
  support::DicomSlice slice = support::plantedSlice(1, 2, 8, 10.0);
  slice.sopUid += ".9";
  support::writeDicom(sent, slice);
  support::writeDicom(m_project.folder() / "received" / "other.dcm",
                      support::plantedSlice(2, 3, 8, 10.0));
  jobs::JobContext context;
  ASSERT_TRUE(study::scan(m_project, {m_project.folder() / "received"}, context));
  const auto listed = forgetPatient(m_project, {.patient = "P001", .dryRun = true});
  ASSERT_TRUE(listed) << listed.error().message;
  EXPECT_THAT(kindsIn(*listed), Contains("received deleted"));
  EXPECT_TRUE(fs::exists(sent));

  const auto forgotten = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(forgotten) << forgotten.error().message;
  EXPECT_FALSE(fs::exists(sent));
  EXPECT_TRUE(fs::exists(m_project.folder() / "received" / "other.dcm"));
  EXPECT_THAT(forgotten->sourceFiles, SizeIs(2)) << "those in the study's own folder";
  EXPECT_TRUE(fs::exists(studyOf(1) / "1.dcm"));
}

TEST_F(ForgetPatient, ListsTheArchivesThatHaveImagesOfAModelThatSawThem)
{
  for (const std::string& digest : {m_both, m_second})
    ASSERT_TRUE(study::recordDeparture(m_project, {.what = study::sentImages,
                                                   .folder = "clinic at 10.0.0.5:" + digest,
                                                   .files = 3,
                                                   .datasetDigest = digest}));
  const auto report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(report) << report.error().message;
  std::vector<fs::path> sent;
  for (const ForgottenThing& thing : report->things)
    if (thing.kind == "sent") {
      EXPECT_EQ(thing.done, "left");
      sent.push_back(thing.path);
    }
  EXPECT_THAT(sent, testing::ElementsAre("clinic at 10.0.0.5:" + m_both));
}

TEST_F(ForgetPatient, NamesThePatientsImagesThatAnArchiveHasWithTheirUids)
{
  ASSERT_TRUE(study::recordDeparture(
      m_project, {.what = study::sentImages,
                  .folder = "clinic at 10.0.0.5:104, AE title PACS1",
                  .files = 3,
                  .pseudonyms = {"P001", "P002"},
                  .images = {{"2.25.1", "P001"}, {"2.25.2", "P002"}, {"2.25.3", "P001"}}}));
  const auto report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(report) << report.error().message;
  const ForgottenThing* const sent = sentIn(report->things);
  ASSERT_NE(sent, nullptr);
  EXPECT_EQ(sent->done, "left");
  EXPECT_EQ(sent->path, "clinic at 10.0.0.5:104, AE title PACS1");
  EXPECT_THAT(sent->leftAt, HasSubstr("T"));
  EXPECT_THAT(uidsOf(*sent), testing::ElementsAre("2.25.1", "2.25.3"));
  EXPECT_THAT(report->uncertain, IsEmpty());
  const std::string record = recordOf(m_project);
  for (const char* word : {"PACS1", "2.25.1", "2.25.3"})
    EXPECT_THAT(record, HasSubstr(word)) << "what is printed once can be lost";
  EXPECT_THAT(record, Not(HasSubstr("2.25.2"))) << "another patient's";

  const auto other = forgetPatient(m_project, {.patient = "P002"});
  ASSERT_TRUE(other) << other.error().message;
  ASSERT_NE(sentIn(other->things), nullptr);
  EXPECT_THAT(uidsOf(*sentIn(other->things)), testing::ElementsAre("2.25.2"));
}

TEST_F(ForgetPatient, NamesUidsOfScannersOnceAndKeepsThemNowhere)
{
  ASSERT_TRUE(
      study::recordDeparture(m_project, {.what = study::sentImages,
                                         .folder = "clinic at 10.0.0.5:104, AE title PACS1",
                                         .files = 1,
                                         .pseudonyms = {"P001"},
                                         .images = {{"1.2.826.4711.1.1.1", "P001", true}}}));
  const auto report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_NE(sentIn(report->things), nullptr);
  EXPECT_THAT(uidsOf(*sentIn(report->things)), testing::ElementsAre("1.2.826.4711.1.1.1"));
  for (const auto& entry : fs::recursive_directory_iterator(m_project.folder()))
    if (entry.is_regular_file()) {
      const std::string bytes = readFile(entry.path(), 1U << 30U).value_or("");
      EXPECT_THAT(bytes, Not(HasSubstr("1.2.826.4711.1"))) << entry.path();
    }
}

TEST_F(ForgetPatient, SaysThatAnOlderProgramDidNotNoteWhoseImagesWereSent)
{
  ASSERT_TRUE(study::recordDeparture(
      m_project, {.what = study::sentImages, .folder = "clinic at 10.0.0.5:104", .files = 7}));
  const auto report = forgetPatient(m_project, {.patient = "P001", .dryRun = true});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(sentIn(report->things), nullptr) << "nobody knows whether they are the patient's";
  const ForgottenThing* const sent = sentIn(report->uncertain);
  ASSERT_NE(sent, nullptr);
  EXPECT_EQ(sent->files, 7);
  EXPECT_FALSE(sent->namesImages);
}

TEST_F(ForgetPatient, ListsDeidentifiedImagesElsewhereAlsoWhenTheirFolderIsGone)
{
  const fs::path there = m_folder / "there";
  fs::create_directories(there);
  for (const fs::path& folder : {there, m_folder / "moved"})
    ASSERT_TRUE(study::recordDeparture(m_project, {.what = study::deidentifiedImages,
                                                   .folder = folder,
                                                   .files = 1,
                                                   .pseudonyms = {"P001"},
                                                   .images = {{"2.25.1", "P001"}}}));
  ASSERT_TRUE(study::recordDeparture(m_project, {.what = study::deidentifiedImages,
                                                 .folder = m_project.exportsFolder() / "deleted",
                                                 .files = 1,
                                                 .pseudonyms = {"P001"},
                                                 .images = {{"2.25.1", "P001"}}}));
  const auto report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(report) << report.error().message;
  std::vector<std::string> exports;
  for (const ForgottenThing& thing : report->things)
    if (thing.kind == "export" && thing.done != "deleted")
      exports.push_back(thing.path.filename().string() + " " + thing.done);
  EXPECT_THAT(exports, testing::ElementsAre("there left", "moved gone"));
  EXPECT_TRUE(fs::exists(there));
  EXPECT_THAT(recordOf(m_project), HasSubstr("2.25.1"));
  EXPECT_THAT(recordOf(m_project), Not(HasSubstr("moved"))) << "a path may hold a name";
}

TEST_F(ForgetPatient, FindsARestoredImageOfThePatientInAnExportOfAnotherModel)
{
  ASSERT_TRUE(study::recordDeparture(m_project, {.what = study::restoredImages,
                                                 .folder = m_project.exportsFolder() / "second",
                                                 .files = 1,
                                                 .datasetDigest = m_second,
                                                 .pseudonyms = {"P001"},
                                                 .images = {{"2.25.1", "P001"}}}));
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "P001"}));
  EXPECT_FALSE(fs::exists(m_project.exportsFolder() / "second"));
}

TEST_F(ForgetPatient, LeavesNoByteOfThemInTheProject)
{
  ASSERT_TRUE(study::confirmPixels(m_project, {"1.2.826.4711.1.1.1"}));
  ASSERT_TRUE(study::coverPixels(m_project, "1.2.826.4711.1.1.1", {{0, 0, 2, 2}}));
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "PLANTED^PERSON1"}));
  for (const auto& entry : fs::recursive_directory_iterator(m_project.folder())) {
    if (!entry.is_regular_file())
      continue;
    const std::string bytes = readFile(entry.path(), 1U << 30U).value_or("");
    for (const char* word : {"PLANTED-ID-1", "PERSON1", "1.2.826.4711.1", "PLANTED-DIR-1"})
      EXPECT_THAT(bytes, Not(HasSubstr(word))) << entry.path();
  }
  EXPECT_TRUE(fs::exists(studyOf(1) / "1.dcm")) << "image files are the user's";
}

TEST_F(ForgetPatient, OnlyListsInADryRun)
{
  const Result<ForgetReport> report = forgetPatient(m_project, {.patient = "P001", .dryRun = true});
  ASSERT_TRUE(report);
  EXPECT_THAT(kindsIn(*report), Contains("run deleted"));
  EXPECT_THAT(report->sourceFiles, SizeIs(2));
  EXPECT_TRUE(fs::exists(m_project.datasetsFolder() / m_both));
  EXPECT_EQ(*study::countImages(m_project), 4);
  EXPECT_FALSE(fs::exists(m_project.folder() / "forgotten"));
}

TEST_F(ForgetPatient, MarksInsteadOfDeletingWhenAsked)
{
  const Result<ForgetReport> report =
      forgetPatient(m_project, {.patient = "P001", .fate = DerivedFate::Mark});
  ASSERT_TRUE(report);
  EXPECT_THAT(kindsIn(*report), Contains("dataset marked"));
  for (const fs::path& folder :
       {m_project.datasetsFolder() / m_both, m_project.runsFolder() / "both",
        m_project.exportsFolder() / "both"}) {
    const auto mark = readDocument(folder / "withdrawn.json", "limpid-withdrawn", 1);
    ASSERT_TRUE(mark) << folder;
    EXPECT_EQ((*mark)["pseudonyms"], Json::array({"P001"}));
  }
  EXPECT_FALSE(fs::exists(m_project.runsFolder() / "second" / "withdrawn.json"));
  EXPECT_FALSE(dataset::FrozenDataset::open(m_project.datasetsFolder() / m_both));
  EXPECT_TRUE(dataset::FrozenDataset::open(m_project.datasetsFolder() / m_second));
}

TEST_F(ForgetPatient, ListsExportsToOtherPlacesButLeavesThem)
{
  const fs::path elsewhere = m_folder / "elsewhere";
  fs::create_directories(elsewhere);
  ASSERT_TRUE(study::recordDeparture(
      m_project, {.what = "synthetic images", .folder = elsewhere, .datasetDigest = m_both}));
  const Result<ForgetReport> report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(report);
  EXPECT_THAT(kindsIn(*report), Contains("export left"));
  EXPECT_TRUE(fs::exists(elsewhere));
  const auto record =
      readDocument(m_project.folder() / "forgotten" / "P001.json", "limpid-forgotten", 1);
  ASSERT_TRUE(record);
  EXPECT_THAT(record->dump(), Not(HasSubstr("elsewhere"))) << "a path may hold a name";
}

TEST_F(ForgetPatient, FindsRestorationsByRunsThatWereTrainedOnOthers)
{
  const fs::path folder = m_project.runsFolder() / "second" / "restorations" / "first";
  fs::create_directories(folder);
  ASSERT_TRUE(writeDocument(folder / "sources.json",
                            {{"format", "limpid-restoration-sources"},
                             {"version", 1},
                             {"sources", {m_project.keyedDigest("1.2.826.4711.1.1.2#1")}}}));
  const Result<ForgetReport> report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_TRUE(report);
  EXPECT_THAT(kindsIn(*report), Contains("restoration deleted"));
  EXPECT_FALSE(fs::exists(folder));
  EXPECT_TRUE(fs::exists(m_project.runsFolder() / "second" / "plan.json"));
}

TEST_F(ForgetPatient, DeletesASingleFileOfThePatientButNotItsFolder)
{
  const fs::path folder = m_project.exportsFolder();
  ASSERT_TRUE(writeFileAtomically(folder / "ratings.dcm", "report"));
  ASSERT_TRUE(study::recordDeparture(
      m_project, {.what = "ratings", .folder = folder / "ratings.dcm", .pseudonyms = {"P001"}}));
  ASSERT_TRUE(forgetPatient(m_project, {.patient = "P001"}));
  EXPECT_FALSE(fs::exists(folder / "ratings.dcm"));
  EXPECT_TRUE(fs::exists(folder / "second"));
}

TEST_F(ForgetPatient, RefusesWhileARunOfThePatientIsComputing)
{
  run::Status computing;
  computing.task = "train";
  computing.state = run::State::Running; // and of this process, which lives
  ASSERT_TRUE(run::writeStatus(m_project.runsFolder() / "both", computing));
  const Result<ForgetReport> report = forgetPatient(m_project, {.patient = "P001"});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::Busy);
  EXPECT_EQ(*study::countImages(m_project), 4);
  EXPECT_TRUE(fs::exists(m_project.datasetsFolder() / m_both));
}

TEST_F(ForgetPatient, KnowsNobodyOfAnotherName)
{
  const Result<ForgetReport> report = forgetPatient(m_project, {.patient = "P003"});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::NotFound);
}

} // namespace limpid::privacy
