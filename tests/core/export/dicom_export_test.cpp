#include "core/base/atomic_file.h"
#include "core/export/sample_export.h"
#include "core/run/plan.h"
#include "tests/core/export/dicom_check.h"
#include "tests/core/export/sample_files.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::exporting {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

const DcmTagKey syntheticData(0x0008, 0x001C);

ExportReport exported(const ExportRequest& request)
{
  jobs::JobContext context;
  const Result<ExportReport> report = exportSamples(request, context);
  EXPECT_TRUE(report) << report.error().message;
  return report ? *report : ExportReport{};
}

Error refusal(const ExportRequest& request)
{
  jobs::JobContext context;
  const Result<ExportReport> report = exportSamples(request, context);
  EXPECT_FALSE(report);
  return report ? Error{} : report.error();
}

/// Tags whose value differs between two files, pixels and sequences by their bytes.
std::set<std::string> differingTags(const std::filesystem::path& first,
                                    const std::filesystem::path& second)
{
  const ReadBack one(first);
  const ReadBack two(second);
  std::set<std::string> tags;
  for (unsigned long index = 0; index < one.dataset().card(); ++index) {
    DcmElement* element = one.dataset().getElement(index);
    DcmElement* other = nullptr;
    two.dataset().findAndGetElement(element->getTag(), other);
    if (other == nullptr || element->compare(*other) != 0)
      tags.insert(DcmTag(element->getTag()).getTagName());
  }
  EXPECT_EQ(one.dataset().card(), two.dataset().card());
  return tags;
}

} // namespace

TEST(DicomExport, WritesCtWhoseHounsfieldUnitsAreThoseOfTheSamples)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report = exported({.samples = samples.path, .folder = folder / "out"});
  ASSERT_EQ(report.files.size(), 3u);
  for (std::size_t position = 0; position < 3; ++position) {
    const ReadBack file(report.files[position]);
    EXPECT_EQ(file.text(DCM_SOPClassUID), UID_CTImageStorage);
    EXPECT_EQ(file.text(DCM_RescaleType), "HU");
    EXPECT_EQ(file.text(DCM_PixelSpacing), "6.875\\6.5");
    const std::vector<double> values = file.signedValues();
    const std::span<const float> sample = samples.sample(position);
    ASSERT_EQ(values.size(), sample.size());
    for (std::size_t pixel = 0; pixel < values.size(); ++pixel)
      ASSERT_NEAR(values[pixel], -1000.0 + (static_cast<double>(sample[pixel]) + 1.0) * 1000.0,
                  0.5);
  }
}

TEST(DicomExport, IsValidAsCtMrSecondaryCaptureAndColour)
{
  const support::TemporaryFolder folder;
  for (const SampleContent& content :
       {headCtSamples(), magneticSamples(), samplesWithoutSpacing(), colourSamples()}) {
    const SampleFiles samples = writeSamples(folder / content.name, content);
    const ExportReport report =
        exported({.samples = samples.path, .folder = folder / (content.name + "-out")});
    ASSERT_FALSE(report.files.empty());
    LIMPID_EXPECT_VALID_DICOM(report.files.front());
  }
}

TEST(DicomExport, ChoosesTheClassOfTheTrainingImagesAndSecondaryCaptureWithoutSpacing)
{
  const support::TemporaryFolder folder;
  const auto classOf = [&](const SampleContent& content) {
    const SampleFiles samples = writeSamples(folder / content.name, content);
    const ExportReport report =
        exported({.samples = samples.path, .folder = folder / (content.name + "-out")});
    return ReadBack(report.files.front()).text(DCM_SOPClassUID);
  };
  EXPECT_EQ(classOf(headCtSamples()), UID_CTImageStorage);
  EXPECT_EQ(classOf(magneticSamples()), UID_MRImageStorage);
  EXPECT_EQ(classOf(samplesWithoutSpacing()), UID_SecondaryCaptureImageStorage);
  EXPECT_EQ(classOf(colourSamples()), UID_SecondaryCaptureImageStorage);
}

TEST(DicomExport, RefusesCtOfWhatHasNoHounsfieldUnitsOrNoSpacing)
{
  const support::TemporaryFolder folder;
  const SampleFiles magnetic = writeSamples(folder / "mr", magneticSamples());
  const SampleFiles unspaced = writeSamples(folder / "sc", samplesWithoutSpacing());
  const Error unit =
      refusal({.samples = magnetic.path, .folder = folder / "a", .dicomClass = DicomClass::Ct});
  EXPECT_EQ(unit.code, ErrorCode::Unsupported);
  EXPECT_THAT(unit.message, HasSubstr("not HU"));
  EXPECT_THAT(
      refusal({.samples = unspaced.path, .folder = folder / "b", .dicomClass = DicomClass::Ct})
          .message,
      HasSubstr("pixel spacing"));
  EXPECT_FALSE(std::filesystem::exists(folder / "a"));
}

