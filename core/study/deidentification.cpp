#include "core/study/deidentification.h"

#include "core/base/atomic_file.h"
#include "core/study/deidentified_dataset.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_values.h"
#include "core/study/doubtful_pixels.h"
#include "core/study/keyed_identity.h"
#include "core/study/library.h"
#include "core/study/pixel_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <unistd.h>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

/// A file of the library, once however many frames it holds.
struct Source
{
  fs::path path;
  std::string sopUid;
  std::string patientKey;
  std::string pseudonym;
  int series = 0; ///< of the patient, from 1
};

std::vector<Source> sourcesOf(const std::vector<ImageRecord>& images, const SeriesRecord& series,
                              const Project& project, int number)
{
  std::vector<Source> sources;
  std::set<fs::path> seen;
  for (const ImageRecord& image : images)
    if (seen.insert(image.path).second)
      sources.push_back({image.path, image.key.uid, series.patientKey,
                         exportPseudonym(project, series.patientKey), number});
  return sources;
}

Result<std::vector<Source>> findSources(Project& project, const DeidentifyRequest& request)
{
  const Result<std::vector<SeriesRecord>> all = listSeries(project, {});
  if (!all)
    return failure(all.error());
  std::set<std::string> missing(request.seriesUids.begin(), request.seriesUids.end());
  std::map<std::string, int> seriesOfPatient;
  std::vector<Source> sources;
  for (const SeriesRecord& series : *all) {
    const int number = ++seriesOfPatient[series.patientKey];
    if (!request.seriesUids.empty() && missing.erase(series.uid) == 0)
      continue;
    const Result<std::vector<ImageRecord>> images = listImages(project, series.uid);
    if (!images)
      return failure(images.error());
    std::ranges::move(sourcesOf(*images, series, project, number), std::back_inserter(sources));
  }
  if (!missing.empty())
    return failure(ErrorCode::NotFound,
                   fmt::format("The library holds no series {}.", *missing.begin()));
  return sources;
}

Result<void> makeEmptyFolder(const fs::path& folder)
{
  std::error_code status;
  if (fs::exists(folder, status) && !fs::is_empty(folder, status))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} isn't empty. De-identified images get a folder of their own.",
                               folder.string()));
  return makeFolder(folder);
}

tl::unexpected<Error> unreadable(const OFCondition& condition)
{
  return failure(ErrorCode::BadInput, fmt::format("It can't be read: {}.", condition.text()));
}

/// Alone, without the preamble and the meta header it came with, which can name somebody too.
Result<std::unique_ptr<DcmFileFormat>> withoutItsHead(const fs::path& path)
{
  DcmFileFormat loaded;
  const OFCondition read = loaded.loadFile(path.c_str());
  if (read.bad())
    return unreadable(read);
  auto alone = std::make_unique<DcmFileFormat>(loaded.getAndRemoveDataset(), OFFalse);
  return alone;
}

class Deidentification
{
public:
  Deidentification(const Project& project, const DeidentifyRequest& request,
                   std::set<std::string> confirmed,
                   std::map<std::string, std::vector<PixelMask>> covers)
      : m_project(project),
        m_request(request),
        m_confirmed(std::move(confirmed)),
        m_covers(std::move(covers))
  {
  }

  /// Gives the new SOP Instance UID. The error's message is the reason alone.
  Result<std::string> write(const Source& source, const fs::path& target)
  {
    Result<std::unique_ptr<DcmFileFormat>> file = withoutItsHead(source.path);
    if (!file)
      return failure(file.error());
    DcmDataset& dataset = *(*file)->getDataset();
    const Result<PixelsNow> pixels = cleanPixels(dataset, source);
    if (!pixels)
      return failure(pixels.error());
    const bool showsFace = mayShowAFace(dataset);
    const Disguise disguise{
        .pseudonym = source.pseudonym,
        .mapUid = [this](const std::string& uid) { return mappedUid(m_project, uid); },
        .shiftDays = m_request.shiftDates ? dateShiftDays(m_project, source.patientKey) : 0,
        .keepCharacteristics = m_request.keepCharacteristics,
        .pixelsCleaned = pixels->cleaned};
    if (const OFCondition disguised = DatasetDisguise(dataset, disguise).apply(); disguised.bad())
      return failure(ErrorCode::Internal,
                     fmt::format("It can't be de-identified: {}.", disguised.text()));
    if (const Result<void> saved = save(**file, target, pixels->decoded); !saved)
      return failure(saved.error());
    m_heads += showsFace ? 1 : 0;
    return textIn(dataset, DCM_SOPInstanceUID);
  }

  int heads() const { return m_heads; }

private:
  struct PixelsNow
  {
    bool cleaned = false; ///< a person or a mask has dealt with text in them
    bool decoded = false; ///< they were coded
  };

