#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_directory.h"
#include "core/study/scan.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace limpid::study {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

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

TEST(DicomDirectory, OfAnyOtherFileIsEmpty)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom/test_files/MR_small_implicit.dcm");
  ASSERT_TRUE(prepareDicomDictionary());
  EXPECT_FALSE(mayBeDicomDirectory(file));
  EXPECT_THAT(readDicomDirectory(file).files, SizeIs(0));
}

} // namespace limpid::study
