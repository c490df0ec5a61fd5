#pragma once

#include "core/network/association.h"
#include "core/network/inbox.h"

#include <span>
#include <string>
#include <vector>

namespace limpid::network {

/// Images that one request asks for: a whole series, or some of its images.
struct RetrieveStep
{
  std::string studyUid{};
  std::string seriesUid{};
  std::vector<std::string> sopInstanceUids{}; ///< empty: all of the series
};

/// The fewest requests that bring `missing` of the images `listed`.
std::vector<RetrieveStep> stepsFor(const std::vector<ListedImage>& missing,
                                   const std::vector<ListedImage>& listed);

/// The identifier of a C-GET or C-MOVE request (PS3.4 C.4.2.1.4, C.4.3.1.4).
std::unique_ptr<DcmDataset> identifierOf(const RetrieveStep& step);

/// How an attempt to get what is missing has ended; what has come is in the inbox.
struct Attempt
{
  bool stopped = false;
  std::string reason{};  ///< a sentence, empty when the archive says that it has sent everything
  std::string warning{}; ///< a sentence, where it has sent some with a warning
};

/// Sub-operations as the last response to a C-GET or C-MOVE counts them.
struct SubOperations
{
  int failed = 0;
  int warned = 0;
};

/// One association for all steps. A broken connection is a reason, not a failure.
Attempt retrieveByGet(const Archive& archive, const std::vector<RetrieveStep>& steps, Inbox& inbox,
                      jobs::JobContext& context);
Attempt retrieveByMove(const Archive& archive, const std::vector<RetrieveStep>& steps, Inbox& inbox,
                       jobs::JobContext& context);

/// Transfer syntaxes in which images are taken, as they are kept by the archive.
std::span<const char* const> imageTransferSyntaxes();

/// What the last response to a C-GET or C-MOVE says (PS3.4 C.4.2.1.5, C.4.3.1.4).
Attempt attemptOf(const Archive& archive, std::uint16_t status, const SubOperations& operations,
                  const std::string& comment);

} // namespace limpid::network
