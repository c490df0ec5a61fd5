#include "core/export/restored_export.h"

#include "core/base/unique_identifier.h"
#include "core/base/utc_time.h"
#include "core/base/version.h"
#include "core/export/dicom_object.h"
#include "core/export/image_modules.h"
#include "core/export/provenance.h"
#include "core/export/restoration_set.h"
#include "core/export/source_plane.h"
#include "core/study/deidentified_header.h"
#include "core/study/library.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>

namespace limpid::exporting {
namespace {

constexpr int firstSeriesNumber = 401;
constexpr const char* restoredNotice =
    "Research use only, not for diagnosis. RESTORED from a noisy image: fine detail is invented in "
    "keeping with the training images; the uncertainty series shows where.";

enum class Content { Mean, Uncertainty };

/// What all files of one export share.
struct Job
{
  const RestorationSet& set;
  DicomClass dicomClass;
  std::string date;
  std::string time;
};

/// A restored image on its way out.
struct Outgoing
{
  const Job& job;
  DcmDataset& source; ///< header of the source image, de-identified
  const study::ImageRecord& record;
  std::int64_t number;
  Content content;
};

std::string value(DcmDataset& header, const DcmTagKey& tag)
{
  OFString text;
  header.findAndGetOFStringArray(tag, text);
  return text.c_str();
}

std::string recipe(const RestorationSet& set)
{
  return fmt::format("model={}; dataset={}; seed={}; draws={}; sampler={}; steps={}; engine={}",
                     set.modelDigest, set.datasetDigest, set.seed, set.draws, set.sampler,
                     set.steps, set.programVersion);
}

/// Who and which study: as the de-identified source says it.
void putPatientAndStudy(AttributeWriter header, Outgoing& image)
{
  for (const DcmTagKey& tag :
       {DCM_PatientName, DCM_PatientID, DCM_PatientBirthDate, DCM_PatientSex,
        DCM_PatientIdentityRemoved, DCM_DeidentificationMethod, DCM_StudyInstanceUID, DCM_StudyDate,
        DCM_StudyTime, DCM_StudyID, DCM_AccessionNumber, DCM_ReferringPhysicianName})
    header.text(tag, value(image.source, tag));
  header.code(DCM_DeidentificationMethodCodeSequence, "113100", "DCM",
              "Basic Application Confidentiality Profile");
}

void putSeries(AttributeWriter header, Outgoing& image)
{
  const bool isMean = image.content == Content::Mean;
  const std::string sourceModality = value(image.source, DCM_Modality);
  const DicomClass dicomClass = image.job.dicomClass;
  header.text(DCM_Modality, dicomClass == DicomClass::Ct   ? "CT"
                            : dicomClass == DicomClass::Mr ? "MR"
                                                           : sourceModality);
  header.text(DCM_SeriesInstanceUID, freshUid());
  header.integer(DCM_SeriesNumber, firstSeriesNumber + 2 * image.number + (isMean ? 0 : 1));
  header.text(DCM_SeriesDescription,
              isMean ? "RESTORED, research use only" : "RESTORED, uncertainty (std of draws)");
  const std::string part = value(image.source, DCM_BodyPartExamined);
  if (!part.empty())
    header.text(DCM_BodyPartExamined, part);
  if (part.empty() || image.source.tagExists(DCM_Laterality)) // type 2C
    header.text(DCM_Laterality, value(image.source, DCM_Laterality));
  header.text(DCM_Manufacturer, programName);
  header.text(DCM_ManufacturerModelName, programName);
  header.text(DCM_SoftwareVersions, programVersion);
}

void putSource(AttributeWriter header, Outgoing& image)
{
  AttributeWriter source = header.item(DCM_SourceImageSequence);
  source.text(DCM_ReferencedSOPClassUID, value(image.source, DCM_SOPClassUID));
  source.text(DCM_ReferencedSOPInstanceUID, value(image.source, DCM_SOPInstanceUID));
  if (image.record.key.frame > 1)
    source.integer(DCM_ReferencedFrameNumber, image.record.key.frame);
  source.code(DCM_PurposeOfReferenceCodeSequence, "121322", "DCM",
              "Source image for image processing operation");
}

/// What one stored step means, for the reader of the header.
std::string meaningOf(const Outgoing& image)
{
  const SamplePreparation& preparation = image.job.set.preparation;
  if (image.content == Content::Mean || image.job.dicomClass != DicomClass::SecondaryCapture)
    return storedMeaning(image.job.dicomClass, preparation);
  return fmt::format(" The stored range stands for deviations of 0 to {:g} {}.",
                     2.0 * preparation.intensityScale, preparation.unit);
}

void putOrigin(AttributeWriter header, Outgoing& image)
{
  const RestorationSet& set = image.job.set;
  const bool isMean = image.content == Content::Mean;
  header.text(syntheticDataTag(), "YES");
  header.text(DCM_ImageType, fmt::format(R"(DERIVED\SECONDARY\{}\{})",
                                         image.job.dicomClass == DicomClass::Ct ? "AXIAL" : "OTHER",
                                         isMean ? "RESTORED" : "UNCERTAINTY"));
  header.text(DCM_DerivationDescription,
              fmt::format("Restored: {} of {} draws by {} {} from the posterior of a diffusion "
                          "model given a noisy image; {}.{} {} Single image, not part of a volume",
                          isMean ? "mean" : "standard deviation", set.draws, programName,
                          programVersion, recipe(set), meaningOf(image), restoredNotice));
  header.text(DCM_ImageComments, restoredNotice);
  header.text(DCM_ContentQualification, "RESEARCH");
  header.text(DCM_BurnedInAnnotation, "NO");
  AttributeWriter equipment = header.item(DCM_ContributingEquipmentSequence);
  equipment.code(DCM_PurposeOfReferenceCodeSequence, "109100", "DCM", "Synthesizing Equipment");
  equipment.text(DCM_Manufacturer, programName);
  equipment.text(DCM_ManufacturerModelName, programName);
  equipment.text(DCM_SoftwareVersions, programVersion);
  equipment.text(DCM_ContributionDateTime, image.job.date + image.job.time + "+0000");
  equipment.text(DCM_ContributionDescription, recipe(set));
  putSource(header, image);
}

/// The plane of the restored pixels, which lie coarser and perhaps cropped over the source.
void putPlane(AttributeWriter header, Outgoing& image, const SourcePlane& plane)
{
  const std::string frame = value(image.source, DCM_FrameOfReferenceUID);
  header.text(DCM_FrameOfReferenceUID, frame.empty() ? freshUid() : frame);
  header.text(DCM_PositionReferenceIndicator, "");
  header.text(DCM_PixelSpacing,
              fmt::format("{:.8g}\\{:.8g}", plane.spacingMm[0], plane.spacingMm[1]));
  header.text(DCM_ImagePositionPatient, fmt::format("{:.8g}\\{:.8g}\\{:.8g}", plane.positionMm[0],
                                                    plane.positionMm[1], plane.positionMm[2]));
  header.text(DCM_ImageOrientationPatient, value(image.source, DCM_ImageOrientationPatient));
  header.text(DCM_SliceThickness, value(image.source, DCM_SliceThickness));
  header.text(DCM_PatientPosition, value(image.source, DCM_PatientPosition));
}

/// The picture without the rim that made it a square. Of the uncertainty, what is stored in the
/// place of a value: deviations begin at 0 of the unit, in a Secondary Capture at the darkest step.
std::vector<float> pixelsOf(const Outgoing& image, const ContentRectangle& content)
{
  const RestorationSet& set = image.job.set;
  const bool isMean = image.content == Content::Mean;
  const std::span<const float> square =
      isMean ? set.mean(image.number) : set.deviation(image.number);
  const double zero = image.job.dicomClass == DicomClass::SecondaryCapture
                          ? -1.0
                          : -1.0 - set.preparation.windowLow / set.preparation.intensityScale;
  const double shift = isMean ? 0.0 : zero;
  const auto side = static_cast<std::size_t>(set.size);
  std::vector<float> pixels;
  for (int row = content.top; row < content.top + content.rows; ++row)
    for (int column = content.left; column < content.left + content.columns; ++column)
      pixels.push_back(static_cast<float>(
          static_cast<double>(
              square[static_cast<std::size_t>(row) * side + static_cast<std::size_t>(column)]) +
          shift));
  return pixels;
}

/// From none to the largest deviation.
void putUncertaintyWindow(AttributeWriter header, const StoredGrey& stored)
{
  const double largest = std::max<double>(*std::ranges::max_element(stored.words), 1.0);
  header.decimal(DCM_WindowCenter, largest / 2.0);
  header.decimal(DCM_WindowWidth, largest);
}

Result<ExportedFile> writeImage(Outgoing image, const std::filesystem::path& folder)
{
  const Job& job = image.job;
  const bool isMean = image.content == Content::Mean;
  ExportedFile file{
      .name = fmt::format("restored-{:04}{}.dcm", image.number, isMean ? "" : "-uncertainty"),
      .sopInstanceUid = freshUid(),
      .sample = image.number};
  const ContentRectangle content =
      contentOf(job.set.crop, image.record.rows, image.record.columns, job.set.size);
  const std::optional<SourcePlane> plane = planeOf(image.source, content);
  DicomObject object(sopClassOf(job.dicomClass), file.sopInstanceUid);
  const AttributeWriter header = object.attributes();
  putPatientAndStudy(header, image);
  putSeries(header, image);
  putOrigin(header, image);
  putImageTime(header, job.date, job.time);
  if (job.dicomClass != DicomClass::SecondaryCapture)
    putPlane(header, image, *plane);
  putClassAttributes(header, job.dicomClass, job.set.preparation, 1);
  const StoredGrey stored =
      storedGrey(job.dicomClass, job.set.preparation, pixelsOf(image, content));
  if (!isMean)
    putUncertaintyWindow(header, stored);
  object.setGrayPixels(content.rows, content.columns, stored.words, stored.isSigned);
  if (const Result<void> written = object.write(folder / file.name); !written)
    return failure(written.error());
  return file;
}

/// CT and MR need the plane of the source; without it the picture is a Secondary Capture.
DicomClass classOf(const RestorationSet& set, DcmDataset& source)
{
  const std::string sopClass = value(source, DCM_SOPClassUID);
  const bool hasPlane = planeOf(source, {}).has_value();
  if (hasPlane && sopClass == UID_CTImageStorage && set.preparation.unit == "HU")
    return DicomClass::Ct;
  return hasPlane && sopClass == UID_MRImageStorage ? DicomClass::Mr : DicomClass::SecondaryCapture;
}

Result<std::map<std::string, study::ImageRecord>> imagesByDigest(study::Project& project)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, {});
  if (!series)
    return failure(series.error());
  std::map<std::string, study::ImageRecord> found;
  for (const study::SeriesRecord& record : *series) {
    const Result<std::vector<study::ImageRecord>> images = study::listImages(project, record.uid);
    if (!images)
      return failure(images.error());
    for (const study::ImageRecord& image : *images)
      found.emplace(project.keyedDigest(fmt::format("{}#{}", image.key.uid, image.key.frame)),
                    image);
  }
  return found;
}

