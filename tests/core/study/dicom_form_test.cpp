#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_header.h"
#include "core/study/dicom_repair.h"
#include "core/study/image_kind.h"
#include "core/study/pixel_reader.h"
#include "core/study/run_lengths.h"
#include "core/study/stored_pixels.h"
#include "tests/support/dicom_files.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace limpid::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

DicomHeader headerOf(const std::filesystem::path& file)
{
  EXPECT_TRUE(prepareDicomDictionary());
  HeaderReading reading = readDicomHeader(file);
  EXPECT_TRUE(reading.header) << reading.reason;
  return reading.header.value_or(DicomHeader());
}

} // namespace

TEST(DicomForm, OfAMosaicIsSplitIntoSlices)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/dcm_qa/In/Orientation/axmb/AxInt36mb/jp2k1.dcm");
  const DicomHeader header = headerOf(file);
  EXPECT_EQ(header.rows, 86);
  EXPECT_EQ(header.columns, 86);
  ASSERT_EQ(header.frames.size(), 36u);
  EXPECT_NEAR(std::abs(*header.frames[1].positionMm - *header.frames[0].positionMm),
              std::abs(*header.frames[35].positionMm - *header.frames[34].positionMm), 1e-6);
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->rows, 516) << "the file itself holds one image";
  EXPECT_EQ(summary->images, 36);
  const auto last = readFrame(file, 36);
  ASSERT_TRUE(last) << last.error().message;
  EXPECT_EQ(last->rows, 86);
  EXPECT_FALSE(readFrame(file, 37));
}

TEST(DicomForm, WithThePatientInItsKernelOrBodyPartNamesNobodyInItsKind)
{
  const support::TemporaryFolder folder;
  support::writeDicom(folder / "a.dcm", support::plantedSlice(1, 1, 8, 10.0));
  const auto kindWith = [&](const char* bodyPart, const char* kernel) {
    DcmFileFormat file;
    EXPECT_TRUE(file.loadFile((folder / "a.dcm").c_str()).good());
    EXPECT_TRUE(file.getDataset()->putAndInsertString(DCM_BodyPartExamined, bodyPart).good());
    EXPECT_TRUE(file.getDataset()->putAndInsertString(DCM_ConvolutionKernel, kernel).good());
    EXPECT_TRUE(file.saveFile((folder / "b.dcm").c_str()).good());
    return kindOf(headerOf(folder / "b.dcm").series);
  };
  EXPECT_THAT(kindWith("CHEST", "B31f"), StartsWith("CT · chest · B31f"));
  const std::string kind = kindWith("Planted arm", "PLANTED-ID-1 sharp");
  EXPECT_THAT(kind, StartsWith("CT"));
  EXPECT_THAT(kind, Not(HasSubstr("PLANTED")));
  EXPECT_THAT(kind, Not(HasSubstr("planted")));
}

TEST(DicomForm, OfPackedTwelveBitsIsUnpacked)
{
  const std::vector<char> packed = {'\x03', '\x80', '\x01', '\xFF', '\x0F', '\x00'};
  const std::vector<char> values = unpackBits(packed, 12, 4);
  EXPECT_THAT(values, ElementsAre('\x03', '\x00', '\x18', '\x00', '\xFF', '\x0F', '\x00', '\x00'))
      << "0x003, 0x018, 0xFFF and 0x000 as words";
  LIMPID_SHARED_PATH(file, "dicom-conformance/fo-dicom/GH340.dcm");
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->storedMax, 266);
  EXPECT_NEAR(summary->mean, 42.64320373535156, 1e-9);
}

TEST(DicomForm, OfRunLengthsOfSingleBitsHasThePixelsOfItsPlainSibling)
{
  LIMPID_SHARED_PATH(coded, "dicom-conformance/pydicom-data/liver_nonbyte_aligned_rle.dcm");
  LIMPID_SHARED_PATH(plain, "dicom-conformance/pydicom-data/liver_nonbyte_aligned.dcm");
  for (int frame = 1; frame <= 3; ++frame)
    EXPECT_EQ(readFrame(coded, frame)->pixels, readFrame(plain, frame)->pixels) << frame;
}

TEST(DicomForm, OfRunLengthsThatEndEarlyIsRefused)
{
  std::vector<char> coded(64, '\0');
  coded[0] = 1;
  coded[4] = 64;
  coded.insert(coded.end(), {'\x01', 'a', 'b', '\xFE', 'c'});
  EXPECT_THAT(*decodeRunLengths(coded, 5), ElementsAre('a', 'b', 'c', 'c', 'c'));
  EXPECT_FALSE(decodeRunLengths(coded, 6));
}

TEST(DicomForm, OfBigEndianDosesHasTheValuesOfItsLittleEndianSibling)
{
  LIMPID_SHARED_PATH(big, "dicom-conformance/pydicom/test_files/rtdose_expb.dcm");
  LIMPID_SHARED_PATH(little, "dicom-conformance/pydicom/test_files/rtdose.dcm");
  EXPECT_EQ(readFrame(big, 7)->pixels, readFrame(little, 7)->pixels);
}