TEST(DicomExport, SpreadsSecondaryCaptureOverSixteenBits)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report = exported({.samples = samples.path,
                                        .folder = folder / "out",
                                        .dicomClass = DicomClass::SecondaryCapture});
  const ReadBack file(report.files[1]);
  EXPECT_EQ(file.text(DCM_ConversionType), "SYN");
  EXPECT_FALSE(file.has(DCM_RescaleSlope));
  const std::vector<std::uint16_t> words = file.words();
  const std::span<const float> sample = samples.sample(1);
  for (std::size_t pixel = 0; pixel < words.size(); ++pixel)
    ASSERT_NEAR(words[pixel] / 65535.0 * 2.0 - 1.0, static_cast<double>(sample[pixel]), 2e-5);
}

TEST(DicomExport, KeepsMagneticResonanceFineWithoutARescale)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", magneticSamples());
  const ExportReport report = exported({.samples = samples.path, .folder = folder / "out"});
  const ReadBack file(report.files[0]);
  EXPECT_FALSE(file.has(DCM_RescaleSlope));
  EXPECT_EQ(file.text(DCM_ScanningSequence), "RM");
  EXPECT_EQ(file.text(DCM_SequenceVariant), "NONE");
  // The window is 0 … 2.5: stored in steps of 1e-4 of the unit.
  EXPECT_THAT(file.text(DCM_DerivationDescription), HasSubstr("10000 x the unit"));
  const std::span<const float> sample = samples.sample(0);
  const std::vector<std::uint16_t> words = file.words();
  for (std::size_t pixel = 0; pixel < words.size(); ++pixel)
    ASSERT_NEAR(static_cast<std::int16_t>(words[pixel]),
                10000.0 * (static_cast<double>(sample[pixel]) + 1.0) * 1.25, 0.51);
}

TEST(DicomExport, SaysInEveryHeaderThatTheImageIsSyntheticAndHowToDrawItAgain)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report = exported({.samples = samples.path, .folder = folder / "out"});
  const ReadBack file(report.files[2]);
  EXPECT_EQ(file.text(syntheticData), "YES");
  EXPECT_EQ(file.text(DCM_ImageType), "DERIVED\\SECONDARY\\AXIAL\\SYNTHETIC");
  EXPECT_EQ(file.text(DCM_ContentQualification), "RESEARCH");
  EXPECT_EQ(file.text(DCM_BurnedInAnnotation), "NO");
  EXPECT_EQ(file.text(DCM_RecognizableVisualFeatures), "NO");
  EXPECT_EQ(file.text(DCM_SpecificCharacterSet), "ISO_IR 192");
  EXPECT_THAT(file.text(DCM_ImageComments), HasSubstr("Research use only"));
  EXPECT_THAT(file.text(DCM_DerivationDescription), EndsWith("single image, not part of a volume"));
  EXPECT_GE(std::stoi(file.text(DCM_SeriesNumber)), 301);
  DcmItem* equipment = nullptr;
  DcmItem* purpose = nullptr;
  ASSERT_TRUE(
      file.dataset().findAndGetSequenceItem(DCM_ContributingEquipmentSequence, equipment).good());
  ASSERT_TRUE(
      equipment->findAndGetSequenceItem(DCM_PurposeOfReferenceCodeSequence, purpose).good());
  OFString code;
  OFString recipe;
  purpose->findAndGetOFString(DCM_CodeValue, code);
  equipment->findAndGetOFStringArray(DCM_ContributionDescription, recipe);
  EXPECT_EQ(code, "109100");
  EXPECT_STREQ(recipe.c_str(), "model=0123456789abcdef; dataset=fedcba9876543210; seed=42; "
                               "sample=12; sampler=dpmpp-2m; steps=20; engine=0.1.0; label=3; "
                               "minimumTime=0.05");
}

TEST(DicomExport, WritesSyntheticDataAsACodeStringInExplicitVr)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport report = exported({.samples = samples.path, .folder = folder / "out"});
  const std::string bytes = *readFile(report.files[0], 1 << 20);
  EXPECT_NE(
      bytes.find(std::string("\x08\x00\x1C\x00", 4) + "CS" + std::string("\x04\x00", 2) + "YES "),
      std::string::npos);
}

TEST(DicomExport, GivesEverySampleASeriesAndAFrameOfReferenceOfItsOwn)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  std::set<std::string> studies;
  std::set<std::string> unique;
  for (int times = 0; times < 2; ++times)
    for (const auto& path : exported({.samples = samples.path, .folder = folder / "out"}).files) {
      const ReadBack file(path);
      studies.insert(file.text(DCM_StudyInstanceUID));
      for (const DcmTagKey& tag :
           {DCM_SOPInstanceUID, DCM_SeriesInstanceUID, DCM_FrameOfReferenceUID})
        EXPECT_TRUE(unique.insert(file.text(tag)).second) << tag;
    }
  EXPECT_EQ(studies.size(), 2u);
  EXPECT_EQ(unique.size(), 18u);
}

