#include "core/preparation/prepare.h"
#include "core/preparation/teaching_groups.h"
#include "core/risk/ratings.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace limpid::preparation {
namespace {

constexpr double buffer = 4.0;

struct Scanned
{
  std::vector<ImageOrigin> origins;
  std::vector<double> thresholds;

  void add(int images, const std::string& patient, const std::string& scanner, double threshold)
  {
    for (int image = 0; image < images; ++image) {
      origins.push_back({patient, {{"scanner", scanner}}});
      thresholds.push_back(threshold);
    }
  }
  std::vector<TeachingTable> tables() const { return whoTeaches(origins, thresholds); }
};

} // namespace

TEST(TeachingGroups, ComparesThoseWhoTeachFineDetailWithAll)
{
  Scanned scanned;
  scanned.add(30, "P001", "Old", 0.4);
  scanned.add(20, "P002", "New", 0.4);
  scanned.add(50, "P003", "New", 0.01);
  const auto tables = scanned.tables();
  ASSERT_EQ(tables.size(), 1u);
  ASSERT_EQ(tables[0].groups.size(), 2u);
  const TeachingGroup& mostly = tables[0].groups[0];
  EXPECT_EQ(mostly.value, "New");
  EXPECT_EQ(mostly.images, 70);
  EXPECT_EQ(mostly.patients, 2);
  EXPECT_EQ(mostly.teachingImages, 50);
  EXPECT_EQ(mostly.teachingPatients, 1);
  EXPECT_NEAR(mostly.difference, 0.3 / std::sqrt(0.7 * 0.3 / 2.0), 1e-12);
  EXPECT_FALSE(tables[0].balanced());
  const auto sentences = balanceSentences(tables);
  ASSERT_EQ(sentences.size(), 1u);
  EXPECT_EQ(sentences[0].text,
            "Fine detail is taught by 50 images, 50 of them from scanner New; of all 100 it is 70. "
            "Synthetic images will look like these.");
}

TEST(TeachingGroups, AreBalancedWhereNoiseHasNothingToDoWithThem)
{
  Scanned scanned;
  for (const char* scanner : {"Old", "New"}) {
    scanned.add(10, "P001", scanner, 0.0);
    scanned.add(40, "P002", scanner, 0.5);
  }
  const auto tables = scanned.tables();
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_TRUE(tables[0].balanced());
  EXPECT_DOUBLE_EQ(tables[0].largestDifference, 0.0);
  EXPECT_TRUE(balanceSentences(tables).empty());
}

TEST(TeachingGroups, LeaveOutWhatIsKnownOfNoImage)
{
  Scanned scanned;
  scanned.add(3, "P001", "", 0.0);
  EXPECT_TRUE(scanned.tables().empty());
}

TEST(TeachingGroups, CountTheUnknownApartAndLast)
{
  Scanned scanned;
  scanned.add(30, "P001", "", 0.0);
  scanned.add(10, "P002", "Old", 0.0);
  const auto tables = scanned.tables();
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].groups.back().value, "");
  EXPECT_EQ(tables[0].groups.back().images, 30);
}

TEST(TeachingGroups, NameNoInstitution)
{
  study::SeriesRecord series;
  series.institution = "PLANTED HOSPITAL";
  series.ageYears = 59.9;
  const std::vector<ImageOrigin> origins = {originOf(series, "P001")};
  const std::vector<double> thresholds(1);
  const auto tables = whoTeaches(origins, thresholds);
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[0].key, "age");
  EXPECT_EQ(tables[0].groups[0].value, "40–59");
  EXPECT_EQ(tables[1].key, "site");
  EXPECT_EQ(tables[1].groups[0].value, "Site 1");
}

TEST(TeachingGroups, OfAFrozenDataSetAreFoundInTheLibrary)
{
  const support::TemporaryFolder folder;
  auto project = study::Project::create(folder / "project");
  ASSERT_TRUE(project);
  std::vector<risk::RatingChange> changes;
  for (int patient = 1; patient <= 4; ++patient) {
    support::DicomSlice slice;
    slice.patientId = fmt::format("{}", patient);
    slice.patientName = fmt::format("NAME{}", patient);
    slice.birthDate = patient == 1 ? "19900101" : "19311224";
    slice.studyUid = fmt::format("1.2.9.{}", patient);
    slice.seriesUid = fmt::format("1.2.10.{}", patient);
    slice.sopUid = fmt::format("1.2.11.{}", patient);
    slice.rows = slice.columns = 32;
    slice.values = support::smoothSlice(32, 32, 10.0, static_cast<unsigned>(patient));
    support::writeDicom(folder / "images" / fmt::format("{}.dcm", patient), slice);
    changes.push_back(
        {{risk::Level::Image, slice.sopUid, 1}, "noise", patient == 1 ? 5.0 : 400.0, "table", ""});
  }
  jobs::JobContext context;
  ASSERT_TRUE(study::scan(*project, {folder / "images"}, context));
  ASSERT_TRUE(risk::setRatings(*project, changes));
  DatasetRequest request;
  request.name = "first";
  request.heldOutFraction = 0.0;
  const auto report = prepareDataset(*project, request, context);
  ASSERT_TRUE(report) << report.error().message;
  const auto tables = whoTeaches(*project, report->path, buffer);
  ASSERT_TRUE(tables) << tables.error().message;
  const auto age = std::find_if(tables->begin(), tables->end(),
                                [](const TeachingTable& table) { return table.key == "age"; });
  ASSERT_NE(age, tables->end());
  ASSERT_EQ(age->groups.size(), 2u);
  EXPECT_EQ(age->groups[0].value, "60–79");
  EXPECT_EQ(age->groups[0].teachingImages, 0);
  EXPECT_EQ(age->groups[1].value, "0–17");
  EXPECT_EQ(age->groups[1].teachingImages, 1);
}

} // namespace limpid::preparation