Result<void> writeRestoredProvenance(const RestoredReport& report, const RestorationSet& set,
                                     const std::vector<ExportedFile>& files)
{
  Json listed = Json::array();
  for (const ExportedFile& file : files)
    listed.push_back(
        {{"file", file.name}, {"image", file.sample}, {"sopInstanceUid", file.sopInstanceUid}});
  return writeDocument(report.folder / "provenance.json",
                       {{"format", "limpid-provenance"},
                        {"version", 1},
                        {"contains", "restored patient images, de-identified"},
                        {"notice", restoredNotice},
                        {"program", {{"name", programName}, {"version", programVersion}}},
                        {"exportedAt", utcNow()},
                        {"kind", "restored"},
                        {"model", {{"digest", set.modelDigest}, {"step", set.step}}},
                        {"datasetDigest", set.datasetDigest},
                        {"restoration",
                         {{"engineVersion", set.programVersion},
                          {"seed", set.seed},
                          {"draws", set.draws},
                          {"sampler", set.sampler},
                          {"steps", set.steps}}},
                        {"files", std::move(listed)}});
}

/// Whose the series is: "P001".
Result<std::string> notePatient(study::Project& project, const std::string& seriesUid,
                                RestoredReport& report)
{
  const Result<std::vector<study::SeriesRecord>> series = study::listSeries(project, {});
  if (!series)
    return failure(series.error());
  const auto found = std::ranges::find(*series, seriesUid, &study::SeriesRecord::uid);
  if (found == series->end())
    return std::string();
  Result<std::string> pseudonym = project.pseudonym(found->patientKey);
  if (pseudonym && std::ranges::find(report.pseudonyms, *pseudonym) == report.pseudonyms.end())
    report.pseudonyms.push_back(*pseudonym);
  return pseudonym;
}

