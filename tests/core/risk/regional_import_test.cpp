#include "core/imaging/png.h"
#include "core/risk/region_painting.h"
#include "core/risk/regional_map_dicom.h"
#include "core/study/scan.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <cmath>
#include <fstream>
#include <limits>

namespace limpid::risk {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int rows = 4;
constexpr int columns = 6;

/// Three slices of 4 × 6 pixels of 1 mm, 2 mm apart.
class RegionalImports : public testing::Test
{
protected:
  void SetUp() override
  {
    for (int at = 1; at <= 3; ++at) {
      support::DicomSlice slice;
      slice.sopUid = fmt::format("1.2.3.4.1.{}", at);
      slice.instance = at;
      slice.positionMm = 2.0 * (at - 1);
      slice.rows = rows;
      slice.columns = columns;
      slice.values = support::smoothSlice(rows, columns, 10.0, static_cast<unsigned>(at));
      support::writeDicom(m_folder / "study" / fmt::format("{}.dcm", at), slice);
    }
    jobs::JobContext context;
    ASSERT_TRUE(study::scan(m_project, {m_folder / "study"}, context));
    const auto images = study::listImages(m_project, "1.2.3.4.1");
    ASSERT_TRUE(images);
    for (const study::ImageRecord& image : *images)
      m_keys.push_back(image.key);
    m_origin = *images->front().originMm;
  }

  /// A volume of floats; `directions` and `origin` as NRRD writes them.
  fs::path writeNrrd(const std::array<int, 3>& size, const std::string& directions,
                     const std::array<double, 3>& origin, const std::vector<float>& values)
  {
    fs::path file = m_folder / "map.nrrd";
    std::ofstream stream(file, std::ios::binary);
    stream << "NRRD0004\ntype: float\ndimension: 3\nspace: left-posterior-superior\n"
           << fmt::format("sizes: {} {} {}\n", size[0], size[1], size[2])
           << "space directions: " << directions << "\nkinds: domain domain domain\n"
           << "endian: little\nencoding: raw\n"
           << fmt::format("space origin: ({},{},{})\n\n", origin[0], origin[1], origin[2]);
    stream.write(reinterpret_cast<const char*>(values.data()),
                 static_cast<std::streamsize>(values.size() * sizeof(float)));
    return file;
  }

  Result<RegionalImportReport> lay(const fs::path& file, std::optional<double> value,
                                   std::vector<study::ImageKey> onto)
  {
    return importOnto(m_project, {file, "motion", value, "reader", std::move(onto)});
  }

  /// Rated pixels as digits, '.' elsewhere; rows divided by blanks.
  std::string mapOf(std::size_t image)
  {
    const auto map = regionalMapOf(m_project, m_keys[image], "motion");
    std::string text;
    if (!map || !*map)
      return text;
    for (std::size_t pixel = 0; pixel < (*map)->values.size(); ++pixel) {
      const float value = (*map)->values[pixel];
      text += std::isnan(value) ? '.' : static_cast<char>('0' + std::lround(value));
      if ((pixel + 1) % columns == 0 && pixel + 1 < (*map)->values.size())
        text += ' ';
    }
    return text;
  }

  support::TemporaryFolder m_folder;
  study::Project m_project = *study::Project::create(m_folder / "project");
  std::vector<study::ImageKey> m_keys;
  std::array<double, 3> m_origin{};
};

std::vector<float> volumeWith(int slices, std::initializer_list<std::array<int, 4>> voxels)
{
  std::vector<float> values(static_cast<std::size_t>(slices * rows * columns), 0.0F);
  for (const auto& [slice, row, column, value] : voxels)
    values[static_cast<std::size_t>((slice * rows + row) * columns + column)] =
        static_cast<float>(value);
  return values;
}

} // namespace

TEST_F(RegionalImports, LayAVolumeOfTheSameGridOnEachSliceAsItIs)
{
  const fs::path file = writeNrrd({columns, rows, 3}, "(1,0,0) (0,1,0) (0,0,2)", m_origin,
                                  volumeWith(3, {{0, 0, 1, 2}, {2, 3, 5, 4}}));
  const auto report = lay(file, std::nullopt, m_keys);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->images, ElementsAre(m_keys[0], m_keys[2]));
  EXPECT_THAT(report->warnings, IsEmpty());
  EXPECT_EQ(mapOf(0), ".2.... ...... ...... ......");
  EXPECT_EQ(mapOf(1), "");
  EXPECT_EQ(mapOf(2), "...... ...... ...... .....4");
  EXPECT_TRUE(*undo(m_project)) << "one batch";
  EXPECT_EQ(mapOf(0) + mapOf(2), "");
}

TEST_F(RegionalImports, GiveAMaskTheValueThatIsNamed)
{
  const fs::path file = writeNrrd({columns, rows, 3}, "(1,0,0) (0,1,0) (0,0,2)", m_origin,
                                  volumeWith(3, {{1, 1, 1, 1}, {1, 1, 2, 7}}));
  ASSERT_TRUE(lay(file, 3.0, {m_keys[1]}));
  EXPECT_EQ(mapOf(1), "...... .33... ...... ......");
}

TEST_F(RegionalImports, ResampleAnotherGridByTheNearestPixelAndSaySo)
{
  // Two columns of three pixels' width, shifted by one pixel, one thick slice.
  std::vector<float> values(2 * 4, 0.0F);
  values[1] = 2.0F;
  std::array<double, 3> origin = m_origin;
  origin[0] += 1.0;
  const fs::path file = writeNrrd({2, 4, 1}, "(3,0,0) (0,1,0) (0,0,2)", origin, values);
  const auto report = lay(file, std::nullopt, {m_keys[0]});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->warnings, ElementsAre(HasSubstr("grid differs")));
  EXPECT_EQ(mapOf(0), "...222 ...... ...... ......");
}

