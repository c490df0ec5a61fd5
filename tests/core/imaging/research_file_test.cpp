#include "core/imaging/nifti_check.h"
#include "core/imaging/png.h"
#include "core/imaging/research_file.h"
#include "core/imaging/tiff_check.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <limits>

namespace limpid::imaging {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::optional<ResearchFormat> formatOf(const std::filesystem::path& file)
{
  std::string start(researchSignatureBytes, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  return researchFormatOf(start);
}

auto isNear(const std::vector<double>& numbers)
{
  return testing::Pointwise(testing::DoubleNear(1e-6), numbers);
}

class ResearchFile : public testing::Test
{
protected:
  support::TemporaryFolder m_folder;
};

/// The values of test::Volume in the order of the file.
void expectValues(const std::vector<Image>& images, int count)
{
  ASSERT_EQ(images.size(), static_cast<std::size_t>(count));
  for (int number = 0; number < count; ++number)
    for (int row = 0; row < 3; ++row)
      for (int column = 0; column < 4; ++column)
        EXPECT_EQ(images[static_cast<std::size_t>(number)].at(row, column),
                  static_cast<float>(100 * number + 10 * row + column));
}

} // namespace

TEST_F(ResearchFile, OfNiftiHasValuesAndGeometryInDicomsCoordinates)
{
  const auto file = m_folder / "head.nii";
  test::writeNifti(file, {.slices = 3});
  ASSERT_EQ(formatOf(file), ResearchFormat::Nifti);
  const auto header = readResearchHeader(file, ResearchFormat::Nifti);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->rows, 3);
  EXPECT_EQ(header->columns, 4);
  EXPECT_EQ(header->images(), 3);
  EXPECT_THAT(*header->spacingMm, ElementsAre(0.75, 0.5)) << "between rows, between columns";
  ASSERT_TRUE(header->geometry);
  // NIfTI counts to the right and the front, DICOM to the left and the back: two signs change.
  EXPECT_THAT(header->geometry->orientation, isNear({1, 0, 0, 0, 1, 0}));
  EXPECT_THAT(header->geometry->originMm, isNear({-5, -6, 7}));
  EXPECT_THAT(header->geometry->stepMm, isNear({0, 0, 2}));
  const auto images = readResearchImages(file, ResearchFormat::Nifti);
  ASSERT_TRUE(images) << images.error().message;
  expectValues(*images, 3);
}

TEST_F(ResearchFile, OfNiftiHasItsSlopeApplied)
{
  const auto file = m_folder / "scaled.nii";
  test::writeNifti(file, {.slices = 1, .slope = 2.0F, .intercept = -1024.0F});
  const auto images = readResearchImages(file, ResearchFormat::Nifti);
  ASSERT_TRUE(images) << images.error().message;
  EXPECT_EQ(images->front().at(2, 3), 2.0F * 23.0F - 1024.0F);
}

TEST_F(ResearchFile, OfSeveralVolumesIsSplitIntoTheirSlices)
{
  const auto file = m_folder / "bold.nii";
  test::writeNifti(file, {.slices = 2, .volumes = 5});
  const auto header = readResearchHeader(file, ResearchFormat::Nifti);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->slices, 2);
  EXPECT_EQ(header->volumes, 5);
  const auto images = readResearchImages(file, ResearchFormat::Nifti);
  ASSERT_TRUE(images) << images.error().message;
  expectValues(*images, 10);
}

TEST_F(ResearchFile, OfNrrdAndMetaImageHasValuesAndGeometry)
{
  test::writeNrrd(m_folder / "a.nrrd", {.slices = 2});
  test::writeMetaImage(m_folder / "a.mha", {.slices = 2});
  for (const char* name : {"a.nrrd", "a.mha"}) {
    const auto file = m_folder / name;
    const auto format = formatOf(file);
    ASSERT_TRUE(format) << name;
    const auto header = readResearchHeader(file, *format);
    ASSERT_TRUE(header) << header.error().message;
    ASSERT_TRUE(header->geometry) << name;
    EXPECT_THAT(header->geometry->originMm, isNear({5, 6, 7})) << name;
    EXPECT_THAT(header->geometry->stepMm, isNear({0, 0, 2})) << name;
    const auto images = readResearchImages(file, *format);
    ASSERT_TRUE(images) << images.error().message;
    expectValues(*images, 2);
  }
}

