#include "core/network/retrieve_steps.h"

#include "core/network/failure.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace limpid::network {
namespace {

constexpr std::size_t uidsPerRequest = 200; // of 64 characters they stay below 16 KiB

using Series = std::pair<std::string, std::string>; // study, series

std::map<Series, std::vector<std::string>> bySeries(const std::vector<ListedImage>& images)
{
  std::map<Series, std::vector<std::string>> sorted;
  for (const ListedImage& image : images)
    sorted[{image.studyUid, image.seriesUid}].push_back(image.sopInstanceUid);
  return sorted;
}

} // namespace

std::vector<RetrieveStep> stepsFor(const std::vector<ListedImage>& missing,
                                   const std::vector<ListedImage>& listed)
{
  const auto all = bySeries(listed);
  std::vector<RetrieveStep> steps;
  for (const auto& [series, uids] : bySeries(missing)) {
    const auto& [study, uid] = series;
    if (uids.size() == all.at(series).size()) {
      steps.push_back({study, uid, {}});
      continue;
    }
    for (std::size_t first = 0; first < uids.size(); first += uidsPerRequest) {
      const auto part =
          std::span(uids).subspan(first, std::min(uidsPerRequest, uids.size() - first));
      steps.push_back({study, uid, {part.begin(), part.end()}});
    }
  }
  return steps;
}

std::unique_ptr<DcmDataset> identifierOf(const RetrieveStep& step)
{
  auto dataset = std::make_unique<DcmDataset>();
  const auto put = [&](const DcmTagKey& tag, const std::string& value) {
    dataset->putAndInsertString(tag, value.c_str());
  };
  put(DCM_QueryRetrieveLevel, step.sopInstanceUids.empty() ? "SERIES" : "IMAGE");
  put(DCM_StudyInstanceUID, step.studyUid);
  put(DCM_SeriesInstanceUID, step.seriesUid);
  if (!step.sopInstanceUids.empty())
    put(DCM_SOPInstanceUID, fmt::format("{}", fmt::join(step.sopInstanceUids, "\\")));
  return dataset;
}

std::span<const char* const> imageTransferSyntaxes()
{
  // Uncoded ones last: what an archive keeps coded is to come as it is.
  static const std::vector<const char*> known = [] {
    std::vector<const char*> syntaxes{UID_JPEGProcess14SV1TransferSyntax,
                                      UID_JPEGProcess14TransferSyntax,
                                      UID_JPEGProcess1TransferSyntax,
                                      UID_JPEGProcess2_4TransferSyntax,
                                      UID_JPEGLSLosslessTransferSyntax,
                                      UID_JPEGLSLossyTransferSyntax,
                                      UID_JPEG2000LosslessOnlyTransferSyntax,
                                      UID_JPEG2000TransferSyntax,
                                      "1.2.840.10008.1.2.4.201", // High-Throughput JPEG 2000
                                      "1.2.840.10008.1.2.4.202",
                                      "1.2.840.10008.1.2.4.203",
                                      UID_RLELosslessTransferSyntax,
                                      UID_DeflatedExplicitVRLittleEndianTransferSyntax,
                                      UID_LittleEndianExplicitTransferSyntax,
                                      UID_BigEndianExplicitTransferSyntax,
                                      UID_LittleEndianImplicitTransferSyntax};
    // DCMTK receives nothing in a syntax that it doesn't know.
    std::erase_if(syntaxes, [](const char* uid) { return DcmXfer(uid).getXfer() == EXS_Unknown; });
    return syntaxes;
  }();
  return known;
}

Attempt attemptOf(const Archive& archive, std::uint16_t status, const SubOperations& operations,
                  const std::string& comment)
{
  Attempt attempt;
  const std::string said = comment.empty() ? "" : fmt::format(" ({})", comment);
  const bool endsWithWarning =
      status == STATUS_GET_Warning_SubOperationsCompleteOneOrMoreFailures; // of C-MOVE too
  if (status != STATUS_Success && !endsWithWarning)
    attempt.reason = fmt::format("{} did not send the images: {}.", describe(archive),
                                 statusWords(status, comment));
  else if (operations.failed > 0)
    attempt.reason = fmt::format("{} could not send {} of the images{}.", describe(archive),
                                 operations.failed, said);
  if (operations.warned > 0)
    attempt.warning = fmt::format("{} sent {} of the images with a warning{}.", describe(archive),
                                  operations.warned, said);
  else if (endsWithWarning && operations.failed == 0)
    attempt.warning = fmt::format("{} sent images with a warning{}.", describe(archive), said);
  return attempt;
}

} // namespace limpid::network
