#include "core/study/deidentification.h"

#include "core/base/atomic_file.h"
#include "core/study/doubtful_pixels.h"
#include "core/study/library.h"
#include "core/study/pixel_reader.h"
#include "tests/core/export/dicom_check.h"
#include "tests/support/shared_data.h"
#include "tests/support/temporary_folder.h"

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dcrleerg.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <memory>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;
using exporting::filesBelow;
using exporting::ReadBack;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const DcmTagKey syntheticData(0x0008, 0x001C);
// "Yamada^Tarou" in single-byte and ISO 2022 IR 87 characters (PS3.5 annex H).
const std::string japaneseName = "Yamada^Tarou=\033$B;3ED\033(B^\033$BB@O:\033(B";
const std::string japaneseFamily = "\033$B;3ED\033(B";

void put(DcmItem& item, const DcmTag& tag, const std::string& value)
{
  ASSERT_TRUE(item.putAndInsertString(tag, value.c_str()).good()) << tag;
}

/// An attribute of unknown VR, as programs write that don't know it. Its length must be even.
void putUnknown(DcmItem& item, const DcmTagKey& tag, const std::string& value)
{
  auto element = std::make_unique<DcmOtherByteOtherWord>(DcmTag(tag, DcmVR(EVR_UN)));
  ASSERT_TRUE(element
                  ->putUint8Array(reinterpret_cast<const Uint8*>(value.data()),
                                  static_cast<unsigned long>(value.size()))
                  .good());
  ASSERT_TRUE(item.insert(element.release()).good());
}

/// A small image that names its patient nowhere but where names belong.
void putImage(DcmDataset& dataset, const std::string& modality, int number)
{
  put(dataset, DCM_SOPClassUID, modality == "US" ? UID_UltrasoundImageStorage : UID_CTImageStorage);
  put(dataset, DCM_SOPInstanceUID, fmt::format("1.2.826.4711.1.{}", number));
  put(dataset, DCM_SeriesInstanceUID, "1.2.826.4711.1");
  put(dataset, DCM_StudyInstanceUID, "1.2.826.4711");
  put(dataset, DCM_FrameOfReferenceUID, "1.2.826.4711.9");
  put(dataset, DCM_Modality, modality);
  put(dataset, DCM_PatientName, "PLANTED^PERSON");
  put(dataset, DCM_PatientID, "PLANTED-ID");
  put(dataset, DCM_PatientBirthDate, "19311224");
  put(dataset, DCM_PatientBirthTime, "043211");
  put(dataset, DCM_PatientSex, "F");
  put(dataset, DCM_PatientAge, "093Y");
  put(dataset, DCM_StudyDate, "19991231");
  put(dataset, DCM_AcquisitionDate, fmt::format("2000010{}", number));
  put(dataset, DCM_AcquisitionTime, "101112");
  put(dataset, DCM_InstitutionName, "PLANTED HOSPITAL");
  put(dataset, DCM_BodyPartExamined, "HEAD");
  put(dataset, DCM_InstanceNumber, std::to_string(number));
  put(dataset, DCM_PixelSpacing, "0.5\\0.5");
  put(dataset, DCM_PhotometricInterpretation, "MONOCHROME2");
  dataset.putAndInsertUint16(DCM_Rows, 8);
  dataset.putAndInsertUint16(DCM_Columns, 8);
  dataset.putAndInsertUint16(DCM_SamplesPerPixel, 1);
  dataset.putAndInsertUint16(DCM_BitsAllocated, 16);
  dataset.putAndInsertUint16(DCM_BitsStored, 12);
  dataset.putAndInsertUint16(DCM_HighBit, 11);
  dataset.putAndInsertUint16(DCM_PixelRepresentation, 0);
  std::vector<Uint16> pixels(64);
  for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel)
    pixels[pixel] = static_cast<Uint16>(100 + pixel * static_cast<std::size_t>(number));
  dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
}

