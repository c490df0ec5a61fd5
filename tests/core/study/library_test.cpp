#include "core/study/library.h"
#include "core/study/scan.h"
#include "core/study/series_warnings.h"
#include "tests/core/study/dicom_writer.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <numbers>

namespace limpid::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace fs = std::filesystem;

/// A slice of an axial stack; `tiltDegrees` shifts it as a tilted gantry does.
ImageRecord slice(int number, double tiltDegrees = 0.0)
{
  ImageRecord image;
  image.rows = image.columns = 4;
  image.orientation = std::array<double, 6>{1, 0, 0, 0, 1, 0};
  const double place = 2.5 * number;
  image.originMm =
      std::array<double, 3>{0, place * std::tan(tiltDegrees * std::numbers::pi / 180.0), place};
  image.positionMm = place;
  return image;
}

std::vector<ImageRecord> stack(int slices, double tiltDegrees = 0.0)
{
  std::vector<ImageRecord> images;
  for (int number = 0; number < slices; ++number)
    images.push_back(slice(number, tiltDegrees));
  return images;
}

/// A library as Limpid 0.1.0 wrote it before layout 2.
void writeOldProject(const fs::path& folder, const fs::path& image)
{
  fs::create_directories(folder);
  std::ofstream(folder / "project.json") << R"({"format": "limpid-project", "version": 1})";
  std::ifstream file(fs::path(LIMPID_SOURCE_DIR) / "tests/core/study/library_version_1.sql");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  SQLite::Database database((folder / "limpid.db").string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(text);
  SQLite::Statement place(database, "UPDATE files SET path = ? WHERE id = 1");
  place.bind(1, image.string());
  place.exec();
}

} // namespace

TEST(Library, OfAnOlderLayoutKeepsItsContentAndIsSearchedAtOnce)
{
  const support::TemporaryFolder folder;
  const fs::path images = folder / "images";
  test::writeSeries(images, {}, 1);
  writeOldProject(folder / "project", images / "image1.dcm");
  auto project = Project::open(folder / "project");
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_EQ(countImages(*project), 1);
  const auto found = listSeries(*project, "DOE 2001-05");
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_THAT(*found, SizeIs(1));
  EXPECT_EQ(found->front().description, "Head");
  jobs::JobContext context;
  const auto report = scan(*project, {images}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->newImages, 0) << "the same image, read once more";
  EXPECT_TRUE(listImages(*project, "1.2.3")->front().orientation);
}

TEST(Library, FindsEveryWordOfASearchInAnyScript)
{
  const support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  test::writeSeries(folder / "a",
                    {.uid = "1.1",
                     .studyUid = "1.8",
                     .patientId = "77",
                     .patientName = "Äneas^Rüdiger",
                     .description = "Knee PD",
                     .characterSet = "ISO_IR 192"},
                    1);
  test::writeSeries(
      folder / "b",
      {.uid = "1.2", .studyUid = "1.9", .patientId = "78", .description = "Knee 100%"}, 1);
  jobs::JobContext context;
  ASSERT_TRUE(scan(project, {folder / "a", folder / "b"}, context));
  const auto uids = [&](const std::string& search) {
    std::vector<std::string> found;
    const auto series = listSeries(project, search);
    for (const SeriesRecord& one : *series)
      found.push_back(one.uid);
    return found;
  };
  EXPECT_THAT(uids("äneas"), ElementsAre("1.1"));
  EXPECT_THAT(uids("ÄNEAS knee"), ElementsAre("1.1"));
  EXPECT_THAT(uids("knee"), ElementsAre("1.1", "1.2"));
  EXPECT_THAT(uids("100%"), ElementsAre("1.2"));
  EXPECT_THAT(uids("kn_e"), IsEmpty());
  EXPECT_THAT(uids("77 head"), ElementsAre("1.1")) << "identity and body part";
}