  Result<PixelsNow> cleanPixels(DcmDataset& dataset, const Source& source) const
  {
    const std::string concern = burnedInConcern(dataset);
    const bool confirmed = m_confirmed.contains(source.sopUid);
    std::vector<PixelMask> masks;
    if (!concern.empty() && !confirmed)
      masks = m_request.masks;
    // What a person has covered in this very image is painted whatever its header says.
    if (const auto covered = m_covers.find(source.sopUid); covered != m_covers.end())
      masks.insert(masks.end(), covered->second.begin(), covered->second.end());
    if (masks.empty() && (concern.empty() || confirmed))
      return PixelsNow{.cleaned = confirmed && !concern.empty()};
    if (masks.empty())
      return failure(ErrorCode::BadInput,
                     fmt::format("It isn't written: {}. Look at it and confirm its UID {}, or mask "
                                 "the text.",
                                 concern, source.sopUid));
    const Result<bool> painted = paintOver(dataset, source.path, masks);
    if (!painted)
      return failure(painted.error().code,
                     fmt::format("It isn't written: {}.", painted.error().message));
    return PixelsNow{.cleaned = true, .decoded = *painted};
  }

  static Result<void> save(DcmFileFormat& file, const fs::path& target, bool decoded)
  {
    E_TransferSyntax syntax = file.getDataset()->getCurrentXfer();
    if (syntax == EXS_LittleEndianImplicit || decoded)
      syntax = EXS_LittleEndianExplicit;
    const fs::path part = fmt::format("{}.{}.part", target.string(), ::getpid());
    const OFCondition saved = file.saveFile(part.c_str(), syntax, EET_ExplicitLength, EGL_withoutGL,
                                            EPD_withoutPadding, 0, 0, EWM_createNewMeta);
    std::error_code status;
    if (saved.good())
      fs::rename(part, target, status);
    if (saved.good() && !status)
      return {};
    fs::remove(part, status);
    return failure(ErrorCode::NoResource, fmt::format("{} can't be written: {}.", target.string(),
                                                      saved.bad() ? saved.text() : "no rights"));
  }

  const Project& m_project;
  const DeidentifyRequest& m_request;
  std::set<std::string> m_confirmed; ///< SOP Instance UIDs
  std::map<std::string, std::vector<PixelMask>> m_covers;
  int m_heads = 0;
};

/// Notes the image as its patient's and counts the patients.
Result<void> noteOwner(Project& project, const Source& source, std::string sopUid,
                       DeidentifyReport& report)
{
  Result<std::string> pseudonym = project.pseudonym(source.patientKey);
  if (!pseudonym)
    return failure(pseudonym.error());
  if (std::ranges::find(report.pseudonyms, *pseudonym) == report.pseudonyms.end())
    report.pseudonyms.push_back(*pseudonym);
  report.patients = static_cast<int>(report.pseudonyms.size());
  report.images.push_back({std::move(sopUid), *std::move(pseudonym)});
  return {};
}

/// LIMPID-…/series-01/image-0001.dcm
fs::path targetOf(const Source& source, int image)
{
  return fs::path(source.pseudonym) / fmt::format("series-{:02}", source.series) /
         fmt::format("image-{:04}.dcm", image);
}

} // namespace

Result<DeidentifyReport> deidentify(Project& project, const DeidentifyRequest& request,
                                    jobs::JobContext& context)
{
  if (const Result<void> prepared = prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  const Result<std::vector<Source>> sources = findSources(project, request);
  if (!sources)
    return failure(sources.error());
  if (const Result<void> made = makeEmptyFolder(request.folder); !made)
    return failure(made.error());
  Result<std::set<std::string>> confirmed = confirmedPixels(project);
  if (!confirmed)
    return failure(confirmed.error());
  confirmed->insert(request.confirmedUids.begin(), request.confirmedUids.end());
  auto covers = coveredPixels(project);
  if (!covers)
    return failure(covers.error());
  Deidentification work(project, request, *std::move(confirmed), *std::move(covers));
  DeidentifyReport report;
  report.folder = request.folder;
  std::map<fs::path, int> imagesOfSeries;
  for (std::size_t done = 0; done < sources->size(); ++done) {
    if (context.stopRequested()) {
      report.outcome = jobs::Outcome::Stopped;
      break;
    }
    const Source& source = (*sources)[done];
    const fs::path series = request.folder / targetOf(source, 0).parent_path();
    const fs::path target = request.folder / targetOf(source, ++imagesOfSeries[series]);
    if (const Result<void> made = makeFolder(series); !made)
      return failure(made.error());
    Result<std::string> written = work.write(source, target);
    if (!written) {
      report.refused.push_back({source.path, written.error().message});
      continue;
    }
    report.files.push_back(target);
    if (const Result<void> noted = noteOwner(project, source, *std::move(written), report); !noted)
      return failure(noted.error());
    context.report({static_cast<double>(done + 1) / static_cast<double>(sources->size()),
                    fmt::format("De-identifying {} of {} files", done + 1, sources->size())});
  }
  report.heads = work.heads();
  return report;
}

} // namespace limpid::study
