#include "core/study/library.h"
#include "core/study/scan.h"
#include "tests/core/study/dicom_writer.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <thread>

namespace limpid::study {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace fs = std::filesystem;

/// A project of its own and scans into it that have to succeed.
class Scanning : public testing::Test
{
protected:
  ScanReport scanned(const std::vector<fs::path>& paths)
  {
    jobs::JobContext context;
    Result<ScanReport> report = scan(m_project, paths, context);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ScanReport{};
  }

  std::vector<std::string> kinds()
  {
    std::vector<std::string> ids;
    const auto found = listKinds(m_project);
    for (const ImageKind& kind : *found)
      ids.push_back(kind.id);
    return ids;
  }

  support::TemporaryFolder m_folder;
  fs::path m_images = m_folder / "images";
  Project m_project = *Project::create(m_folder / "project");
};

auto skippedBecause(const std::string& file, const std::string& reason)
{
  return AllOf(Field(&SkippedFile::file, testing::Property(&fs::path::filename, fs::path(file))),
               Field(&SkippedFile::reason, HasSubstr(reason)));
}

auto warns(const std::string& sentence)
{
  return Field(&SeriesWarning::sentence, HasSubstr(sentence));
}

TEST_F(Scanning, FindsTheComputedTomographyOfTheSharedData)
{
  LIMPID_SHARED_PATH(folder, "ct-series");
  const ScanReport report = scanned({folder});
  EXPECT_EQ(report.images, 95); // 12 + 29 + 54
  EXPECT_EQ(report.newImages, 95);
  EXPECT_EQ(report.series, 69);   // 12 + 3 + 54
  EXPECT_EQ(report.patients, 39); // 6 + 1 + 32
  for (const SkippedFile& skipped : report.skipped)
    EXPECT_EQ(skipped.reason, "It is not DICOM.") << skipped.file;
  EXPECT_THAT(kinds(), Contains("CT · head · UB · axial"));
}

TEST_F(Scanning, KeepsWhoWasScannedWhere)
{
  test::Series series;
  series.manufacturer = "SIEMENS";
  series.model = "SIEMENS Skyra";
  series.sex = "F";
  series.age = "018M";
  test::writeSeries(m_images, series, 1);
  scanned({m_images});
  const auto found = listSeries(m_project, "");
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().scanner, "SIEMENS Skyra");
  EXPECT_EQ(found->front().sex, "F");
  EXPECT_EQ(found->front().ageYears, 1.5);
}

TEST_F(Scanning, FindsTheMagneticResonanceOfTheSharedData)
{
  LIMPID_SHARED_PATH(folder, "mr-series");
  const ScanReport report = scanned({folder});
  EXPECT_EQ(report.images, 20 + 38 + 88 + 21 + 300 + 300 + 280 + 64);
  for (const SkippedFile& skipped : report.skipped)
    EXPECT_EQ(skipped.reason, "It is not DICOM.") << skipped.file;
}

TEST_F(Scanning, ReadsNothingTwice)
{
  test::writeSeries(m_images / "a", {}, 5);
  const ScanReport first = scanned({m_images});
  EXPECT_EQ(first.newImages, 5);
  const ScanReport second = scanned({m_images});
  EXPECT_EQ(second.images, 5);
  EXPECT_EQ(second.newImages, 0);
  EXPECT_EQ(second.files, first.files);
}