TEST(Library, GivesTheFirstSeriesOfASearchAndSaysThatThereAreMore)
{
  const support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  for (const char* number : {"1", "2", "3"})
    test::writeSeries(folder / "study" / number,
                      {.uid = std::string("1.1.") + number,
                       .studyUid = std::string("1.8.") + number,
                       .patientId = number},
                      2);
  jobs::JobContext context;
  ASSERT_TRUE(scan(project, {folder / "study"}, context));
  const auto all = listSeries(project, "head");
  ASSERT_THAT(*all, SizeIs(3));
  const auto two = findSeries(project, "head", 2);
  ASSERT_THAT(two->series, SizeIs(2));
  EXPECT_TRUE(two->more);
  EXPECT_EQ(two->series[0].uid, all->at(0).uid);
  EXPECT_EQ(two->series[1].uid, all->at(1).uid);
  EXPECT_EQ(two->series[1].images, 2);
  EXPECT_FALSE(findSeries(project, "head", 3)->more);
}

TEST(Library, IsWhollyThereAfterTwoProcessesScannedIntoItAtOnce)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(Project::create(folder / "project"));
  for (int series = 0; series < 8; ++series)
    test::writeSeries(folder / "images" / std::to_string(series),
                      {.uid = "1.2." + std::to_string(series), .studyUid = "1.3"}, 40);
  const auto scanAll = [&] {
    auto project = Project::open(folder / "project");
    jobs::JobContext context;
    const auto report =
        project ? scan(*project, {folder / "images"}, context) : Result<ScanReport>(ScanReport());
    return report && report->images == 320 ? 0 : 1;
  };
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(scanAll());
  EXPECT_EQ(scanAll(), 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  Project project = *Project::open(folder / "project");
  EXPECT_EQ(countImages(project), 320);
  EXPECT_THAT(*listSeries(project, {}), SizeIs(8));
  EXPECT_EQ(project.database().execAndGet("PRAGMA integrity_check").getString(), "ok");
}

TEST(Patients, AreFoldersWhenTheUserSaysSo)
{
  const support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  for (const char* name : {"one", "two", "three"})
    test::writeSeries(folder / "images" / name,
                      {.uid = std::string("1.5.") + std::to_string(name[1]),
                       .studyUid = std::string("1.6.") + std::to_string(name[1])},
                      2);
  jobs::JobContext context;
  const auto first = scan(project, {folder / "images"}, context);
  EXPECT_EQ(first->patients, 1);
  EXPECT_THAT(first->warnings,
              testing::Contains(testing::Field(&SeriesWarning::sentence,
                                               HasSubstr("All 3 studies have the same Patient"))));
  const auto second =
      scan(project, {folder / "images"}, context, {.patients = PatientRule::ByFolder});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->patients, 3);
  EXPECT_EQ(second->images, 6);
  EXPECT_EQ(second->newImages, 0);
  EXPECT_EQ(countImages(project), 6);
}

TEST(SeriesWarnings, TellTheTiltOfAGantry)
{
  EXPECT_THAT(warningsOf(stack(10, 15.0), 0), ElementsAre(HasSubstr("gantry tilt of 15.0°")));
  EXPECT_THAT(warningsOf(stack(10), 0), IsEmpty());
}

TEST(SeriesWarnings, TellSeveralDirectionsAndLeaveDistancesAlone)
{
  std::vector<ImageRecord> images = stack(5);
  for (int number = 0; number < 2; ++number) {
    ImageRecord sagittal = slice(20 + 9 * number);
    sagittal.orientation = std::array<double, 6>{0, 1, 0, 0, 0, -1};
    images.push_back(sagittal);
  }
  EXPECT_THAT(warningsOf(images, 0),
              ElementsAre(HasSubstr("lie in 2 directions (5, 2 images each)")));
}

TEST(SeriesWarnings, CountImagesWithoutAPlace)
{
  std::vector<ImageRecord> images = stack(5);
  images.front().positionMm.reset();
  EXPECT_THAT(warningsOf(images, 0), ElementsAre("1 of 5 images don't say where they lie."));
}

TEST(SeriesWarnings, FindTheFailingGeometriesOfTheSharedData)
{
  LIMPID_SHARED_PATH(failing, "dicom-conformance/dicom2nifti/failing");
  const support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  jobs::JobContext context;
  const auto report = scan(project, {failing}, context);
  ASSERT_TRUE(report) << report.error().message;
  std::string sentences;
  for (const SeriesWarning& warning : report->warnings)
    sentences += warning.sentence + "\n";
  EXPECT_THAT(sentences, HasSubstr("gantry tilt"));
  EXPECT_THAT(sentences, HasSubstr("directions"));
}

} // namespace limpid::study
