#include "core/export/dicom_export.h"

#include "core/base/version.h"
#include "core/export/dicom_object.h"
#include "core/export/provenance.h"
#include "core/export/sample_set.h"
#include "core/export/unique_identifier.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <string_view>

namespace limpid::exporting {
namespace {

constexpr int firstSeriesNumber = 301;

/// What all files of one export share.
struct Export
{
  const SampleSet& samples;
  DicomClass dicomClass = DicomClass::SecondaryCapture;
  std::string studyUid = freshUid();
  std::string date;
  std::string time;
};

/// Stored values: value in the unit of training · factor, for grey images of CT and MR.
struct StoredGrey
{
  std::vector<std::uint16_t> words{};
  bool isSigned = true;
};

std::string nameOf(DicomClass dicomClass)
{
  switch (dicomClass) {
  case DicomClass::Ct:
    return "dicom-ct";
  case DicomClass::Mr:
    return "dicom-mr";
  default:
    return "dicom-sc";
  }
}

const char* sopClassOf(DicomClass dicomClass)
{
  switch (dicomClass) {
  case DicomClass::Ct:
    return UID_CTImageStorage;
  case DicomClass::Mr:
    return UID_MRImageStorage;
  default:
    return UID_SecondaryCaptureImageStorage;
  }
}

/// Why the samples can't be of this class; empty when they can. CT and MR images must say their
/// spacing (Image Plane Module), and it is never invented.
std::string reasonAgainst(DicomClass dicomClass, const SampleSet& samples)
{
  if (dicomClass == DicomClass::SecondaryCapture)
    return {};
  if (samples.channels != 1)
    return "they have colours";
  if (!samples.preparation.spacingMm)
    return "the training images had no common pixel spacing";
  if (dicomClass == DicomClass::Ct && samples.preparation.unit != "HU")
    return fmt::format("their unit is \"{}\", not HU", samples.preparation.unit);
  return {};
}

Result<DicomClass> chosenClass(DicomClass asked, const SampleSet& samples)
{
  if (asked != DicomClass::AsTrained) {
    const std::string reason = reasonAgainst(asked, samples);
    if (!reason.empty())
      return failure(
          ErrorCode::Unsupported,
          fmt::format("The samples can't be exported as {} images: {}. Secondary Capture "
                      "is possible.",
                      asked == DicomClass::Ct ? "CT" : "MR", reason));
    return asked;
  }
  DicomClass trained = DicomClass::SecondaryCapture;
  if (samples.preparation.modality == "CT")
    trained = DicomClass::Ct;
  else if (samples.preparation.modality == "MR")
    trained = DicomClass::Mr;
  return reasonAgainst(trained, samples).empty() ? trained : DicomClass::SecondaryCapture;
}

/// A power of ten that spreads the window over 3,000 to 30,000 steps: MR has no rescale, so the
/// steps themselves must be fine enough.
double magneticFactor(const SamplePreparation& preparation)
{
  const double range =
      std::max({preparation.windowHigh - preparation.windowLow, std::abs(preparation.windowHigh),
                std::abs(preparation.windowLow)});
  return std::pow(10.0, std::floor(std::log10(30000.0 / range)));
}

std::uint16_t storedSigned(double value)
{
  const double whole = std::clamp(std::round(value), -32768.0, 32767.0);
  return static_cast<std::uint16_t>(static_cast<std::int16_t>(whole));
}

StoredGrey storedGrey(const Export& job, std::span<const float> sample)
{
  const SamplePreparation& preparation = job.samples.preparation;
  const double factor = job.dicomClass == DicomClass::Mr ? magneticFactor(preparation) : 1.0;
  StoredGrey stored{.isSigned = job.dicomClass != DicomClass::SecondaryCapture};
  stored.words.reserve(sample.size());
  for (const float intensity : sample) {
    if (stored.isSigned)
      stored.words.push_back(storedSigned(factor * preparation.value(intensity)));
    else
      stored.words.push_back(static_cast<std::uint16_t>(std::lround(
          65535.0 * std::clamp((static_cast<double>(intensity) + 1.0) / 2.0, 0.0, 1.0))));
  }
  return stored;
}

/// Planes to colour by pixel, 8 bits.
std::vector<std::uint8_t> storedColour(std::span<const float> sample)
{
  const std::size_t pixels = sample.size() / 3;
  std::vector<std::uint8_t> stored;
  stored.reserve(sample.size());
  for (std::size_t pixel = 0; pixel < pixels; ++pixel)
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const double share = (static_cast<double>(sample[channel * pixels + pixel]) + 1.0) / 2.0;
      stored.push_back(static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(share, 0.0, 1.0))));
    }
  return stored;
}