TEST_F(Scanning, ListsWhatItCannotReadAndKeepsTheRest)
{
  test::writeSeries(m_images, {}, 3);
  std::ofstream(m_images / "notes.txt") << "Patient moved during the second series.";
  std::ofstream(m_images / "empty.dcm");
  std::ofstream(m_images / ".hidden") << "x";
  test::copyTruncated(m_images / "image1.dcm", m_images / "header.dcm", 400);
  test::copyTruncated(m_images / "image2.dcm", m_images / "pixels.dcm",
                      fs::file_size(m_images / "image2.dcm") - 20);
  test::writeDirectory(m_images / "DICOMDIR");
  test::writeReport(m_images / "report.dcm");
  const ScanReport report = scanned({m_images});
  EXPECT_EQ(report.images, 3);
  EXPECT_THAT(report.skipped,
              UnorderedElementsAre(skippedBecause("notes.txt", "not DICOM"),
                                   skippedBecause("empty.dcm", "empty"),
                                   skippedBecause("header.dcm", "middle of its header"),
                                   skippedBecause("pixels.dcm", "middle of its pixels"),
                                   skippedBecause("report.dcm", "structured report")));
  EXPECT_EQ(scanned({m_images}).skipped.size(), 5u) << "reasons are remembered";
}

TEST_F(Scanning, OfAFolderThatIsNotThereIsAFailure)
{
  jobs::JobContext context;
  const auto report = scan(m_project, {m_folder / "nowhere"}, context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::NotFound);
}

