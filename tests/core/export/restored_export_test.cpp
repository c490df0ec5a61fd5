#include "core/export/restored_export.h"

#include "core/base/atomic_file.h"
#include "core/dataset/frozen_dataset.h"
#include "core/run/plan.h"
#include "core/study/library.h"
#include "core/study/scan.h"
#include "tests/core/export/dicom_check.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::exporting {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int side = 8; // of the square that trains; the source has 16 rows and 32 columns

/// A project with one CT slice that is kept aside of a data set, a run, and its restoration.
class RestoredExport : public testing::Test
{
protected:
  void SetUp() override
  {
    support::DicomSlice slice;
    slice.studyUid = "1.2.826.4711";
    slice.seriesUid = "1.2.826.4711.1";
    slice.sopUid = "1.2.826.4711.1.1";
    slice.positionMm = 30.0;
    slice.spacingMm = 0.5;
    slice.rows = 16;
    slice.columns = 32;
    slice.values = support::smoothSlice(16, 32, 40.0, 3);
    support::writeDicom(m_folder / "PLANTED" / "1.dcm", slice);
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(m_project, {m_folder / "PLANTED"}, context));
    writeRun(m_project.keyedDigest("1.2.826.4711.1.1#1"));
    writeRestoration("0");
  }

  fs::path run() const { return m_project.runsFolder() / "trial"; }
  fs::path restoration() const { return run() / "restorations" / "first"; }

  void writeRun(const std::string& source)
  {
    dataset::DatasetContent content{.images = std::vector<float>(side * side, 0.0F),
                                    .count = 1,
                                    .rows = side,
                                    .columns = side,
                                    .noise = {0.1F},
                                    .limit = {0.0F},
                                    .noiseSpectrum = {},
                                    .label = {},
                                    .heldOut = {1},
                                    .patients = {"P001"},
                                    .sources = {source},
                                    .preparation = {{"crop", nullptr}, {"size", side}}};
    m_dataset = *dataset::freeze(m_project.datasetsFolder(), "small", content);
    run::TrainingPlan plan;
    plan.name = "trial";
    plan.dataset = "../../datasets/" + m_dataset + "/dataset.safetensors";
    plan.datasetDigest = m_dataset;
    ASSERT_TRUE(makeFolder(run()));
    ASSERT_TRUE(run::writePlan(run() / "plan.json", plan));
  }

  void writeRestoration(const std::string& source) const
  {
    std::vector<float> mean(side * side, -1.0F);
    for (int row = 2; row < 6; ++row) // 16 × 32 becomes 4 × 8 in the middle
      for (int column = 0; column < side; ++column)
        mean[static_cast<std::size_t>(row * side + column)] =
            static_cast<float>(0.01 * (row * side + column));
    const std::vector<float> deviation(side * side, 0.05F);
    const std::vector<std::int64_t> shape{1, 1, side, side};
    ASSERT_TRUE(makeFolder(restoration()));
    ASSERT_TRUE(dataset::writeSafetensors(
        restoration() / "restoration.safetensors",
        {{"mean", dataset::viewOf(std::span<const float>(mean), shape)},
         {"deviation", dataset::viewOf(std::span<const float>(deviation), shape)}},
        {}));
    ASSERT_TRUE(writeDocument(restoration() / "restoration.json",
                              {{"format", "limpid-restoration"},
                               {"version", 1},
                               {"run", "trial"},
                               {"modelDigest", "0123456789abcdef"},
                               {"datasetDigest", m_dataset},
                               {"step", 1000},
                               {"seed", 7},
                               {"draws", 16},
                               {"sampler", "dpmpp-2m-sde"},
                               {"steps", 20},
                               {"programVersion", "0.1.0"},
                               {"preparation",
                                {{"modality", "CT"},
                                 {"unit", "HU"},
                                 {"windowLow", -1000},
                                 {"windowHigh", 1000},
                                 {"intensityScale", 1000.0}}},
                               {"images", {{{"source", source}, {"noise", 0.1}}}}}));
  }

  RestoredReport exported()
  {
    jobs::JobContext context;
    const auto report = exportRestored(m_project, restoration(), m_folder / "out", context);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : RestoredReport{};
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  std::string m_dataset;
};

} // namespace