/// What one stored step means, for the reader of the header.
std::string storedMeaning(const Export& job)
{
  const SamplePreparation& preparation = job.samples.preparation;
  if (job.dicomClass == DicomClass::Ct)
    return {};
  if (job.dicomClass == DicomClass::Mr)
    return fmt::format(" Stored values are {:g} x the unit of the training images.",
                       magneticFactor(preparation));
  return fmt::format(" The stored range stands for {:g} to {:g} {}.", preparation.windowLow,
                     preparation.windowHigh, preparation.unit);
}

void putPatientAndStudy(AttributeWriter header, const Export& job)
{
  header.text(DCM_PatientName, "SYNTHETIC^LIMPID");
  header.text(DCM_PatientID, "SYNTHETIC-" + job.samples.modelDigest.substr(0, 12));
  header.text(DCM_PatientBirthDate, "");
  header.text(DCM_PatientSex, "");
  header.text(DCM_StudyInstanceUID, job.studyUid);
  header.text(DCM_StudyDate, job.date);
  header.text(DCM_StudyTime, job.time);
  header.text(DCM_StudyID, "SYNTHETIC");
  header.text(DCM_StudyDescription, "Synthetic images, research use only, not for diagnosis");
  header.text(DCM_AccessionNumber, "");
  header.text(DCM_ReferringPhysicianName, "");
  header.text(DCM_TimezoneOffsetFromUTC, "+0000");
}