TEST_F(RegionalImports, FollowTheAxesOfAVolumeThatWasWrittenTheOtherWayRound)
{
  std::array<double, 3> origin = m_origin;
  origin[0] += columns - 1.0;
  const fs::path file = writeNrrd({columns, rows, 3}, "(-1,0,0) (0,1,0) (0,0,2)", origin,
                                  volumeWith(3, {{0, 0, 0, 2}}));
  ASSERT_TRUE(lay(file, std::nullopt, {m_keys[0]}));
  EXPECT_EQ(mapOf(0), ".....2 ...... ...... ......");
}

TEST_F(RegionalImports, SayWhenAMapDoesNotReachTheImage)
{
  std::array<double, 3> origin = m_origin;
  origin[2] += 100.0;
  const fs::path file = writeNrrd({columns, rows, 3}, "(1,0,0) (0,1,0) (0,0,2)", origin,
                                  volumeWith(3, {{0, 0, 0, 2}}));
  const auto report = lay(file, std::nullopt, {m_keys[0]});
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("marks no pixel of this image"));
}

TEST_F(RegionalImports, RefuseValuesThatAreNotOnTheScale)
{
  const fs::path file = writeNrrd({columns, rows, 3}, "(1,0,0) (0,1,0) (0,0,2)", m_origin,
                                  volumeWith(3, {{0, 0, 1, 9}}));
  const auto report = lay(file, std::nullopt, {m_keys[0]});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->images, IsEmpty());
  EXPECT_THAT(report->refused, SizeIs(1));
  EXPECT_EQ(mapOf(0), "");
}

TEST_F(RegionalImports, TakeAPictureOfTheImagesSizeOrShapeAndNoOther)
{
  const auto picture = [&](int height, int width) {
    imaging::Image image{.rows = height, .columns = width, .pixels = {}, .spacingMm = {}};
    image.pixels.assign(static_cast<std::size_t>(height * width), 0.0F);
    image.pixels.front() = 255.0F;
    const fs::path file = m_folder / fmt::format("mask{}.png", height);
    EXPECT_TRUE(imaging::writePng(file, image, {.low = 0.0, .high = 255.0}));
    return file;
  };
  auto report = lay(picture(rows, columns), 1.0, {m_keys[0]});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->warnings, IsEmpty());
  EXPECT_EQ(mapOf(0), "1..... ...... ...... ......");
  report = lay(picture(rows / 2, columns / 2), 2.0, {m_keys[0]});
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->warnings, SizeIs(1));
  EXPECT_EQ(mapOf(0), "22.... 22.... ...... ......");
  report = lay(picture(rows - 1, columns), 2.0, {m_keys[0]});
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("6 × 3 pixels, the image 6 × 4"));
}

TEST_F(RegionalImports, LayASegmentationByItsPlaneWhereItNamesNoImage)
{
  DcmFileFormat file;
  DcmDataset& dataset = *file.getDataset();
  dataset.putAndInsertString(DCM_SOPClassUID, UID_SegmentationStorage);
  dataset.putAndInsertString(DCM_SOPInstanceUID, "1.2.3.9");
  dataset.putAndInsertString(DCM_SegmentationType, "FRACTIONAL");
  dataset.putAndInsertString(DCM_NumberOfFrames, "1");
  dataset.putAndInsertUint16(DCM_Rows, 2);
  dataset.putAndInsertUint16(DCM_Columns, 2);
  DcmItem* shared = nullptr;
  DcmItem* item = nullptr;
  dataset.findOrCreateSequenceItem(DCM_SharedFunctionalGroupsSequence, shared, -2);
  shared->findOrCreateSequenceItem(DCM_PixelMeasuresSequence, item, -2);
  item->putAndInsertString(DCM_PixelSpacing, "2\\2");
  item->putAndInsertString(DCM_SliceThickness, "2");
  shared->findOrCreateSequenceItem(DCM_PlaneOrientationSequence, item, -2);
  item->putAndInsertString(DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  DcmItem* frame = nullptr;
  dataset.findOrCreateSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, -2);
  frame->findOrCreateSequenceItem(DCM_PlanePositionSequence, item, -2);
  item->putAndInsertString(
      DCM_ImagePositionPatient,
      fmt::format("{}\\{}\\{}", m_origin[0] + 0.5, m_origin[1] + 0.5, m_origin[2] + 2.0).c_str());
  const std::vector<Uint8> pixels = {0, 255, 255, 0};
  dataset.putAndInsertUint8Array(DcmTag(DCM_PixelData, DcmVR(EVR_OB)), pixels.data(),
                                 pixels.size());
  const fs::path path = m_folder / "plane.dcm";
  ASSERT_TRUE(file.saveFile(path.c_str(), EXS_LittleEndianExplicit).good());

  const auto unnamed = importRegionalMaps(
      m_project, {.file = path, .component = "motion", .value = 2.0, .author = {}});
  ASSERT_FALSE(unnamed);
  EXPECT_THAT(unnamed.error().message, HasSubstr("names no single image"));
  const auto report = lay(path, 2.0, m_keys);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_THAT(report->images, ElementsAre(m_keys[1]));
  EXPECT_EQ(mapOf(1), "..22.. ..22.. 22.... 22....");
}

} // namespace limpid::risk
