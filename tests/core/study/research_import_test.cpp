#include "core/imaging/png.h"
#include "core/study/library.h"
#include "core/study/pixel_reader.h"
#include "core/study/scan.h"
#include "core/study/thumbnail.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

namespace limpid::study {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace fs = std::filesystem;

class ResearchImport : public testing::Test
{
protected:
  ScanReport imported(const ScanOptions& options = {})
  {
    jobs::JobContext context;
    Result<ScanReport> report = scan(m_project, {m_images}, context, options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ScanReport{};
  }

  std::vector<SeriesRecord> series() { return *listSeries(m_project, {}); }

  support::TemporaryFolder m_folder;
  fs::path m_images = m_folder / "images";
  Project m_project = *Project::create(m_folder / "project");
};

} // namespace

TEST_F(ResearchImport, MakesASeriesOfAVolumeAndKeepsItsGeometry)
{
  imaging::test::writeNifti(m_images / "head.nii", {.slices = 4});
  const ScanReport report = imported();
  EXPECT_EQ(report.images, 4);
  EXPECT_THAT(report.skipped, IsEmpty());
  ASSERT_THAT(series(), SizeIs(1));
  EXPECT_EQ(series().front().plane, "axial");
  const auto images = listImages(m_project, series().front().uid);
  ASSERT_THAT(*images, SizeIs(4));
  EXPECT_NEAR(images->front().positionMm.value_or(0.0), 7.0, 1e-6);
  EXPECT_NEAR(images->back().positionMm.value_or(0.0), 13.0, 1e-6);
  EXPECT_THAT(*images->back().originMm,
              testing::Pointwise(testing::DoubleNear(1e-6), std::vector<double>{-5, -6, 13}));
  const auto pixels = readFrame(images->back().path, images->back().key.frame);
  ASSERT_TRUE(pixels) << pixels.error().message;
  EXPECT_EQ(pixels->at(2, 3), 323.0F);
  EXPECT_TRUE(makeThumbnail(m_project, images->back()));
}

TEST_F(ResearchImport, TellsWhatDcm2niixWroteBesideAVolume)
{
  imaging::test::writeNifti(m_images / "t1.nii", {});
  std::ofstream(m_images / "t1.json")
      << R"({"Modality": "MR", "SeriesDescription": "sag T1 mprage", "BodyPartExamined": "BRAIN"})";
  imported();
  ASSERT_THAT(series(), SizeIs(1));
  EXPECT_EQ(series().front().kind, "MR · head · T1 · axial");
}

TEST_F(ResearchImport, PutsPicturesOfAFolderIntoOneSeriesAndNamesTheirKindByItsWords)
{
  const imaging::Image grey{2, 2, 1, {0.0F, 1.0F, 2.0F, 3.0F}, {}};
  fs::create_directories(m_images / "AbdomenCT");
  fs::create_directories(m_images / "Mueller_Anna");
  for (int number = 0; number < 3; ++number)
    ASSERT_TRUE(imaging::writePng(m_images / "AbdomenCT" / fmt::format("{}.png", number), grey,
                                  {-static_cast<double>(number), 3.0}));
  ASSERT_TRUE(imaging::writePng(m_images / "Mueller_Anna" / "a.png", grey, {0.0, 9.0}));
  imported();
  std::vector<std::string> kinds;
  const auto listed = listKinds(m_project);
  ASSERT_TRUE(listed) << listed.error().message;
  for (const ImageKind& kind : *listed)
    kinds.push_back(kind.id);
  EXPECT_THAT(kinds, ElementsAre("CT · abdomen", "OT · PNG")) << "no name of a folder itself";
}

TEST_F(ResearchImport, KnowsAFileByItsBytesWhereverItLies)
{
  imaging::test::writeNifti(m_images / "a.nii", {});
  imported();
  fs::create_directories(m_images / "moved");
  fs::rename(m_images / "a.nii", m_images / "moved" / "b.nii");
  const ScanReport report = imported();
  EXPECT_EQ(report.newImages, 0);
  EXPECT_EQ(listImages(m_project, series().front().uid)->front().path,
            m_images / "moved" / "b.nii");
}

TEST_F(ResearchImport, TellsVolumesApartWhosePixelsAloneDiffer)
{
  imaging::test::writeMetaImagePair(m_images / "one" / "a.mhd", "a.raw", {});
  imaging::test::writeMetaImagePair(m_images / "two" / "a.mhd", "a.raw", {});
  std::ofstream(m_images / "two" / "a.raw", std::ios::binary) << std::string(48, 'x');
  EXPECT_EQ(imported().series, 2);
}

TEST_F(ResearchImport, LeavesSyntheticVolumesOutUnlessTheUserInsists)
{
  imaging::test::writeNifti(m_images / "a.nii", {.description = "synthetic"});
  imported();
  EXPECT_TRUE(listKinds(m_project)->front().leftOut);
  imaging::test::writeNifti(m_images / "b.nii", {.slices = 3, .description = "synthetic"});
  imported({.insistOnSynthetic = true});
  int wanted = 0;
  for (const SeriesRecord& one : series()) {
    EXPECT_TRUE(one.synthetic);
    wanted += one.insisted;
  }
  EXPECT_EQ(wanted, 1) << "only what came in with the wish";
}

TEST_F(ResearchImport, CountsEveryFileAsAPatientWhenAskedTo)
{
  const imaging::Image grey{2, 2, 1, {0.0F, 1.0F, 2.0F, 3.0F}, {}};
  fs::create_directories(m_images);
  for (int number = 0; number < 3; ++number)
    ASSERT_TRUE(imaging::writePng(m_images / fmt::format("{}.png", number), grey,
                                  {-static_cast<double>(number), 3.0}));
  EXPECT_EQ(imported().patients, 1);
  EXPECT_EQ(imported({.patients = PatientRule::ByFile}).patients, 3);
}

TEST_F(ResearchImport, ReadsTheRatedUltrasoundOfTheSharedData)
{
  LIMPID_SHARED_PATH(folder, "quality-ratings/hip-us-spj");
  jobs::JobContext context;
  const auto report = scan(m_project, {folder}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 30);
  const auto kinds = listKinds(m_project);
  ASSERT_THAT(*kinds, SizeIs(1));
  EXPECT_EQ(kinds->front().id, "US · hip");
  const auto images = listImages(m_project, series().front().uid);
  const auto pixels = readFrame(images->front().path, 1);
  ASSERT_TRUE(pixels) << pixels.error().message;
  EXPECT_EQ(pixels->rows, 256);
}

} // namespace limpid::study
