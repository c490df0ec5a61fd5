#include "core/study/deidentified_header.h"

#include "core/study/deidentified_dataset.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/keyed_identity.h"
#include "core/study/pixel_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::study {
namespace {

Result<std::string> patientKeyOf(Project& project, const std::string& seriesUid)
{
  const Result<std::vector<SeriesRecord>> series = listSeries(project, {});
  if (!series)
    return failure(series.error());
  const auto found = std::ranges::find(*series, seriesUid, &SeriesRecord::uid);
  if (found == series->end())
    return failure(ErrorCode::NotFound, "The library doesn't hold the series of this image.");
  return found->patientKey;
}

} // namespace

Result<std::unique_ptr<DcmDataset>> deidentifiedHeader(Project& project, const ImageKey& image)
{
  if (const Result<void> prepared = prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  const Result<std::optional<ImageRecord>> record = findImage(project, image);
  if (!record)
    return failure(record.error());
  if (!*record)
    return failure(ErrorCode::NotFound, "The library doesn't hold this image any more.");
  const Result<std::string> patient = patientKeyOf(project, (*record)->seriesUid);
  if (!patient)
    return failure(patient.error());
  DcmFileFormat file;
  const OFCondition read =
      file.loadFileUntilTag((*record)->path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                            ERM_autoDetect, DcmTagKey(0x7fe0, 0x0008));
  if (read.bad())
    return failure(ErrorCode::NotFound,
                   fmt::format("{} can't be read: {}.", (*record)->path.string(), read.text()));
  std::unique_ptr<DcmDataset> header(file.getAndRemoveDataset());
  if (const std::string concern = burnedInConcern(*header); !concern.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} isn't used: {}.", (*record)->path.string(), concern));
  const Disguise disguise{
      .pseudonym = exportPseudonym(project, *patient),
      .mapUid = [&project](const std::string& uid) { return mappedUid(project, uid); }};
  if (const OFCondition disguised = DatasetDisguise(*header, disguise).apply(); disguised.bad())
    return failure(ErrorCode::Internal, fmt::format("{} can't be de-identified: {}.",
                                                    (*record)->path.string(), disguised.text()));
  return header;
}

} // namespace limpid::study
