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
  LIMPID_SHARED_PATH(file, "dicom-conformance/dcm_qa_ct-partial-dicomdir/DICOMDIR");
  const support::TemporaryFolder folder;
  Project project = *Project::create(folder / "project");
  jobs::JobContext context;
  const auto report = scan(project, {file}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->images, 0);
  EXPECT_THAT(report->warnings, Contains(Field(&SeriesWarning::sentence, HasSubstr("missing"))));
}

TEST(DicomDirectory, OfAnyOtherFileIsEmpty)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom/test_files/MR_small_implicit.dcm");
  ASSERT_TRUE(prepareDicomDictionary());
  EXPECT_FALSE(mayBeDicomDirectory(file));
  EXPECT_THAT(readDicomDirectory(file).files, SizeIs(0));
}

} // namespace limpid::study
