#include "core/export/dicom_export.h"

#include "core/base/unique_identifier.h"
#include "core/base/version.h"
#include "core/export/dicom_object.h"
#include "core/export/image_modules.h"
#include "core/export/provenance.h"

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
  const SampleChoice& choice;
  DicomClass dicomClass = DicomClass::SecondaryCapture;
  std::string studyUid = freshUid();
  std::string date;
  std::string time;
};

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
              fmt::format("Synthetic: drawn by {} {} from a diffusion model; {}.{}{} {}. Research "
                          "use only, not for diagnosis; single image, not part of a volume",
                          programName, programVersion, recipeOf(samples, position), ending,
                          storedMeaning(job.dicomClass, samples.preparation),
                          job.choice.sentence()));
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

void putPlane(AttributeWriter header, const Export& job)
{
  const std::array<double, 2>& spacing = *job.samples.preparation.spacingMm;
  header.text(DCM_PixelSpacing, fmt::format("{:.8g}\\{:.8g}", spacing[0], spacing[1]));
  header.text(DCM_ImagePositionPatient, "0\\0\\0");
  header.text(DCM_ImageOrientationPatient, "1\\0\\0\\0\\1\\0");
  header.text(DCM_SliceThickness, "");
  header.text(DCM_PatientPosition, "");
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
  putImageTime(header, job.date, job.time);
  if (job.dicomClass != DicomClass::SecondaryCapture)
    putPlane(header, job);
  putClassAttributes(header, job.dicomClass, samples.preparation, samples.channels);
  if (samples.channels == 3) {
    object.setColourPixels(samples.rows, samples.columns, storedColour(samples.sample(position)));
  } else {
    const StoredGrey stored =
        storedGrey(job.dicomClass, samples.preparation, samples.sample(position));
    object.setGrayPixels(samples.rows, samples.columns, stored.words, stored.isSigned);
  }
  if (const Result<void> written = object.write(folder / file.name); !written)
    return failure(written.error());
  return file;
}

} // namespace

Result<SampleWriter> dicomWriter(const SampleSet& samples, const SampleChoice& choice,
                                 DicomClass asked)
{
  const Result<DicomClass> dicomClass = chosenClass(asked, samples);
  if (!dicomClass)
    return failure(dicomClass.error());
  const std::tm now = fmt::gmtime(std::time(nullptr));
  const Export job{.samples = samples,
                   .choice = choice,
                   .dicomClass = *dicomClass,
                   .date = fmt::format("{:%Y%m%d}", now),
                   .time = fmt::format("{:%H%M%S}", now)};
  return SampleWriter{kindOf(*dicomClass),
                      [job](std::int64_t position, const std::filesystem::path& folder) {
                        return writeSample(job, position, folder);
                      }};
}

} // namespace limpid::exporting