/// Names the patient in every place where that is forgotten.
void plantEverywhere(DcmDataset& dataset)
{
  put(dataset, DCM_RETIRED_OtherPatientIDs, "PLANTED-OTHER");
  put(dataset, DCM_ImageComments, "seen by Dr PLANTED");
  put(dataset, DCM_StudyDescription, "knee of Mrs PLANTED");
  put(dataset, DCM_ConvolutionKernel, "SOFT planted");    // not in the table
  put(dataset, DCM_DetectorDescription, "calls PLANTED"); // LT, not in the table
  put(dataset, DcmTag(0x0029, 0x0010, DcmVR(EVR_LO)), "PLANTED CREATOR");
  put(dataset, DcmTag(0x0029, 0x1001, DcmVR(EVR_LT)), "PLANTED PRIVATE");
  put(dataset, DcmTag(0x6000, 0x4000, DcmVR(EVR_LT)), "PLANTED OVERLAY");
  put(dataset, DcmTag(0x5000, 0x0022, DcmVR(EVR_LO)), "PLANTED CURVE");
  put(dataset, DcmTag(0x0009, 0x0010, DcmVR(EVR_LO)), "PLANTED");
  putUnknown(dataset, DcmTagKey(0x0018, 0x9FFC), "PLANTED UNKNOWN ");
  DcmItem* request = nullptr;
  dataset.findOrCreateSequenceItem(DCM_RequestAttributesSequence, request, -2);
  put(*request, DCM_RequestedProcedureDescription, "PLANTED REQUEST");
  DcmItem* source = nullptr;
  dataset.findOrCreateSequenceItem(DCM_SourceImageSequence, source, -2);
  put(*source, DCM_ReferencedSOPClassUID, UID_CTImageStorage);
  put(*source, DCM_ReferencedSOPInstanceUID, "1.2.826.4711.1.2");
  DcmItem* purpose = nullptr;
  source->findOrCreateSequenceItem(DCM_PurposeOfReferenceCodeSequence, purpose, -2);
  put(*purpose, DCM_CodeMeaning, "asked by PLANTED");
  put(*purpose, DcmTag(0x0029, 0x1002, DcmVR(EVR_LO)), "PLANTED NESTED");
}

class Deidentifying : public testing::Test
{
protected:
  /// Writes an image into the study's folder; `change` may do what it likes with it before.
  void write(int number, const std::string& modality,
             const std::function<void(DcmDataset&)>& change = {},
             E_TransferSyntax syntax = EXS_LittleEndianExplicit)
  {
    DcmFileFormat file;
    putImage(*file.getDataset(), modality, number);
    if (change)
      change(*file.getDataset());
    fs::create_directories(m_study);
    if (syntax == EXS_RLELossless) {
      DcmRLEEncoderRegistration::registerCodecs();
      ASSERT_TRUE(file.getDataset()->chooseRepresentation(syntax, nullptr).good());
    }
    ASSERT_TRUE(file.saveFile(source(number).c_str(), syntax).good());
  }

  fs::path source(int number) const { return m_study / fmt::format("PLANTED-{}.dcm", number); }

  DeidentifyReport deidentified(DeidentifyRequest request)
  {
    jobs::JobContext context;
    if (fs::exists(m_study)) {
      EXPECT_TRUE(scan(m_project, {m_study}, context));
    }
    if (request.folder.empty())
      request.folder = m_folder / fmt::format("out-{}", ++m_exports);
    Result<DeidentifyReport> report = deidentify(m_project, request, context);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : DeidentifyReport{};
  }

  support::TemporaryFolder m_folder;
  fs::path m_study = m_folder / "PLANTED-STUDY";
  Project m_project = *Project::create(m_folder / "project");
  int m_exports = 0;
};

std::vector<std::string> codesOf(const ReadBack& file)
{
  std::vector<std::string> codes;
  DcmItem* item = nullptr;
  for (long at = 0; file.dataset()
                        .findAndGetSequenceItem(DCM_DeidentificationMethodCodeSequence, item, at)
                        .good();
       ++at) {
    OFString code;
    item->findAndGetOFString(DCM_CodeValue, code);
    codes.emplace_back(code.c_str());
  }
  return codes;
}

/// Writes what no library writes: a name in the preamble.
void plantInPreamble(const fs::path& file)
{
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.write("PLANTED PREAMBLE", 16);
}

} // namespace

