#include "core/imaging/png.h"
#include "core/imaging/research_file.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <fstream>

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

TEST_F(ResearchFile, ThatIsCutOffGivesASentence)
{
  test::writeNifti(m_folder / "a.nii", {});
  std::filesystem::resize_file(m_folder / "a.nii", 360);
  const auto images = readResearchImages(m_folder / "a.nii", ResearchFormat::Nifti);
  ASSERT_FALSE(images);
  EXPECT_THAT(images.error().message, HasSubstr("a.nii"));
}

} // namespace limpid::imaging
