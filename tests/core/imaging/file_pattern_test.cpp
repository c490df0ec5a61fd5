#include "core/imaging/file_pattern.h"

#include "core/imaging/research_file.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace limpid::imaging {

using testing::HasSubstr;

TEST(FilePattern, IsANameAndThreeNumbersForAsManyFilesAsSlices)
{
  EXPECT_EQ(damageInFilePattern("LOCAL", 2, 0), "");
  EXPECT_EQ(damageInFilePattern("slice_%03d.raw 1 10 1\r", 10, 10), "");
  EXPECT_EQ(damageInFilePattern("%d 0 8 4", 3, 3), "");
  for (const char* pattern :
       {"s_%d.raw", "s_%d.raw 1 2", "s_%d.raw 1 2 0", "s_%d.raw 2 1 1", "s_%d.raw 1 2 -1",
        "s_%d.raw 1 2x 1", "s_%d.raw 1 99999999999 1", "s_%s.raw 1 2 1", "s_%n.raw 1 2 1",
        "s_%d%d.raw 1 2 1", "s_%20d.raw 1 2 1", "s_%d.raw 1\t1 2 1", "s_% 1 2 1"})
    EXPECT_THAT(damageInFilePattern(pattern, 2, 2), HasSubstr("the pattern of its data files"))
        << pattern;
}

TEST(FilePattern, ThatNamesMoreOrFewerFilesThanSlicesIsRefused)
{
  EXPECT_EQ(damageInFilePattern("s_%d.raw 1 9 1", 2, 9),
            "9 data files are named for 2 slices, and 9 are there");
  EXPECT_THAT(damageInFilePattern("s_%d.raw 1 2 1", 2, 1), HasSubstr("1 are there"));
}

TEST(FilePattern, OfAnNrrdHasOnePlaceForANumberBeforeItkPrintsByIt)
{
  const support::TemporaryFolder folder;
  const std::string header = "NRRD0004\ntype: short\ndimension: 3\nsizes: 4 3 2\n"
                             "encoding: raw\nendian: little\n";
  const auto file = folder / "a.nhdr";
  for (const char* field : {"data file: s_%03d.raw 1 2 1", "data file: s_1.raw",
                            "content: 50 % of %s", "DataFile: %d 0 1 1 2"}) {
    test::writeBytes(file, header + field + "\n\n");
    EXPECT_EQ(damageInNrrdPattern(file), "") << field;
  }
  for (const char* field : {"data file: %99d.raw 1 2 1", "data file: %d%s.raw 1 2 1",
                            "Data File: %n 1 2 1", "datafile: %d.raw 1 2 %s", "data file: %"}) {
    test::writeBytes(file, header + field + "\n\n");
    const auto refused = readResearchHeader(file, ResearchFormat::Nrrd);
    ASSERT_FALSE(refused) << field;
    EXPECT_THAT(refused.error().message, HasSubstr("the pattern of its data files")) << field;
  }
}

TEST(FilePattern, OfAMetaImageIsReadOrRefusedBeforeItkDividesByItsStep)
{
  const support::TemporaryFolder folder;
  const std::string slice(24, '\x01');
  for (const char* name : {"s_1.raw", "s_2.raw"})
    test::writeBytes(folder / name, slice);
  const std::string header = "ObjectType = Image\nNDims = 3\nDimSize = 4 3 2\n"
                             "ElementType = MET_SHORT\nElementSpacing = 1 1 2\n";
  test::writeBytes(folder / "a.mhd", header + "ElementDataFile = s_%d.raw 1 2 1\n");
  const auto images = readResearchImages(folder / "a.mhd", ResearchFormat::MetaImage);
  ASSERT_TRUE(images) << images.error().message;
  EXPECT_EQ(images->size(), 2U);
  EXPECT_EQ(images->back().at(2, 3), 257.0F);

  test::writeBytes(folder / "b.mhd", header + "ElementDataFile = s_%d.raw 1 2\n"); // a step of 0
  const auto refused = readResearchImages(folder / "b.mhd", ResearchFormat::MetaImage);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("the pattern of its data files"));
}

} // namespace limpid::imaging