TEST_F(Deidentifying, LeavesNothingOfThePatientInAnyByteOrPath)
{
  write(1, "CT", plantEverywhere);
  plantInPreamble(source(1));
  const DeidentifyReport report = deidentified({});
  ASSERT_THAT(report.files, SizeIs(1));
  const std::string before = *readFile(source(1), 1 << 20);
  const std::string after = report.files[0].lexically_relative(report.folder).string() + "\n" +
                            *readFile(report.files[0], 1 << 20);
  for (const char* word : {"PLANTED", "planted", "PERSON", "1.2.826.4711", "19311224", "19991231",
                           "20000101", "HOSPITAL"}) {
    EXPECT_THAT(before, HasSubstr(word)) << "the search must be able to find it";
    EXPECT_THAT(after, Not(HasSubstr(word)));
  }
}

TEST_F(Deidentifying, FindsANameOfAnotherAlphabetAgainInATextThatWouldStay)
{
  write(1, "CT", [](DcmDataset& dataset) {
    put(dataset, DCM_SpecificCharacterSet, "\\ISO 2022 IR 87");
    put(dataset, DCM_PatientName, japaneseName);
    put(dataset, DCM_ConvolutionKernel, "H30 " + japaneseFamily);
    put(dataset, DCM_ManufacturerModelName, "Tarou 3000");
  });
  const DeidentifyReport report = deidentified({});
  const std::string bytes = *readFile(report.files.at(0), 1 << 20);
  EXPECT_THAT(*readFile(source(1), 1 << 20), HasSubstr(japaneseFamily));
  EXPECT_THAT(bytes, Not(HasSubstr(japaneseFamily)));
  EXPECT_THAT(bytes, Not(HasSubstr("Yamada")));
  EXPECT_THAT(bytes, Not(HasSubstr("Tarou")));
}

TEST_F(Deidentifying, KeepsPixelsAndGeometryAndSaysWhatWasDone)
{
  write(1, "CT");
  const DeidentifyReport report = deidentified({});
  const ReadBack before(source(1));
  const ReadBack after(report.files.at(0));
  EXPECT_EQ(after.words(), before.words());
  EXPECT_EQ(after.text(DCM_PixelSpacing), "0.5\\0.5");
  EXPECT_EQ(after.text(DCM_BodyPartExamined), "HEAD");
  EXPECT_EQ(after.text(DCM_PatientIdentityRemoved), "YES");
  EXPECT_THAT(after.text(DCM_DeidentificationMethod), HasSubstr("PS3.15"));
  EXPECT_EQ(after.text(DcmTagKey(0x0028, 0x0303)), "REMOVED");
  EXPECT_THAT(codesOf(after), ElementsAre("113100"));
  EXPECT_EQ(after.text(DCM_PatientName), after.text(DCM_PatientID));
  EXPECT_THAT(after.text(DCM_PatientID), HasSubstr("LIMPID-"));
  EXPECT_EQ(report.heads, 1);
}

TEST_F(Deidentifying, CopiesCompressedPixelsAsTheyAre)
{
  write(1, "CT", {}, EXS_RLELossless);
  const DeidentifyReport report = deidentified({});
  DcmRLEDecoderRegistration::registerCodecs();
  ReadBack after(report.files.at(0));
  EXPECT_EQ(after.dataset().getOriginalXfer(), EXS_RLELossless);
  ASSERT_TRUE(after.dataset().chooseRepresentation(EXS_LittleEndianExplicit, nullptr).good());
  EXPECT_EQ(after.words().at(63), 163);
}