bool contains(std::span<const std::string_view> words, std::string_view word)
{
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Paired structures of PS3.16 annex L, and the unknown.
bool mayBePaired(const std::string& bodyPart)
{
  constexpr std::array<std::string_view, 22> paired = {
      "",     "ANKLE", "ARM",   "BREAST",  "CALCANEUS", "CLAVICLE", "EAR",     "ELBOW",
      "EYE",  "FEMUR", "FOOT",  "FOREARM", "HAND",      "HIP",      "HUMERUS", "KIDNEY",
      "KNEE", "LEG",   "ORBIT", "SCAPULA", "SHOULDER",  "WRIST"};
  return contains(paired, bodyPart);
}

void putSeries(AttributeWriter header, const Export& job, std::int64_t position)
{
  const SamplePreparation& preparation = job.samples.preparation;
  const std::int64_t sample = job.samples.first + position;
  std::string modality = job.dicomClass == DicomClass::Ct ? "CT" : "MR";
  if (job.dicomClass == DicomClass::SecondaryCapture)
    modality = preparation.modality.empty() ? "OT" : preparation.modality;
  header.text(DCM_Modality, modality);
  header.text(DCM_SeriesInstanceUID, freshUid());
  header.integer(DCM_SeriesNumber, firstSeriesNumber + position);
  header.text(DCM_SeriesDescription, fmt::format("Synthetic sample {}, research use only", sample));
  if (!preparation.bodyPart.empty())
    header.text(DCM_BodyPartExamined, preparation.bodyPart);
  if (mayBePaired(preparation.bodyPart))
    header.text(DCM_Laterality, ""); // type 2C: nobody says which side a sample shows
  header.text(DCM_FrameOfReferenceUID, freshUid());
  header.text(DCM_PositionReferenceIndicator, "");
  header.text(DCM_Manufacturer, programName);
  header.text(DCM_ManufacturerModelName, programName);
  header.text(DCM_SoftwareVersions, programVersion);
}

/// YES unless the image can't show a face: an axial CT slice is none, nor is another body part.
/// (PS3.3 C.7.6.1: features that may identify a patient; a sample may resemble a training image.)
const char* recognizableFeatures(const Export& job)
{
  if (job.dicomClass == DicomClass::Ct)
    return "NO";
  constexpr std::array<std::string_view, 8> withFace = {"",      "HEAD", "BRAIN",    "FACE",
                                                        "SKULL", "NECK", "HEADNECK", "WHOLEBODY"};
  return contains(withFace, job.samples.preparation.bodyPart) ? "YES" : "NO";
}

void putOrigin(AttributeWriter header, const Export& job, std::int64_t position)
{
  const SampleSet& samples = job.samples;
  header.text(syntheticDataTag(), "YES");
  const std::string third = job.dicomClass == DicomClass::Ct ? "AXIAL" : "OTHER";
  header.text(DCM_ImageType, "DERIVED\\SECONDARY\\" + third + "\\SYNTHETIC");
  const std::string ending =
      samples.minimumTime > 0.0
          ? fmt::format(" Sampling stopped at diffusion time {:g}: finer detail is a mean.",
                        samples.minimumTime)
          : std::string();
  header.text(DCM_DerivationDescription,
              fmt::format("Synthetic: drawn by {} {} from a diffusion model; {}.{}{} Research use "
                          "only, not for diagnosis; single image, not part of a volume",
                          programName, programVersion, recipeOf(samples, position), ending,
                          storedMeaning(job)));
  header.text(DCM_ImageComments, researchNotice);
  header.text(DCM_ContentQualification, "RESEARCH");
  header.text(DCM_BurnedInAnnotation, "NO");
  header.text(DCM_RecognizableVisualFeatures, recognizableFeatures(job));
  AttributeWriter equipment = header.item(DCM_ContributingEquipmentSequence);
  equipment.code(DCM_PurposeOfReferenceCodeSequence, "109100", "DCM", "Synthesizing Equipment");
  equipment.text(DCM_Manufacturer, programName);
  equipment.text(DCM_ManufacturerModelName, programName);
  equipment.text(DCM_SoftwareVersions, programVersion);
  equipment.text(DCM_ContributionDateTime, job.date + job.time + "+0000");
  equipment.text(DCM_ContributionDescription, recipeOf(samples, position));
}

void putImage(AttributeWriter header, const Export& job)
{
  header.integer(DCM_InstanceNumber, 1);
  header.text(DCM_ContentDate, job.date);
  header.text(DCM_ContentTime, job.time);
  header.text(DCM_InstanceCreationDate, job.date);
  header.text(DCM_InstanceCreationTime, job.time);
}

void putPlane(AttributeWriter header, const Export& job)
{
  const std::array<double, 2>& spacing = *job.samples.preparation.spacingMm;
  header.text(DCM_PixelSpacing, fmt::format("{:.8g}\\{:.8g}", spacing[0], spacing[1]));
  header.text(DCM_ImagePositionPatient, "0\\0\\0");
  header.text(DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  header.text(DCM_SliceThickness, "");
  header.text(DCM_PatientPosition, "");
}

void putWindow(AttributeWriter header, double low, double high)
{
  header.decimal(DCM_WindowCenter, (low + high) / 2.0);
  header.decimal(DCM_WindowWidth, std::max(high - low, 1.0));
}

void putTomography(AttributeWriter header, const Export& job)
{
  const SamplePreparation& preparation = job.samples.preparation;
  putPlane(header, job);
  header.text(DCM_KVP, "");
  header.text(DCM_AcquisitionNumber, "");
  header.integer(DCM_RescaleIntercept, 0);
  header.integer(DCM_RescaleSlope, 1);
  header.text(DCM_RescaleType, "HU");
  putWindow(header, preparation.windowLow, preparation.windowHigh);
}

void putMagneticResonance(AttributeWriter header, const Export& job)
{
  const SamplePreparation& preparation = job.samples.preparation;
  const double factor = magneticFactor(preparation);
  putPlane(header, job);
  header.text(DCM_ScanningSequence, "RM");
  header.text(DCM_SequenceVariant, "NONE");
  header.text(DCM_ScanOptions, "");
  header.text(DCM_MRAcquisitionType, "");
  header.text(DCM_RepetitionTime, "");
  header.text(DCM_EchoTime, "");
  header.text(DCM_EchoTrainLength, "");
  putWindow(header, factor * preparation.windowLow, factor * preparation.windowHigh);
}

void putSecondaryCapture(AttributeWriter header, const Export& job)
{
  header.text(DCM_ConversionType, "SYN");
  header.text(DCM_PatientOrientation, "");
  if (job.samples.channels == 1)
    putWindow(header, 0.0, 65536.0);
}

Result<ExportedFile> writeSample(const Export& job, std::int64_t position,
                                 const std::filesystem::path& folder)
{
  const SampleSet& samples = job.samples;
  ExportedFile file{.name = fmt::format("sample-{:04}.dcm", samples.first + position),
                    .sopInstanceUid = freshUid(),
                    .sample = samples.first + position};
  DicomObject object(sopClassOf(job.dicomClass), file.sopInstanceUid);
  const AttributeWriter header = object.attributes();
  putPatientAndStudy(header, job);
  putSeries(header, job, position);
  putOrigin(header, job, position);
  putImage(header, job);
  if (job.dicomClass == DicomClass::Ct)
    putTomography(header, job);
  else if (job.dicomClass == DicomClass::Mr)
    putMagneticResonance(header, job);
  else
    putSecondaryCapture(header, job);
  if (samples.channels == 3) {
    object.setColourPixels(samples.rows, samples.columns, storedColour(samples.sample(position)));
  } else {
    const StoredGrey stored = storedGrey(job, samples.sample(position));
    object.setGrayPixels(samples.rows, samples.columns, stored.words, stored.isSigned);
  }
  if (const Result<void> written = object.write(folder / file.name); !written)
    return failure(written.error());
  return file;
}

} // namespace

Result<ExportReport> exportDicom(const ExportRequest& request, jobs::JobContext& context)
{
  const Result<SampleSet> samples = readSamples(request.samples);
  if (!samples)
    return failure(samples.error());
  const Result<DicomClass> dicomClass = chosenClass(request.dicomClass, *samples);
  if (!dicomClass)
    return failure(dicomClass.error());
  const Result<std::filesystem::path> folder = makeFreshFolder(request.folder);
  if (!folder)
    return failure(folder.error());
  const std::tm now = fmt::gmtime(std::time(nullptr));
  const Export job{.samples = *samples,
                   .dicomClass = *dicomClass,
                   .date = fmt::format("{:%Y%m%d}", now),
                   .time = fmt::format("{:%H%M%S}", now)};
  ExportReport report;
  report.folder = *folder;
  std::vector<ExportedFile> files;
  for (std::int64_t position = 0; position < samples->count; ++position) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    if (samples->heldBack.contains(position)) {
      ++report.heldBack;
      continue;
    }
    Result<ExportedFile> file = writeSample(job, position, *folder);
    if (!file)
      return failure(file.error());
    report.files.push_back(*folder / file->name);
    files.push_back(std::move(*file));
    context.report({static_cast<double>(position + 1) / static_cast<double>(samples->count),
                    fmt::format("Writing {} of {} samples", position + 1, samples->count)});
  }
  if (const Result<void> written =
          writeProvenance(*folder, request.samples, *samples, nameOf(*dicomClass), files);
      !written)
    return failure(written.error());
  return report;
}

} // namespace limpid::exporting
