#include "core/imaging/meta_image_check.h"

#include "core/imaging/research_file.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::imaging {

using testing::HasSubstr;

TEST(MetaImageCheck, RefusesNumbersOfAxesThatNoImageHas)
{
  const support::TemporaryFolder folder;
  for (const char* axes : {"-3", "0", "11", "99999999999", "two", ""}) {
    test::writeBytes(folder / "a.mhd", "ObjectType = Image\nNDims =" + std::string(axes) +
                                           "\nDimSize = 4 3\nElementDataFile = a.raw\n");
    EXPECT_THAT(damageInMetaImageAxes(folder / "a.mhd"), HasSubstr("axes")) << axes;
    const auto refused = readResearchImages(folder / "a.mhd", ResearchFormat::MetaImage);
    ASSERT_FALSE(refused) << axes;
    EXPECT_THAT(refused.error().message, HasSubstr("a.mhd")) << axes;
  }
}

TEST(MetaImageCheck, TakesThoseThatImagesHaveHoweverTheyAreWritten)
{
  const support::TemporaryFolder folder;
  for (const char* line : {"NDims = 3", "NDims=2", "  NDims : 4 \r"}) {
    test::writeBytes(folder / "a.mhd",
                     "ObjectType = Image\n" + std::string(line) + "\nElementDataFile = LOCAL\n");
    EXPECT_EQ(damageInMetaImageAxes(folder / "a.mhd"), "") << line;
  }
}

TEST(MetaImageCheck, DoesNotTakePixelsForAHeader)
{
  const support::TemporaryFolder folder;
  test::writeBytes(folder / "a.mha",
                   "ObjectType = Image\nNDims = 2\nElementDataFile = LOCAL\nNDims = -3\n");
  EXPECT_EQ(damageInMetaImageAxes(folder / "a.mha"), "");
}

} // namespace limpid::imaging
