#include "core/risk/rating_report.h"

#include "core/base/atomic_file.h"
#include "core/risk/schema.h"
#include "core/study/deidentification.h"
#include "core/study/scan.h"
#include "tests/core/export/dicom_check.h"
#include "tests/core/export/python.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace limpid::risk {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Two patients with a series of two slices each, rated by two people, measured, and scored.
class RatingReport : public testing::Test
{
protected:
  void SetUp() override
  {
    for (int patient = 1; patient <= 2; ++patient)
      for (int slice = 1; slice <= 2; ++slice)
        writeSlice(patient, slice);
    scanInto(m_project, m_folder / "study");
    std::vector<Component> schema = defaultSchema();
    Component overall;
    overall.id = "overall";
    overall.label = "Overall";
    overall.values = {1, 2, 3, 4, 5};
    overall.words = {"unusable", "poor", "fair", "good", "excellent"};
    overall.goodIsLow = false;
    schema.push_back(overall);
    ASSERT_TRUE(saveSchema(m_project, schema));
    set({Level::Image, "1.2.826.4711.1.1.1", 1}, "noise", 24.5, "immerkaer", "");
    set({Level::Image, "1.2.826.4711.1.1.2", 1}, "overall", 4, "person", "PLANTED READER");
    set({Level::Series, "1.2.826.4711.1.1", 1}, "motion", 2, "person", "PLANTED READER");
    set({Level::Study, "1.2.826.4711.2", 1}, "artefact", 1, "person", "PLANTED SECOND");
  }

  void writeSlice(int patient, int slice) const
  {
    support::DicomSlice dicom;
    dicom.patientId = fmt::format("PLANTED-ID-{}", patient);
    dicom.studyUid = fmt::format("1.2.826.4711.{}", patient);
    dicom.seriesUid = dicom.studyUid + ".1";
    dicom.sopUid = fmt::format("{}.{}", dicom.seriesUid, slice);
    dicom.instance = slice;
    dicom.positionMm = slice;
    dicom.rows = dicom.columns = 8;
    dicom.values = support::smoothSlice(8, 8, 10.0, static_cast<unsigned>(10 * patient + slice));
    support::writeDicom(m_folder / "study" / fmt::format("{}-{}.dcm", patient, slice), dicom);
  }

  static void scanInto(study::Project& project, const fs::path& folder)
  {
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(project, {folder}, context));
  }

  void set(const Target& target, const std::string& component, double value,
           const std::string& source, const std::string& author)
  {
    const Result<void> stored = setRating(m_project, {target}, component, value, source, author);
    ASSERT_TRUE(stored) << stored.error().message;
  }

  ReportExport exported()
  {
    const Result<ReportExport> report = exportReports(m_project, m_folder / "ratings.dcm");
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ReportExport{};
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
};

using Value = std::tuple<int, std::string, std::string, double, std::string>;

/// Level, UID, component, value and source of all that is stored, sorted.
std::vector<Value> valuesIn(study::Project& project)
{
  std::vector<Value> values;
  const auto stored = storedValues(project);
  for (const HistoryEntry& entry : *stored)
    values.emplace_back(static_cast<int>(entry.target.level), entry.target.uid, entry.component,
                        entry.after.value_or(-1.0), entry.source);
  std::ranges::sort(values);
  return values;
}

} // namespace

TEST_F(RatingReport, IsOneValidDocumentPerStudy)
{
  const ReportExport report = exported();
  EXPECT_EQ(report.ratings, 4);
  ASSERT_THAT(report.files, SizeIs(2));
  EXPECT_EQ(report.files[1].filename(), "ratings-2.dcm");
  for (const fs::path& file : report.files) {
    LIMPID_EXPECT_VALID_DICOM(file);
  }
}