TEST_F(ResearchFile, NamesTheFileThatHoldsItsPixels)
{
  test::writeMetaImagePair(m_folder / "a.mhd", "a.raw", {});
  const auto header = readResearchHeader(m_folder / "a.mhd", ResearchFormat::MetaImage);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_THAT(header->dataFiles, ElementsAre(m_folder / "a.raw"));
}

TEST_F(ResearchFile, OfVectorsIsRefusedWithASentence)
{
  test::writeVectorNrrd(m_folder / "vectors.nrrd");
  const auto header = readResearchHeader(m_folder / "vectors.nrrd", ResearchFormat::Nrrd);
  ASSERT_FALSE(header);
  EXPECT_EQ(header.error().code, ErrorCode::Unsupported);
  EXPECT_THAT(header.error().message, HasSubstr("2 components a pixel"));
}

TEST_F(ResearchFile, OfColourBecomesLuminance)
{
  const Image red{1, 2, 3, {1.0F, 0.0F, 0.0F, 1.0F, 1.0F, 1.0F}, {}};
  ASSERT_TRUE(writePng(m_folder / "red.png", red, {0.0, 1.0}));
  ASSERT_EQ(formatOf(m_folder / "red.png"), ResearchFormat::Png);
  const auto images = readResearchImages(m_folder / "red.png", ResearchFormat::Png);
  ASSERT_TRUE(images) << images.error().message;
  EXPECT_NEAR(images->front().at(0, 0), 0.299 * 255, 1e-3);
  EXPECT_NEAR(images->front().at(0, 1), 255.0, 1e-3);
  EXPECT_FALSE(images->front().spacingMm) << "a picture has no millimetres";
}

TEST_F(ResearchFile, ThatSaysItIsSyntheticIsKnown)
{
  test::writeNifti(m_folder / "a.nii", {.description = "Synthetic, research use only"});
  test::writeNrrd(m_folder / "a.nrrd", {.description = "SYNTHETIC image"});
  test::writeNifti(m_folder / "b.nii", {.description = "dcm2niix"});
  EXPECT_TRUE(readResearchHeader(m_folder / "a.nii", ResearchFormat::Nifti)->namesSynthetic);
  EXPECT_TRUE(readResearchHeader(m_folder / "a.nrrd", ResearchFormat::Nrrd)->namesSynthetic);
  EXPECT_FALSE(readResearchHeader(m_folder / "b.nii", ResearchFormat::Nifti)->namesSynthetic);
}

TEST_F(ResearchFile, OfNiftiThatIsCutOffIsRefusedWithASentence)
{
  test::writeNifti(m_folder / "a.nii", {});
  std::filesystem::resize_file(m_folder / "a.nii", 360);
  const auto images = readResearchImages(m_folder / "a.nii", ResearchFormat::Nifti);
  ASSERT_FALSE(images);
  EXPECT_THAT(images.error().message, HasSubstr("a.nii"));
  EXPECT_THAT(images.error().message, HasSubstr("ends in the middle"));
}

TEST_F(ResearchFile, OfPackedNiftiThatHoldsTooFewPixelsIsRefused)
{
  const std::string whole = test::niftiBytes({});
  test::writeGzip(m_folder / "whole.nii.gz", whole);
  test::writeGzip(m_folder / "cut.nii.gz", whole.substr(0, whole.size() - 2));
  EXPECT_TRUE(readResearchImages(m_folder / "whole.nii.gz", ResearchFormat::Nifti));
  EXPECT_FALSE(readResearchImages(m_folder / "cut.nii.gz", ResearchFormat::Nifti));
  EXPECT_TRUE(readResearchHeader(m_folder / "cut.nii.gz", ResearchFormat::Nifti))
      << "a header needs no pixels";
}

