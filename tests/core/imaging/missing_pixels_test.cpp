#include "core/imaging/missing_pixels.h"

#include "core/base/atomic_file.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::imaging {
namespace {

using testing::HasSubstr;

struct MissingPixels : testing::Test
{
  /// Neither the list of images nor an image is made of a file that lost its last `bytes`.
  void expectRefused(const std::filesystem::path& file, const std::filesystem::path& pixels,
                     ResearchFormat format, std::uintmax_t bytes)
  {
    ASSERT_TRUE(readResearchHeader(file, format));
    ASSERT_TRUE(readResearchImages(file, format));
    std::filesystem::resize_file(pixels, std::filesystem::file_size(pixels) - bytes);
    const auto header = readResearchHeader(file, format);
    ASSERT_FALSE(header) << file;
    EXPECT_THAT(header.error().message, HasSubstr(file.string()));
    EXPECT_THAT(header.error().message, HasSubstr("its pixels end after"));
    EXPECT_FALSE(readResearchImages(file, format)) << file;
  }

  support::TemporaryFolder folder;
};

} // namespace

TEST_F(MissingPixels, OfAMetaImageAreNoticedInItsFileAndBesideIt)
{
  test::writeMetaImage(folder / "a.mha", {});
  expectRefused(folder / "a.mha", folder / "a.mha", ResearchFormat::MetaImage, 1);
  test::writeMetaImagePair(folder / "b.mhd", "b.raw", {});
  expectRefused(folder / "b.mhd", folder / "b.raw", ResearchFormat::MetaImage, 1);
}

TEST_F(MissingPixels, OfAListOfFilesAreNoticedInTheLast)
{
  test::writeMetaImagePair(folder / "a.mhd", "LIST\none.raw\ntwo.raw", {});
  std::filesystem::remove(folder / "LIST\none.raw\ntwo.raw");
  test::writeBytes(folder / "one.raw", std::string(24, '\1'));
  test::writeBytes(folder / "two.raw", std::string(24, '\2'));
  const auto header = readResearchHeader(folder / "a.mhd", ResearchFormat::MetaImage);
  ASSERT_TRUE(header) << header.error().message;
  EXPECT_THAT(header->dataFiles, testing::ElementsAre(folder / "one.raw", folder / "two.raw"));
  expectRefused(folder / "a.mhd", folder / "two.raw", ResearchFormat::MetaImage, 24);
}

TEST_F(MissingPixels, OfNrrdAndNiftiThatAreOnlyAHeaderKeepThemOutOfTheLibrary)
{
  constexpr std::uintmax_t all = 48; // two slices of 4 × 3 numbers of two bytes
  test::writeNrrd(folder / "a.nrrd", {});
  expectRefused(folder / "a.nrrd", folder / "a.nrrd", ResearchFormat::Nrrd, all);
  test::writeNifti(folder / "a.nii", {});
  expectRefused(folder / "a.nii", folder / "a.nii", ResearchFormat::Nifti, all);
}

TEST_F(MissingPixels, AreNotMissedWhereTheyArePacked)
{
  test::writeGzip(folder / "a.nii.gz", test::niftiBytes({}));
  const auto header = readResearchHeader(folder / "a.nii.gz", ResearchFormat::Nifti);
  EXPECT_TRUE(header) << header.error().message;
}

} // namespace limpid::imaging