TEST(DicomExport, DiffersBetweenTwoExportsOnlyInIdentifiersAndTimes)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  const ExportReport first = exported({.samples = samples.path, .folder = folder / "out"});
  const ExportReport second = exported({.samples = samples.path, .folder = folder / "out"});
  const std::set<std::string> allowed = {"SOPInstanceUID",
                                         "StudyInstanceUID",
                                         "SeriesInstanceUID",
                                         "FrameOfReferenceUID",
                                         "StudyDate",
                                         "StudyTime",
                                         "ContentDate",
                                         "ContentTime",
                                         "InstanceCreationDate",
                                         "InstanceCreationTime",
                                         "ContributingEquipmentSequence"};
  for (const std::string& tag : differingTags(first.files[0], second.files[0]))
    EXPECT_TRUE(allowed.contains(tag)) << tag;
}

TEST(DicomExport, NeverOverwritesAFolder)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  ASSERT_TRUE(makeFolder(folder / "out"));
  ASSERT_TRUE(writeFileAtomically(folder / "out" / "mine.txt", "mine"));
  EXPECT_EQ(exported({.samples = samples.path, .folder = folder / "out"}).folder, folder / "out-2");
  EXPECT_EQ(exported({.samples = samples.path, .folder = folder / "out/"}).folder,
            folder / "out-3");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "out"), {}), 1);
}

TEST(DicomExport, LetsNothingOfARealPatientOut)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  const std::string name = "Mustermann";
  content.document["run"] = "/data/" + name + "/runs/" + name;
  content.document["patients"] = {name, name};
  content.document["preparation"]["name"] = name;
  content.document["preparation"]["bodyPart"] = name;
  content.document["preparation"]["sentences"] = {name};
  const SampleFiles samples = writeSamples(folder / name / "samples" / name, content);
  run::TrainingPlan plan;
  plan.name = name;
  plan.dataset = "/data/" + name + "/dataset.safetensors";
  plan.datasetDigest = "fedcba9876543210";
  ASSERT_TRUE(run::writePlan(folder / name / "plan.json", plan));
  const ExportReport report = exported({.samples = samples.path, .folder = folder / "out"});
  const std::string provenance = *readFile(report.folder / "provenance.json", 1 << 20);
  EXPECT_THAT(provenance, HasSubstr("fedcba9876543210"));
  EXPECT_THAT(provenance, HasSubstr("\"objective\": \"risk-sensitive\""));
  EXPECT_THAT(provenance, testing::Not(HasSubstr(name)));
  for (const auto& path : report.files)
    EXPECT_THAT(*readFile(path, 1 << 20), testing::Not(HasSubstr(name)));
}

TEST(DicomExport, RefusesATextThatIsNoPlainWord)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.document["modelDigest"] = "Max Mustermann\\x";
  const SampleFiles samples = writeSamples(folder / "s", content);
  const Error error = refusal({.samples = samples.path, .folder = folder / "out"});
  EXPECT_EQ(error.code, ErrorCode::BadInput);
  EXPECT_THAT(error.message, HasSubstr("samples.json"));
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

TEST(DicomExport, RefusesSamplesThatAreNotFinite)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.intensities[17] = std::nanf("");
  const SampleFiles samples = writeSamples(folder / "s", content);
  EXPECT_EQ(refusal({.samples = samples.path, .folder = folder / "out"}).code, ErrorCode::BadInput);
}

TEST(DicomExport, KeepsHeldBackSamplesAndCountsThem)
{
  const support::TemporaryFolder folder;
  SampleContent content = headCtSamples();
  content.document["heldBack"] = {1};
  const SampleFiles samples = writeSamples(folder / "s", content);
  const ExportReport report = exported({.samples = samples.path, .folder = folder / "out"});
  EXPECT_EQ(report.heldBack, 1);
  ASSERT_EQ(report.files.size(), 2u);
  EXPECT_EQ(report.files[1].filename(), "sample-0012.dcm");
}

TEST(DicomExport, StopsBetweenFilesAndSaysWhichWereWritten)
{
  const support::TemporaryFolder folder;
  const SampleFiles samples = writeSamples(folder / "s", headCtSamples());
  std::stop_source stop;
  jobs::JobContext context(stop.get_token(), [&] { stop.request_stop(); });
  const auto report = exportSamples({.samples = samples.path, .folder = folder / "out"}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->outcome, jobs::Outcome::Stopped);
  EXPECT_EQ(report->files.size(), 1u);
  const auto provenance = readDocument(report->folder / "provenance.json", "limpid-provenance", 1);
  ASSERT_TRUE(provenance);
  EXPECT_EQ((*provenance)["files"].size(), 1u);
}

} // namespace limpid::exporting