TEST_F(ResearchFile, OfNiftiWhoseAxesAreNearlyParallelIsRefusedBeforeItkSeesIt)
{
  std::string bytes = test::niftiBytes({});
  const float far = -1.7014118e+38F; // ITK inverts such a matrix for ever
  std::memcpy(&bytes[284], &far, sizeof(far));
  test::writeBytes(m_folder / "far.nii", bytes);
  bytes = test::niftiBytes({});
  std::memcpy(&bytes[296], &bytes[280], 16); // the second axis is the first
  test::writeBytes(m_folder / "flat.nii", bytes);
  for (const char* name : {"far.nii", "flat.nii"}) {
    const auto header = readResearchHeader(m_folder / name, ResearchFormat::Nifti);
    ASSERT_FALSE(header) << name;
    EXPECT_THAT(header.error().message, HasSubstr("where its pixels lie is damaged"));
  }
}

TEST_F(ResearchFile, OfNiftiWhoseScaledColoursItkWouldReadBeyondItsMemoryIsRefused)
{
  std::string bytes = test::niftiBytes({.slope = 2.0F}) + std::string(24, '\0');
  const std::int16_t colour = 128; // while the bits beside it still say 16
  std::memcpy(&bytes[70], &colour, sizeof(colour));
  test::writeBytes(m_folder / "a.nii", bytes);
  const auto header = readResearchHeader(m_folder / "a.nii", ResearchFormat::Nifti);
  ASSERT_FALSE(header);
  EXPECT_THAT(header.error().message, HasSubstr("it scales colours"));

  const float unscaled = 1.0F;
  std::memcpy(&bytes[112], &unscaled, sizeof(unscaled));
  test::writeBytes(m_folder / "b.nii", bytes);
  EXPECT_TRUE(readResearchImages(m_folder / "b.nii", ResearchFormat::Nifti));
  test::writeBytes(m_folder / "cut.nii", bytes.substr(0, bytes.size() - 1));
  EXPECT_FALSE(readResearchImages(m_folder / "cut.nii", ResearchFormat::Nifti))
      << "three bytes a pixel, whatever the header's bits say";
}

TEST_F(ResearchFile, OfNiftiWhoseTransformIsNotFiniteIsRefusedWhateverItsHeaderSaysOfItsLength)
{
  const float nowhere = std::numeric_limits<float>::quiet_NaN();
  std::string matrix = test::niftiBytes({});
  std::memcpy(&matrix[292], &nowhere, sizeof(nowhere)); // the matrix's first offset
  std::string rotation = test::niftiBytes({});
  rotation[252] = 1;
  std::memcpy(&rotation[268], &nowhere, sizeof(nowhere)); // the quaternion's
  std::string hidden = matrix;
  hidden[1] = 0; // 92 bytes: ITK reads on all the same
  for (const std::string& bytes : {matrix, rotation, hidden}) {
    test::writeBytes(m_folder / "a.nii", bytes);
    test::writeGzip(m_folder / "a.nii.gz", bytes);
    for (const char* name : {"a.nii", "a.nii.gz"}) {
      const auto header = readResearchHeader(m_folder / name, ResearchFormat::Nifti);
      ASSERT_FALSE(header) << name;
      EXPECT_THAT(header.error().message, HasSubstr("is damaged")) << name;
    }
  }
}

TEST_F(ResearchFile, OfNiftiThatIsPackedIsReadWhereItsNameSaysSoAndRefusedElsewhere)
{
  test::writeGzip(m_folder / "a.nii.gz", test::niftiBytes({}));
  std::filesystem::copy_file(m_folder / "a.nii.gz", m_folder / "a.nii");
  EXPECT_TRUE(readResearchImages(m_folder / "a.nii.gz", ResearchFormat::Nifti));
  const auto header = readResearchHeader(m_folder / "a.nii", ResearchFormat::Nifti);
  ASSERT_FALSE(header);
  EXPECT_THAT(header.error().message, HasSubstr("it is packed"));
}