TEST_F(Deidentifying, MapsUidsAlikeInAllFilesAndReferencesAndOtherwiseInAnotherProject)
{
  write(1, "CT", plantEverywhere);
  write(2, "CT");
  const DeidentifyReport report = deidentified({});
  ASSERT_THAT(report.files, SizeIs(2));
  const ReadBack first(report.files[0]);
  const ReadBack second(report.files[1]);
  for (const DcmTagKey& tag :
       {DCM_StudyInstanceUID, DCM_SeriesInstanceUID, DCM_FrameOfReferenceUID}) {
    EXPECT_EQ(first.text(tag), second.text(tag));
    EXPECT_EQ(first.text(tag).rfind("2.25.", 0), 0u);
  }
  EXPECT_EQ(first.text(DCM_SOPClassUID), UID_CTImageStorage);
  DcmItem* source = nullptr;
  ASSERT_TRUE(first.dataset().findAndGetSequenceItem(DCM_SourceImageSequence, source).good());
  OFString referenced;
  source->findAndGetOFString(DCM_ReferencedSOPInstanceUID, referenced);
  EXPECT_EQ(second.text(DCM_SOPInstanceUID), referenced.c_str());
  m_project = *Project::create(m_folder / "another");
  EXPECT_NE(ReadBack(deidentified({}).files.at(0)).text(DCM_StudyInstanceUID),
            first.text(DCM_StudyInstanceUID));
}

TEST_F(Deidentifying, KeepsSaysSyntheticAlsoWhereItCameAsUnknown)
{
  write(1, "CT", [](DcmDataset& dataset) { putUnknown(dataset, syntheticData, "YES "); });
  const std::string bytes = *readFile(deidentified({}).files.at(0), 1 << 20);
  EXPECT_THAT(bytes, HasSubstr(std::string("\x08\x00\x1C\x00", 4) + "CS" +
                               std::string("\x04\x00", 2) + "YES "));
}

TEST_F(Deidentifying, MovesDatesButKeepsTheSpansBetweenThemWhenAsked)
{
  write(1, "CT");
  write(3, "CT");
  const DeidentifyReport report = deidentified({.shiftDates = true});
  const ReadBack first(report.files.at(0));
  const ReadBack second(report.files.at(1));
  const auto day = [](const std::string& date) {
    const int number = std::stoi(date);
    const std::chrono::year_month_day parts{
        std::chrono::year(number / 10000),
        std::chrono::month(static_cast<unsigned>(number / 100 % 100)),
        std::chrono::day(static_cast<unsigned>(number % 100))};
    return std::chrono::sys_days(parts);
  };
  EXPECT_EQ((day(second.text(DCM_AcquisitionDate)) - day(first.text(DCM_AcquisitionDate))).count(),
            2);
  EXPECT_EQ((day(first.text(DCM_AcquisitionDate)) - day(first.text(DCM_StudyDate))).count(), 1);
  EXPECT_LT(std::stoi(first.text(DCM_StudyDate)), 19991231);
  EXPECT_EQ(first.text(DCM_PatientBirthDate), "");
  EXPECT_EQ(first.text(DCM_PatientBirthTime), "");
  EXPECT_EQ(first.text(DCM_AcquisitionTime), "101112");
  EXPECT_EQ(first.text(DcmTagKey(0x0028, 0x0303)), "MODIFIED");
  EXPECT_THAT(codesOf(first), ElementsAre("113100", "113107"));
}

TEST_F(Deidentifying, KeepsSexAndAgeOnlyWhenAskedAndNoAgeAbove90)
{
  write(1, "CT");
  const ReadBack without(deidentified({}).files.at(0));
  EXPECT_EQ(without.text(DCM_PatientSex), "");
  EXPECT_FALSE(without.has(DCM_PatientAge));
  const ReadBack with(deidentified({.keepCharacteristics = true}).files.at(0));
  EXPECT_EQ(with.text(DCM_PatientSex), "F");
  EXPECT_EQ(with.text(DCM_PatientAge), "090Y");
  EXPECT_THAT(codesOf(with), ElementsAre("113100", "113108"));
}

TEST_F(Deidentifying, RefusesUltrasoundUntilAPersonHasLookedAtTheImage)
{
  write(1, "US");
  write(2, "US");
  const DeidentifyReport refused = deidentified({});
  EXPECT_THAT(refused.files, IsEmpty());
  ASSERT_THAT(refused.refused, SizeIs(2));
  EXPECT_THAT(refused.refused[0].reason, HasSubstr("modality US"));
  const DeidentifyReport confirmed = deidentified({.confirmedUids = {"1.2.826.4711.1.2"}});
  ASSERT_THAT(confirmed.files, SizeIs(1));
  const ReadBack file(confirmed.files[0]);
  EXPECT_EQ(file.words(), ReadBack(source(2)).words());
  EXPECT_EQ(file.text(DCM_BurnedInAnnotation), "NO");
  EXPECT_THAT(codesOf(file), ElementsAre("113100", "113101"));
}