TEST_F(RestoredExport, WritesTheLikelyImageAndItsUncertaintyInHounsfieldUnits)
{
  const RestoredReport report = exported();
  ASSERT_THAT(report.files, SizeIs(2)) << testing::PrintToString(report.refused);
  const ReadBack mean(report.files[0]);
  const ReadBack uncertainty(report.files[1]);
  EXPECT_EQ(mean.text(DCM_Rows), "4");
  EXPECT_EQ(mean.text(DCM_Columns), "8");
  const std::vector<double> values = mean.signedValues();
  for (std::size_t pixel = 0; pixel < values.size(); ++pixel)
    EXPECT_NEAR(values[pixel], 10.0 * (2.0 * side + static_cast<double>(pixel)), 0.51);
  for (const double deviation : uncertainty.signedValues())
    EXPECT_NEAR(deviation, 50.0, 0.51);
}

TEST_F(RestoredExport, LiesWhereItsSourceLies)
{
  const ReadBack mean(exported().files.at(0));
  EXPECT_EQ(mean.text(DCM_PixelSpacing), "2\\2");
  EXPECT_EQ(mean.text(DCM_ImagePositionPatient), "0.75\\0.75\\30");
}

TEST_F(RestoredExport, SaysThatItIsRestoredFromADeidentifiedSource)
{
  const RestoredReport report = exported();
  const ReadBack file(report.files.at(0));
  EXPECT_EQ(file.text(DcmTagKey(0x0008, 0x001C)), "YES");
  EXPECT_EQ(file.text(DCM_ImageType), "DERIVED\\SECONDARY\\AXIAL\\RESTORED");
  EXPECT_THAT(file.text(DCM_SeriesDescription), HasSubstr("RESTORED"));
  EXPECT_THAT(file.text(DCM_DerivationDescription), HasSubstr("fine detail is invented"));
  EXPECT_EQ(file.text(DCM_PatientIdentityRemoved), "YES");
  EXPECT_THAT(file.text(DCM_PatientID), HasSubstr("LIMPID-"));
  DcmItem* source = nullptr;
  ASSERT_TRUE(file.dataset().findAndGetSequenceItem(DCM_SourceImageSequence, source).good());
  OFString uid;
  source->findAndGetOFString(DCM_ReferencedSOPInstanceUID, uid);
  EXPECT_EQ(uid.find("2.25."), 0u);
  EXPECT_THAT(report.pseudonyms, testing::ElementsAre("P001"));
}

TEST_F(RestoredExport, IsValidAndNamesNobody)
{
  const RestoredReport report = exported();
  for (const auto& entry : fs::directory_iterator(report.folder)) {
    const std::string bytes = *readFile(entry.path(), 1 << 20);
    for (const char* word : {"PLANTED", "1.2.826.4711", "19311224", "19991231"})
      EXPECT_THAT(bytes, Not(HasSubstr(word))) << entry.path();
  }
  for (const fs::path& file : report.files) {
    LIMPID_EXPECT_VALID_DICOM(file);
  }
}

TEST_F(RestoredExport, RefusesAnImageWhoseSourceTheProjectDoesNotKnow)
{
  writeRestoration("/somewhere/PLANTED.safetensors:0");
  const RestoredReport report = exported();
  EXPECT_THAT(report.files, IsEmpty());
  ASSERT_THAT(report.refused, SizeIs(1));
  EXPECT_THAT(report.refused[0], HasSubstr("doesn't know its source"));
  EXPECT_THAT(report.refused[0], Not(HasSubstr("PLANTED")));
}

TEST_F(RestoredExport, KnowsTheSourcesOfPreparedFilesByTheirDigests)
{
  writeRestoration("input.safetensors:0");
  ASSERT_TRUE(writeDocument(restoration() / "sources.json",
                            {{"format", "limpid-restoration-sources"},
                             {"version", 1},
                             {"sources", {m_project.keyedDigest("1.2.826.4711.1.1#1")}}}));
  EXPECT_THAT(exported().files, SizeIs(2));
}

} // namespace limpid::exporting
