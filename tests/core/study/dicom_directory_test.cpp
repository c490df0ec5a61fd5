#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_directory.h"
#include "core/study/scan.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

namespace limpid::study {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

/// A DICOMDIR of 31 files, which are not there.
class DamagedDirectory : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-dicomdir/dicomdirtests/DICOMDIR");
    ASSERT_TRUE(prepareDicomDictionary());
    std::ifstream stream(file, std::ios::binary);
    m_bytes.assign(std::istreambuf_iterator<char>(stream), {});
    write(m_bytes);
  }

  void write(const std::string& bytes) const
  {
    std::ofstream(m_file, std::ios::binary | std::ios::trunc) << bytes;
  }
  void keep(std::uintmax_t bytes) const { write(m_bytes.substr(0, bytes)); }

  support::TemporaryFolder m_folder;
  std::filesystem::path m_file = m_folder / "DICOMDIR";
  std::string m_bytes;
};

} // namespace

TEST(DicomDirectory, NamesItsFiles)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-dicomdir/dicomdirtests/DICOMDIR");
  ASSERT_TRUE(prepareDicomDictionary());
  ASSERT_TRUE(mayBeDicomDirectory(file));
  const DirectoryListing listing = readDicomDirectory(file);
  EXPECT_THAT(listing.files, SizeIs(31));
  EXPECT_THAT(listing.missing, SizeIs(0));
}

TEST(DicomDirectory, StandsForItsFilesInAnImportAndSaysWhichAreMissing)
{
  LIMPID_SHARED_PATH(disc, "dicom-conformance/pydicom-dicomdir/dicomdirtests");
  const support::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "disc");
  for (const char* name : {"DICOMDIR", "77654033", "98892001"})
    std::filesystem::copy(disc / name, folder / "disc" / name,
                          std::filesystem::copy_options::recursive);
  Project project = *Project::create(folder / "project");
  jobs::JobContext context;
  const auto report = scan(project, {folder / "disc" / "DICOMDIR"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->images, 14);
  EXPECT_THAT(report->warnings,
              Contains(Field(&SeriesWarning::sentence,
                             HasSubstr("names 31 files; 17 of them are missing"))));
}

TEST_F(DamagedDirectory, ThatIsCutOffSaysSoWhereverTheCutIs)
{
  const std::uintmax_t whole = std::filesystem::file_size(m_file);
  EXPECT_EQ(readDicomDirectory(m_file).damage, "");
  for (std::uintmax_t bytes = 600; bytes < whole - 300; bytes += 90) {
    keep(bytes);
    const DirectoryListing listing = readDicomDirectory(m_file);
    EXPECT_THAT(listing.damage, StartsWith("It")) << bytes;
    EXPECT_LT(listing.files.size() + listing.missing.size(), 31U) << bytes;
  }
}

TEST_F(DamagedDirectory, WhoseTextsPromiseMoreThanThereIsEndsInASentence)
{
  const std::string fileId("\x04\x00\x00\x15"
                           "CS",
                           6); // (0004,1500)
  int records = 0;
  for (std::size_t place = m_bytes.find(fileId); place != std::string::npos;
       place = m_bytes.find(fileId, place + 1)) {
    std::string bytes = m_bytes;
    bytes.replace(place + fileId.size(), 2, "\xF0\xFF");
    write(bytes);
    const DirectoryListing listing = readDicomDirectory(m_file);
    EXPECT_THAT(listing.damage, StartsWith("It")) << place;
    EXPECT_LT(listing.files.size() + listing.missing.size(), 31U) << place;
    ++records;
  }
  EXPECT_EQ(records, 31);
}

TEST_F(DamagedDirectory, OfAbsurdSizeIsNotReadAtAll)
{
  std::filesystem::resize_file(m_file, std::uintmax_t{1} << 30U); // a hole, it takes no room
  const DirectoryListing listing = readDicomDirectory(m_file);
  EXPECT_EQ(listing.damage, "It has 1073741824 bytes; no DICOMDIR needs so many.");
}

TEST_F(DamagedDirectory, IsListedWithItsReasonInAnImport)
{
  keep(2000);
  Project project = *Project::create(m_folder / "project");
  jobs::JobContext context;
  const auto report = scan(project, {m_file}, context);
  ASSERT_TRUE(report) << report.error().message;
  ASSERT_THAT(report->skipped, SizeIs(1));
  EXPECT_EQ(report->skipped[0].file, m_file);
  EXPECT_THAT(report->skipped[0].reason, StartsWith("It"));
}

TEST(DicomDirectory, OfAnyOtherFileIsEmpty)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom/test_files/MR_small_implicit.dcm");
  ASSERT_TRUE(prepareDicomDictionary());
  EXPECT_FALSE(mayBeDicomDirectory(file));
  EXPECT_THAT(readDicomDirectory(file).files, SizeIs(0));
}

} // namespace limpid::study