TEST_F(Deidentifying, TakesAClearNoForBurnedInTextAndMistrustsAYesOfAnyModality)
{
  write(1, "US", [](DcmDataset& dataset) { put(dataset, DCM_BurnedInAnnotation, "NO"); });
  write(2, "CT", [](DcmDataset& dataset) { put(dataset, DCM_BurnedInAnnotation, "YES"); });
  const DeidentifyReport report = deidentified({});
  EXPECT_THAT(report.files, SizeIs(1));
  EXPECT_THAT(report.refused, SizeIs(1));
}

TEST_F(Deidentifying, PaintsMasksOverPlainAndCompressedPixels)
{
  write(1, "US");
  write(2, "US", {}, EXS_RLELossless);
  const DeidentifyReport report =
      deidentified({.masks = {{.column = 1, .row = 0, .width = 3, .height = 2}}});
  ASSERT_THAT(report.files, SizeIs(2)) << report.refused.at(0).reason;
  for (const std::size_t number : {1u, 2u}) {
    const std::vector<std::uint16_t> pixels = ReadBack(report.files[number - 1]).words();
    for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel) {
      const bool masked = pixel / 8 < 2 && pixel % 8 >= 1 && pixel % 8 <= 3;
      EXPECT_EQ(pixels[pixel], masked ? 0 : 100 + pixel * number);
    }
  }
  const DeidentifyReport outside =
      deidentified({.masks = {{.column = 7, .row = 0, .width = 3, .height = 2}}});
  EXPECT_THAT(outside.files, IsEmpty());
  EXPECT_THAT(outside.refused.at(0).reason, HasSubstr("beyond its 8 × 8 pixels"));
}

/// Every pixel of every frame: dark where it is masked, as it was elsewhere.
void expectMasked(const fs::path& source, const fs::path& target, const PixelMask& mask, int frames)
{
  for (int frame = 1; frame <= frames; ++frame) {
    const auto before = readFrame(source, frame);
    const auto after = readFrame(target, frame);
    ASSERT_TRUE(before && after) << source << (after ? "" : after.error().message);
    ASSERT_EQ(before->pixels.size(), after->pixels.size()) << source;
    int wrong = 0;
    for (int row = 0; row < before->rows; ++row)
      for (int column = 0; column < before->columns; ++column) {
        const bool masked = row >= mask.row && row < mask.row + mask.height &&
                            column >= mask.column && column < mask.column + mask.width;
        wrong += after->at(row, column) != (masked ? 0.0F : before->at(row, column));
      }
    EXPECT_EQ(wrong, 0) << source << " frame " << frame;
  }
}

TEST_F(Deidentifying, PaintsMasksOverAnyEncodingAndEveryFrame)
{
  LIMPID_SHARED_PATH(folder, "dicom-conformance/pydicom-data");
  const PixelMask mask{.column = 3, .row = 2, .width = 20, .height = 9};
  const std::vector<std::pair<std::string, int>> files = {{"JLSL_RGB_ILV1.dcm", 1},
                                                          {"JLSL_08_07_0_1F.dcm", 1},
                                                          {"US1_J2KI.dcm", 1},
                                                          {"SC_rgb_2frame.dcm", 2},
                                                          {"OBXXXX1A_rle_2frame.dcm", 2}};
  for (const auto& [name, frames] : files) {
    DcmFileFormat file;
    ASSERT_TRUE(file.loadFile((folder / name).c_str()).good()) << name;
    put(*file.getDataset(), DCM_BurnedInAnnotation, "YES");
    fs::create_directories(m_study);
    ASSERT_TRUE(file.saveFile((m_study / name).c_str(), EXS_Unknown).good()) << name;
    Project project = *Project::create(m_folder / ("project of " + name));
    jobs::JobContext context;
    ASSERT_TRUE(scan(project, {m_study / name}, context)) << name;
    const auto report =
        deidentify(project, {.folder = m_folder / ("out of " + name), .masks = {mask}}, context);
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_THAT(report->files, SizeIs(1))
        << name << ": " << (report->refused.empty() ? "" : report->refused[0].reason);
    EXPECT_EQ(ReadBack(report->files[0]).text(DCM_BurnedInAnnotation), "NO");
    expectMasked(m_study / name, report->files[0], mask, frames);
  }
}