TEST_F(ResearchFile, OfTiffWhoseDirectoriesFormALoopIsRefusedBeforeItkFollowsIt)
{
  using namespace std::string_literals;
  const auto directory = [](std::uint32_t next) { // one entry: 12 columns, as 16 bits
    std::string bytes = "\1\0\0\1\3\0\1\0\0\0\14\0\0\0"s;
    return bytes.append(reinterpret_cast<const char*>(&next), sizeof(next));
  };
  const std::string start = "II*\0\10\0\0\0"s;
  const std::string loop = start + directory(26) + directory(8);
  const std::string swapped = "MM\0*\0\0\0\10\0\0\0\0\0\10"s; // no entries, and again
  const std::string endless = start + "\377\377"s;
  for (const std::string& bytes : {start + directory(8), loop, swapped, endless}) {
    test::writeBytes(m_folder / "a.tif", bytes);
    const auto header = readResearchHeader(m_folder / "a.tif", ResearchFormat::Tiff);
    ASSERT_FALSE(header);
    EXPECT_THAT(header.error().message, HasSubstr("a.tif can't be read as TIFF: its directories"));
  }
  test::writeBytes(m_folder / "pages.tif", start + directory(26) + directory(0));
  EXPECT_EQ(damageInTiff(m_folder / "pages.tif"), "");
}

TEST_F(ResearchFile, OfTiffWhosePixelsItkWouldMisreadIsRefused)
{
  using namespace std::string_literals;
  const auto file = [](std::uint8_t bits, std::uint8_t format, std::uint8_t photometric) {
    const auto entry = [](std::uint16_t tag, std::uint8_t value) {
      const auto low = static_cast<char>(tag & 0xFFU);
      const auto high = static_cast<char>(tag >> 8U);
      return std::string{low, high, 3, 0, 1, 0, 0, 0, static_cast<char>(value), 0, 0, 0};
    };
    return "II*\0\10\0\0\0\3\0"s + entry(258, bits) + entry(262, photometric) + entry(339, format) +
           "\0\0\0\0"s;
  };
  const auto damage = [&](const std::string& bytes) {
    test::writeBytes(m_folder / "a.tif", bytes);
    return damageInTiff(m_folder / "a.tif");
  };
  EXPECT_THAT(damage(file(32, 1, 1)), HasSubstr("32 bits or more"));
  EXPECT_THAT(damage(file(32, 2, 1)), HasSubstr("32 bits or more"));
  EXPECT_THAT(damage(file(16, 3, 1)), HasSubstr("floating point of 16 bits"));
  EXPECT_THAT(damage(file(8, 1, 0)), HasSubstr("white where they are 0"));
  EXPECT_EQ(damage(file(32, 3, 1)), "");
  EXPECT_EQ(damage(file(16, 2, 1)), "");
  EXPECT_EQ(damage(file(8, 1, 2)), "");
  EXPECT_EQ(damage(file(1, 1, 0)), "");
}

TEST_F(ResearchFile, ThatPromisesMoreThanItCanHoldIsRefusedBeforeMemoryIsTaken)
{
  test::writeBytes(m_folder / "a.mha",
                   "ObjectType = Image\nNDims = 3\nBinaryData = True\nCompressedData = True\n"
                   "DimSize = 8192 8192 50\nElementSpacing = 1 1 1\nElementType = MET_UCHAR\n"
                   "ElementDataFile = LOCAL\n" +
                       std::string(64, '\x07'));
  const auto images = readResearchImages(m_folder / "a.mha", ResearchFormat::MetaImage);
  ASSERT_FALSE(images);
  EXPECT_THAT(images.error().message, HasSubstr("can't hold"));
}

TEST_F(ResearchFile, WithoutTwoAxesIsRefused)
{
  for (const char* axes : {"0", "1"}) {
    test::writeBytes(m_folder / "a.mha", std::string("ObjectType = Image\nNDims = ") + axes +
                                             "\nDimSize = 4\nElementType = MET_UCHAR\n"
                                             "ElementDataFile = LOCAL\n....");
    const auto header = readResearchHeader(m_folder / "a.mha", ResearchFormat::MetaImage);
    ASSERT_FALSE(header) << axes;
    EXPECT_THAT(header.error().message, HasSubstr("a.mha"));
  }
}