TEST(DicomForm, OfFragmentedJpegLsFramesHasTheValuesOfItsRleSibling)
{
  LIMPID_SHARED_PATH(folder, "dicom-conformance/dicomparser/encapsulated/multi-frame");
  const auto fragmented = readFrame(folder / "CT0012.fragmented_no_bot_jpeg_ls.80.dcm", 2);
  ASSERT_TRUE(fragmented) << fragmented.error().message;
  EXPECT_EQ(fragmented->pixels, readFrame(folder / "CT0012.not_fragmented_bot_rle.dcm", 2)->pixels);
}

TEST(DicomForm, WithAModalityTableIsLookedUpInIt)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-data/mlut_18.dcm");
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->storedMax, 4095) << "whole words are used, so bit 12 is no sign";
  EXPECT_EQ(summary->min, 0);
  EXPECT_EQ(summary->max, 65535);
}

TEST(DicomForm, WithFloatsHasThemUnrounded)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-data/parametric_map_float.dcm");
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(static_cast<float>(summary->max), 0.94157916F);
}

TEST(DicomForm, WithAPaletteIsItsLuminance)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-data/gdcm-US-ALOKA-16.dcm");
  const auto image = readFrame(file, 1); // segmented, 16 bits
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_GE(std::ranges::min(image->pixels), 0.0F);
  EXPECT_LE(std::ranges::max(image->pixels), 255.0F);
  EXPECT_GT(std::ranges::max(image->pixels), 50.0F);
}

TEST(DicomForm, OfColourHasTheLuminanceOfItsSiblingsInOtherEncodings)
{
  LIMPID_SHARED_PATH(folder, "dicom-conformance");
  const auto plain = readFrame(folder / "pydicom-data/SC_rgb.dcm", 1);
  ASSERT_TRUE(plain) << plain.error().message;
  for (const char* name :
       {"pydicom-data/SC_rgb_2frame.dcm", "pydicom-data/SC_rgb_dcmtk_ebcr_dcmd.dcm",
        "pydicom-data/SC_rgb_expb.dcm", "pydicom/test_files/SC_rgb_rle_2frame.dcm",
        "pydicom/test_files/SC_rgb_jpeg_dcmtk.dcm", "pydicom/test_files/SC_rgb_dcmtk_+eb+cr.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+n2.dcm",
        "pydicom/test_files/SC_rgb_dcmtk_+eb+cy+np.dcm",
        "pydicom/test_files/SC_rgb_jls_lossy_line.dcm",
        "pydicom/test_files/SC_rgb_jls_lossy_sample.dcm",
        "pydicom/test_files/SC_ybr_full_422_uncompressed.dcm"}) {
    const auto image = readFrame(folder / name, 1);
    ASSERT_TRUE(image) << image.error().message;
    ASSERT_EQ(image->pixels.size(), plain->pixels.size()) << name;
    double difference = 0.0;
    for (std::size_t at = 0; at < plain->pixels.size(); ++at)
      difference += std::abs(static_cast<double>(image->pixels[at] - plain->pixels[at]));
    EXPECT_LT(difference / static_cast<double>(plain->pixels.size()), 4.0) << name;
  }
}

TEST(DicomForm, WithStrayItemsBetweenElementsIsReadWithoutThem)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/fo-dicom/GH364.dcm");
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->columns, 1024);
  EXPECT_FALSE(withoutStrayItems("no DICOM at all"));
}

TEST(DicomForm, PackedWithGzipHasThePixelsOfTheUnpackedFile)
{
  LIMPID_SHARED_PATH(packed, "dicom-conformance/pydicom/test_files/zipMR.gz");
  const auto summary = summarizePixels(packed);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->storedMin, 127);
  EXPECT_EQ(summary->storedMax, 2145);
}

TEST(DicomForm, OfHighThroughputJpeg2000IsNamedAsTheCodecKnowsIt)
{
  EXPECT_TRUE(isHighThroughput("1.2.840.10008.1.2.4.201"));
  EXPECT_TRUE(isHighThroughput("1.2.840.10008.1.2.4.203"));
  EXPECT_FALSE(isHighThroughput("1.2.840.10008.1.2.4.90"));
  EXPECT_FALSE(isHighThroughput("1.2.840.10008.1.2.4.204"));
  std::string bytes = std::string(140, '\0') + std::string("1.2.840.10008.1.2.4.201\0", 24) + "x";
  ASSERT_TRUE(nameAsJpeg2000(bytes));
  EXPECT_EQ(bytes.substr(140), std::string("1.2.840.10008.1.2.4.90\0\0x", 25));
}

TEST(DicomForm, ThatEndsInTheMiddleOfItsPixelsIsSummedUpAndNotRead)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom/test_files/MR_truncated.dcm");
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->missingBytes, 62u);
  EXPECT_FALSE(readFrame(file, 1));
  EXPECT_TRUE(prepareDicomDictionary());
  EXPECT_EQ(readDicomHeader(file).reason, "It ends in the middle of its pixels.");
}

} // namespace limpid::study