TEST_F(Deidentifying, TakesWhatWasConfirmedBefore)
{
  write(1, "US");
  write(2, "US");
  deidentified({}); // scans
  ASSERT_TRUE(confirmPixels(m_project, {"1.2.826.4711.1.1"}));
  const DeidentifyReport report = deidentified({});
  EXPECT_THAT(report.files, SizeIs(1));
  EXPECT_THAT(report.refused, SizeIs(1));
}

TEST_F(Deidentifying, PaintsOverWhatAPersonHasCovered)
{
  write(1, "US");
  write(2, "US");
  deidentified({}); // scans
  ASSERT_TRUE(coverPixels(m_project, "1.2.826.4711.1.1", {{1, 0, 3, 2}}));
  const DeidentifyReport report = deidentified({});
  ASSERT_THAT(report.files, SizeIs(1));
  EXPECT_THAT(report.refused, SizeIs(1));
  const std::vector<std::uint16_t> pixels = ReadBack(report.files[0]).words();
  for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel)
    EXPECT_EQ(pixels[pixel] == 0, pixel / 8 < 2 && pixel % 8 >= 1 && pixel % 8 <= 3) << pixel;
}

TEST_F(Deidentifying, PaintsWhatIsCoveredThoughTheHeaderSeesNoTextOrAPersonConfirmedIt)
{
  write(1, "US", [](DcmDataset& dataset) { put(dataset, DCM_BurnedInAnnotation, "NO"); });
  write(2, "US");
  deidentified({}); // scans
  ASSERT_TRUE(confirmPixels(m_project, {"1.2.826.4711.1.2"}));
  for (const char* const uid : {"1.2.826.4711.1.1", "1.2.826.4711.1.2"})
    ASSERT_TRUE(coverPixels(m_project, uid, {{1, 0, 3, 2}}));
  const DeidentifyReport report = deidentified({});
  ASSERT_THAT(report.files, SizeIs(2));
  for (const fs::path& file : report.files) {
    const std::vector<std::uint16_t> pixels = ReadBack(file).words();
    for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel)
      EXPECT_EQ(pixels[pixel] == 0, pixel / 8 < 2 && pixel % 8 >= 1 && pixel % 8 <= 3) << pixel;
  }
}

TEST_F(Deidentifying, WritesIntoNoFolderThatHoldsSomethingAndKnowsItsSeries)
{
  write(1, "CT");
  const DeidentifyReport first = deidentified({});
  jobs::JobContext context;
  const auto again = deidentify(m_project, {.folder = first.folder}, context);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::AlreadyExists);
  const auto unknown =
      deidentify(m_project, {.folder = m_folder / "x", .seriesUids = {"1.2.3"}}, context);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::NotFound);
}

TEST_F(Deidentifying, AddsNoErrorOfDciodvfyToRealFiles)
{
  LIMPID_SHARED_PATH(series, "ct-series");
  LIMPID_SHARED_PATH(magnetic, "mr-series");
  jobs::JobContext context;
  ASSERT_TRUE(scan(m_project, {series, magnetic}, context));
  const auto images = listSeries(m_project, {});
  ASSERT_TRUE(images);
  int compared = 0;
  for (const SeriesRecord& record : *images) {
    const DeidentifyReport report = deidentified({.seriesUids = {record.uid}});
    if (report.files.empty())
      continue;
    const auto found = listImages(m_project, record.uid);
    const auto before = exporting::dciodvfyErrors(found->at(0).path);
    const auto after = exporting::dciodvfyErrors(report.files[0]);
    if (!before || !after)
      GTEST_SKIP() << "dciodvfy (package dicom3tools) isn't installed";
    for (const std::string& error : *after)
      EXPECT_THAT(*before, testing::Contains(error)) << found->at(0).path;
    if (++compared == 6)
      break;
  }
  EXPECT_GT(compared, 0);
}

} // namespace limpid::study