TEST_F(Scanning, KeepsWhatCameBeforeAStop)
{
  test::writeSeries(m_images, {}, 600);
  std::stop_source source;
  // Stops at the second batch: the first one is in the library by then.
  jobs::JobContext* seen = nullptr;
  jobs::JobContext context(source.get_token(), [&] {
    if (const auto progress = seen->takeProgress(); progress && progress->fraction > 0.0)
      source.request_stop();
  });
  seen = &context;
  const auto report = scan(m_project, {m_images}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_EQ(report->images, 256);
  EXPECT_EQ(countImages(m_project), 256);
  EXPECT_EQ(scanned({m_images}).newImages, 600 - 256);
}

TEST_F(Scanning, ReadsNothingMoreAfterAStop)
{
  for (int folder = 0; folder < 20; ++folder)
    test::writeSeries(m_images / std::to_string(folder), {.uid = fmt::format("1.2.3.{}", folder)},
                      2);
  // From the first word of each part of a scan: looking for files, and reading them.
  for (const std::string part : {"Looking for files", "Reading"}) {
    std::stop_source source;
    jobs::JobContext* seen = nullptr;
    int wordsAfterTheStop = 0;
    jobs::JobContext context(source.get_token(), [&] {
      wordsAfterTheStop += source.stop_requested();
      if (const auto progress = seen->takeProgress(); progress && progress->step.starts_with(part))
        source.request_stop();
    });
    seen = &context;
    const auto report = scan(m_project, {m_images}, context);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
    EXPECT_EQ(report->files, 0) << part;
    EXPECT_EQ(wordsAfterTheStop, 0) << part;
  }
  EXPECT_EQ(scanned({m_images}).newImages, 40);
}

TEST_F(Scanning, JudgesAStoppedSeriesTheNextTime)
{
  test::writeSeries(m_images, {.positionsMm = {0, 2.5, 5, 7.5, 30, 32.5}}, 6);
  std::stop_source source;
  jobs::JobContext* seen = nullptr;
  jobs::JobContext context(source.get_token(), [&] {
    if (const auto progress = seen->takeProgress(); progress && progress->fraction == 1.0)
      source.request_stop();
  });
  seen = &context;
  ASSERT_TRUE(scan(m_project, {m_images}, context));
  const ScanReport second = scanned({m_images});
  EXPECT_EQ(second.newImages, 0);
  EXPECT_THAT(second.warnings, Contains(warns("gap")));
}

TEST_F(Scanning, FollowsFilesThatMoved)
{
  test::writeSeries(m_images / "old", {}, 3);
  scanned({m_images});
  fs::rename(m_images / "old", m_images / "new");
  const ScanReport report = scanned({m_images});
  EXPECT_EQ(report.newImages, 0);
  EXPECT_EQ(report.images, 3);
  const auto series = listSeries(m_project, {});
  ASSERT_EQ(series->size(), 1u);
  const auto images = listImages(m_project, series->front().uid);
  for (const ImageRecord& image : *images)
    EXPECT_TRUE(fs::exists(image.path)) << image.path;
}

TEST_F(Scanning, FollowsFilesThatChangedPlaces)
{
  test::writeSeries(m_images, {}, 2);
  scanned({m_images});
  fs::rename(m_images / "image1.dcm", m_folder / "parked.dcm");
  fs::rename(m_images / "image2.dcm", m_images / "image1.dcm");
  fs::rename(m_folder / "parked.dcm", m_images / "image2.dcm");
  test::touchLater(m_images / "image1.dcm");
  test::touchLater(m_images / "image2.dcm");
  const ScanReport report = scanned({m_images});
  EXPECT_EQ(report.images, 2);
  EXPECT_EQ(report.newImages, 0);
  const auto moved = findImage(m_project, {test::uidOfImage({}, 1), 1});
  ASSERT_TRUE(moved && *moved);
  EXPECT_EQ((*moved)->path.filename(), "image2.dcm");
}

TEST_F(Scanning, UsesASecondCopyOnlyWhenTheFirstIsGone)
{
  test::writeSeries(m_images / "a", {}, 2);
  test::writeSeries(m_images / "b", {}, 2);
  const ScanReport report = scanned({m_images});
  EXPECT_EQ(report.images, 2);
  EXPECT_EQ(report.skipped.size(), 2u);
  EXPECT_THAT(report.warnings, Contains(warns("2 files are second copies")));
  fs::remove_all(m_images / "a");
  const ScanReport again = scanned({m_images});
  EXPECT_EQ(again.images, 2);
  EXPECT_EQ(again.newImages, 0);
  EXPECT_THAT(again.skipped, IsEmpty());
}

TEST_F(Scanning, KnowsEveryFrameOfAMultiFrameFile)
{
  test::Series enhanced;
  enhanced.frames = 7;
  test::writeSeries(m_images, enhanced, 1);
  EXPECT_EQ(scanned({m_images}).images, 7);
  EXPECT_TRUE(findImage(m_project, {test::uidOfImage(enhanced, 1), 7})->has_value());
  EXPECT_FALSE(findImage(m_project, {test::uidOfImage(enhanced, 1), 8})->has_value());
}

TEST_F(Scanning, WarnsOfGapsWithNumbers)
{
  test::Series series;
  series.positionsMm = {0.0, 2.5, 5.0, 17.5, 20.0};
  test::writeSeries(m_images, series, 5);
  EXPECT_THAT(scanned({m_images}).warnings,
              ElementsAre(warns("There is a gap of 12.5 mm between slices 3 and 4; elsewhere "
                                "slices are 2.5 mm apart.")));
  EXPECT_THAT(listSeries(m_project, {})->front().warnings, testing::SizeIs(1));
}

TEST_F(Scanning, TreatsEachFolderAsAPatientWhenThereIsNoPatientId)
{
  for (const char* name : {"one", "two"}) {
    test::Series series;
    series.patientId = "";
    series.uid = std::string("1.2.") + (name[0] == 'o' ? "1" : "2");
    series.studyUid = series.uid + ".9";
    test::writeSeries(m_images / name, series, 2);
  }
  const ScanReport report = scanned({m_images});
  EXPECT_EQ(report.patients, 2);
  EXPECT_THAT(report.warnings, Contains(warns("Patient ID is empty in 4 files. Limpid treats each "
                                              "folder as one patient.")));
}

TEST_F(Scanning, KeepsOneStudyTogetherEvenWithoutAPatientId)
{
  for (const char* name : {"one", "two"}) {
    test::Series series;
    series.patientId = "";
    series.uid = std::string("1.2.") + (name[0] == 'o' ? "1" : "2");
    series.studyUid = "1.2.9";
    test::writeSeries(m_images / name, series, 2);
  }
  EXPECT_EQ(scanned({m_images}).patients, 1);
}

TEST_F(Scanning, TellsPeopleApartWhoShareAPatientId)
{
  int number = 0;
  for (const char* name : {"DOE^JANE", "ROE^RICHARD"}) {
    test::Series series;
    series.patientName = name;
    series.uid = "1.2." + std::to_string(++number);
    series.studyUid = series.uid + ".9";
    test::writeSeries(m_images / name, series, 2);
  }
  const ScanReport report = scanned({m_images});
  EXPECT_EQ(report.patients, 2);
  EXPECT_THAT(report.warnings, Contains(warns("the same for different people")));
}

TEST_F(Scanning, LeavesOutScoutsDerivedAndSyntheticImages)
{
  test::Series plain;
  test::writeSeries(m_images / "plain", plain, 4);
  test::Series scout{.uid = "1.2.31", .imageType = "ORIGINAL\\PRIMARY\\LOCALIZER"};
  test::writeSeries(m_images / "scout", scout, 1);
  test::Series derived{.uid = "1.2.32", .imageType = "DERIVED\\SECONDARY\\MPR"};
  test::writeSeries(m_images / "derived", derived, 1);
  test::Series synthetic{.uid = "1.2.33", .synthetic = true};
  test::writeSeries(m_images / "synthetic", synthetic, 1);
  scanned({m_images});
  const auto found = listKinds(m_project);
  ASSERT_EQ(found->size(), 4u);
  EXPECT_EQ(found->front().id, "CT · head · SOFT · axial");
  EXPECT_FALSE(found->front().leftOut);
  EXPECT_EQ(found->front().images, 4);
  for (std::size_t at = 1; at < found->size(); ++at) {
    EXPECT_TRUE((*found)[at].leftOut) << (*found)[at].id;
    EXPECT_THAT((*found)[at].leftOutReason, HasSubstr("left out"));
  }
}

TEST_F(Scanning, KnowsSyntheticImagesInImplicitTransferSyntaxToo)
{
  test::Series synthetic{.synthetic = true, .implicitSyntax = true};
  test::writeSeries(m_images, synthetic, 1);
  scanned({m_images});
  EXPECT_TRUE(listSeries(m_project, {})->front().synthetic);
}

TEST_F(Scanning, FindsSeriesByWhatPeopleSearchFor)
{
  test::Series head{.patientName = "DOE^JANE", .description = "Head 5_mm"};
  test::writeSeries(m_images / "a", head, 1);
  test::Series chest{.uid = "1.2.77",
                     .studyUid = "1.2.78",
                     .patientId = "4712",
                     .patientName = "M\xfcller^Karl",
                     .description = "Thorax",
                     .characterSet = "ISO_IR 100"};
  test::writeSeries(m_images / "b", chest, 1);
  scanned({m_images});
  EXPECT_EQ(listSeries(m_project, "")->size(), 2u);
  EXPECT_EQ(listSeries(m_project, "jane")->front().uid, head.uid);
  EXPECT_EQ(listSeries(m_project, "thorax")->front().uid, chest.uid);
  EXPECT_EQ(listSeries(m_project, "4712")->front().uid, chest.uid);
  EXPECT_EQ(listSeries(m_project, "Müller")->front().uid, chest.uid);
  EXPECT_EQ(listSeries(m_project, "5_mm")->size(), 1u);
  EXPECT_TRUE(listSeries(m_project, "_orax")->empty()) << "_ is a letter, not a wildcard";
}

TEST_F(Scanning, KeepsWindowDoseAndPosition)
{
  test::writeSeries(m_images, {}, 2);
  scanned({m_images});
  const auto image = findImage(m_project, {test::uidOfImage({}, 2), 1});
  ASSERT_TRUE(image && *image);
  EXPECT_EQ((*image)->exposureMas, 40.0);
  EXPECT_EQ((*image)->windowCenterWidth, (std::array{50.0, 400.0}));
  EXPECT_EQ((*image)->positionMm, 2.5);
  EXPECT_EQ((*image)->rows, 4);
  EXPECT_EQ((*image)->columns, 6);
}

} // namespace
} // namespace limpid::study