TEST_F(ResearchFile, WhoseSizeInBytesWrapsAroundIsRefused)
{
  test::writeBytes(m_folder / "a.nrrd", // 2^64 bytes
                   "NRRD0004\ntype: double\ndimension: 4\nsizes: 4 1048576 1048576 524288\n"
                   "kinds: RGBA-color domain domain domain\nendian: little\nencoding: raw\n\n" +
                       std::string(96, '\0'));
  const auto images = readResearchImages(m_folder / "a.nrrd", ResearchFormat::Nrrd);
  ASSERT_FALSE(images);
  EXPECT_THAT(images.error().message,
              testing::AnyOf(HasSubstr("unpacks to"), HasSubstr("can't be read as NRRD")));
}

TEST_F(ResearchFile, OfNiftiWhoseSizeInBitsWrapsAroundIsTooShort)
{
  std::string bytes = test::niftiBytes({});
  const std::array<std::int16_t, 5> sizes{4, 16384, 16384, 16384, 16384};
  std::memcpy(&bytes[40], sizes.data(), sizeof(sizes));
  const std::int16_t bits = 8192;
  std::memcpy(&bytes[72], &bits, sizeof(bits));
  test::writeBytes(m_folder / "a.nii", bytes);
  EXPECT_EQ(damageInNiftiPixels(m_folder / "a.nii"), "it ends in the middle of its pixels");
}

TEST_F(ResearchFile, WithAnOddPatternOfDataFilesNamesThoseThatAreThere)
{
  test::writeMetaImagePair(m_folder / "a.mhd", "s_%-9d.raw 1 2 1", {});
  for (const char* name : {"s_1.raw", "s_2.raw"})
    test::writeBytes(m_folder / name, std::string(24, '\0'));
  const auto header = readResearchHeader(m_folder / "a.mhd", ResearchFormat::MetaImage);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_THAT(header->dataFiles, ElementsAre(m_folder / "s_1.raw", m_folder / "s_2.raw"));
}

TEST_F(ResearchFile, OfJpegIsReadWholeOrRefused)
{
  LIMPID_SHARED_PATH(hand, "images/mednist/Hand/006500.jpeg");
  ASSERT_EQ(formatOf(hand), ResearchFormat::Jpeg);
  const auto header = readResearchHeader(hand, ResearchFormat::Jpeg);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_EQ(header->rows, 64);
  EXPECT_EQ(header->columns, 64);
  EXPECT_EQ(header->samplesPerPixel, 1);
  const auto images = readResearchImages(hand, ResearchFormat::Jpeg);
  ASSERT_TRUE(images) << images.error().message;
  EXPECT_GT(std::ranges::max(images->front().pixels), 100.0F);

  const auto cut = m_folder / "cut.jpeg";
  std::filesystem::copy_file(hand, cut);
  std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
  const auto refused = readResearchImages(cut, ResearchFormat::Jpeg);
  ASSERT_FALSE(refused) << "half a picture would train as if it were whole";
  EXPECT_THAT(refused.error().message, HasSubstr("cut.jpeg can't be read as JPEG"));
}

TEST_F(ResearchFile, OfJpegWithDamagedTablesEndsInASentence)
{
  LIMPID_SHARED_PATH(hand, "images/mednist/Hand/006500.jpeg");
  std::ifstream stream(hand, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(stream), {}};
  for (std::size_t place = 2; place + 1 < whole.size(); place += 7) {
    std::string bytes = whole;
    bytes[place] = '\xFF';
    bytes[place + 1] = '\x00';
    test::writeBytes(m_folder / "a.jpeg", bytes);
    const auto images = readResearchImages(m_folder / "a.jpeg", ResearchFormat::Jpeg);
    if (!images) {
      EXPECT_THAT(images.error().message, HasSubstr("a.jpeg can't be read as JPEG")) << place;
    }
  }
}

} // namespace limpid::imaging
