#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_header.h"
#include "core/study/image_words.h"
#include "tests/core/study/dicom_writer.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::study {
namespace {

struct Named
{
  const char* file;
  const char* name;
};

class CharacterSet : public testing::TestWithParam<Named>
{
};

TEST_P(CharacterSet, OfANameBecomesUtf8)
{
  LIMPID_SHARED_PATH(folder, "dicom-conformance/pydicom/charset_files");
  ASSERT_TRUE(prepareDicomDictionary());
  const HeaderReading reading = readDicomHeader(folder / GetParam().file);
  ASSERT_TRUE(reading.header) << reading.reason;
  EXPECT_EQ(reading.header->series.patientName, GetParam().name);
}

// The names of PS3.5 annexes H to K, as pydicom decodes them.
INSTANTIATE_TEST_SUITE_P(OfEveryKind, CharacterSet,
                         testing::Values(Named{"chrFren.dcm", "Buc^Jérôme"},
                                         Named{"chrFrenMulti.dcm", "Buc^Jérôme"},
                                         Named{"chrGerm.dcm", "Äneas^Rüdiger"},
                                         Named{"chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"},
                                         Named{"chrHbrw.dcm", "שרון^דבורה"},
                                         Named{"chrX2.dcm", "Wang^XiaoDong=王^小东"}),
                         [](const auto& tested) {
                           return std::filesystem::path(tested.param.file).stem().string();
                         });

} // namespace

TEST(CharacterSets, ThatChangeWithinANameAreFollowed)
{
  const support::TemporaryFolder folder;
  test::Series series; // PS3.5 annex I.2
  series.characterSet = "\\ISO 2022 IR 149";
  series.patientName = "Hong^Gildong=\x1B$)C\xFB\xF3^\x1B$)C\xD1\xCE\xD4\xD7="
                       "\x1B$)C\xC8\xAB^\x1B$)C\xB1\xE6\xB5\xBF";
  test::writeSeries(folder.path(), series, 1);
  ASSERT_TRUE(prepareDicomDictionary());
  const HeaderReading reading = readDicomHeader(folder / "image1.dcm");
  ASSERT_TRUE(reading.header) << reading.reason;
  EXPECT_EQ(reading.header->series.patientName, "Hong^Gildong=洪^吉洞=홍^길동");
}

TEST(CharacterSets, ThatAreNotNamedAreReadAsLatin)
{
  const support::TemporaryFolder folder;
  test::Series series;
  series.patientName = "M\xFCller";
  test::writeSeries(folder.path(), series, 1);
  ASSERT_TRUE(prepareDicomDictionary());
  EXPECT_EQ(readDicomHeader(folder / "image1.dcm").header->series.patientName, "Müller");
}

TEST(CharacterSets, OfASearchAreFolded)
{
  EXPECT_EQ(foldedForSearch("MÜLLER^Ärztin"), "müller^ärztin");
  EXPECT_EQ(foldedForSearch("ЛЮКС"), "люкс");
  EXPECT_EQ(foldedForSearch("山田"), "山田");
  EXPECT_EQ(foldedForSearch("a\xFF"), "a\xC3\xBF") << "a broken byte is no crash";
}

} // namespace limpid::study