TEST_F(RatingReport, IsReadByDsrdumpWithStandardCodesUnitsAndAlgorithm)
{
  const std::vector<std::string> lines =
      exporting::outputLines(fmt::format("dsrdump +Pc '{}'", exported().files[0].string()));
  if (lines.empty() || lines[0].find("not found") != std::string::npos)
    GTEST_SKIP() << "dsrdump (package dcmtk) isn't installed";
  EXPECT_THAT(lines, Contains(HasSubstr("111029,DCM,\"Image Quality Rating\"")));
  EXPECT_THAT(lines, Contains(HasSubstr("[hnsf'U],UCUM")));
  EXPECT_THAT(lines, Contains(HasSubstr("111001,DCM,\"Algorithm Name\")=\"immerkaer\"")));
  EXPECT_THAT(lines, Not(Contains(HasSubstr("error"))));
}

TEST_F(RatingReport, HoldsNothingOfThePatientsNorOfTheRaters)
{
  for (const fs::path& file : exported().files) {
    const std::string bytes = *readFile(file, 1 << 20);
    for (const char* word : {"PLANTED", "READER", "1.2.826.4711", "19311224", "HOSPITAL"})
      EXPECT_THAT(bytes, Not(HasSubstr(word))) << file;
    EXPECT_THAT(bytes, HasSubstr("Rater^"));
    EXPECT_THAT(bytes, Not(HasSubstr("1.2.276.0.7230010.3.1"))) << "a UID of DCMTK";
  }
}

TEST_F(RatingReport, ComesBackIntoTheProjectAsItWas)
{
  const std::vector<Value> before = valuesIn(m_project);
  const ReportExport report = exported();
  const auto values = storedValues(m_project);
  ASSERT_TRUE(values);
  for (const HistoryEntry& stored : *values) // each rater their own
    ASSERT_TRUE(setRating(m_project, {stored.target}, stored.component, std::nullopt, "person",
                          stored.author));
  ASSERT_THAT(valuesIn(m_project), IsEmpty());
  for (const fs::path& file : report.files) {
    const auto read = importReport(m_project, file, "");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_THAT(read->unmatched, IsEmpty());
  }
  EXPECT_EQ(valuesIn(m_project), before);
}

TEST_F(RatingReport, FitsTheDeidentifiedImagesInAnotherProjectAndBringsItsScales)
{
  jobs::JobContext context;
  const auto images = study::deidentify(m_project, {.folder = m_folder / "out"}, context);
  ASSERT_TRUE(images) << images.error().message;
  study::Project other = *study::Project::create(m_folder / "other");
  scanInto(other, m_folder / "out");
  int matched = 0;
  for (const fs::path& file : exported().files) {
    const auto read = importReport(other, file, "");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_THAT(read->unmatched, IsEmpty());
    matched += read->matched;
  }
  EXPECT_EQ(matched, 4);
  const auto overall = findComponent(*loadSchema(other), "overall");
  ASSERT_TRUE(overall);
  EXPECT_EQ(overall->words.at(4), "excellent");
  EXPECT_FALSE(overall->goodIsLow);
}

TEST_F(RatingReport, IsRefusedWhenAScaleMeansTheOpposite)
{
  const ReportExport report = exported();
  study::Project other = *study::Project::create(m_folder / "other");
  std::vector<Component> schema = defaultSchema();
  std::ranges::find(schema, "motion", &Component::id)->goodIsLow = false;
  ASSERT_TRUE(saveSchema(other, schema));
  const auto read = importReport(other, report.files[0], "");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::BadInput);
  EXPECT_THAT(read.error().message, HasSubstr("motion"));
}

TEST_F(RatingReport, TellsRatingsOfImagesThatTheLibraryDoesNotHold)
{
  const ReportExport report = exported();
  study::Project other = *study::Project::create(m_folder / "other");
  const auto read = importReport(other, report.files[0], "");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->matched, 0);
  EXPECT_THAT(read->unmatched, SizeIs(3));
}

TEST_F(RatingReport, RefusesAnImageAndAFileThatIsThere)
{
  const auto image = importReport(m_project, m_folder / "study" / "1-1.dcm", "");
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().code, ErrorCode::BadInput);
  exported();
  const auto again = exportReports(m_project, m_folder / "ratings.dcm");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
}

} // namespace limpid::risk