/// Writes both files of one image. The error's message is the reason alone.
Result<void> exportImage(study::Project& project, const RestorationSet& set, std::int64_t number,
                         const std::map<std::string, study::ImageRecord>& library,
                         std::vector<ExportedFile>& files, RestoredReport& report)
{
  const auto source = library.find(set.sources[static_cast<std::size_t>(number)]);
  if (source == library.end())
    return failure(ErrorCode::NotFound,
                   "the project doesn't know its source, so it can't be said without identity "
                   "whose it is");
  const auto header = study::deidentifiedHeader(project, source->second.key);
  if (!header)
    return failure(header.error());
  const Result<std::string> patient = notePatient(project, source->second.seriesUid, report);
  if (!patient)
    return failure(patient.error());
  const std::tm now = fmt::gmtime(std::time(nullptr));
  const Job job{.set = set,
                .dicomClass = classOf(set, **header),
                .date = fmt::format("{:%Y%m%d}", now),
                .time = fmt::format("{:%H%M%S}", now)};
  for (const Content content : {Content::Mean, Content::Uncertainty}) {
    Result<ExportedFile> file =
        writeImage({job, **header, source->second, number, content}, report.folder);
    if (!file)
      return failure(file.error());
    report.files.push_back(report.folder / file->name);
    report.images.push_back({file->sopInstanceUid, *patient});
    files.push_back(*std::move(file));
  }
  return {};
}

} // namespace

Result<RestoredReport> exportRestored(study::Project& project,
                                      const std::filesystem::path& restoration,
                                      const std::filesystem::path& folder,
                                      jobs::JobContext& context)
{
  const Result<RestorationSet> set = readRestoration(restoration);
  if (!set)
    return failure(set.error());
  const Result<std::map<std::string, study::ImageRecord>> library = imagesByDigest(project);
  if (!library)
    return failure(library.error());
  const Result<std::filesystem::path> fresh = makeFreshFolder(folder);
  if (!fresh)
    return failure(fresh.error());
  RestoredReport report;
  report.folder = *fresh;
  report.datasetDigest = set->datasetDigest;
  std::vector<ExportedFile> files;
  for (std::int64_t number = 0; number < set->count; ++number) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    const Result<void> written = exportImage(project, *set, number, *library, files, report);
    if (!written && written.error().code == ErrorCode::NoResource)
      return failure(written.error());
    if (!written)
      report.refused.push_back(
          fmt::format("Image {} isn't exported: {}.", number, written.error().message));
  }
  if (const Result<void> written = writeRestoredProvenance(report, *set, files); !written)
    return failure(written.error());
  return report;
}

} // namespace limpid::exporting
