#pragma once

#include "core/jobs/job.h"
#include "core/network/archive.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace limpid::network {

/// A study, or some of its series, or some images of those.
struct Wanted
{
  std::string studyUid{};
  std::set<std::string> seriesUids{};      ///< empty: all
  std::set<std::string> sopInstanceUids{}; ///< empty: all
};

struct RetrieveRequest
{
  std::vector<Wanted> wanted{};
  std::filesystem::path folder{}; ///< files come to folder/STUDY/SERIES/IMAGE.dcm
};

/// An image that the archive lists.
struct ListedImage
{
  std::string studyUid{};
  std::string seriesUid{};
  std::string sopInstanceUid{};
  std::string sopClassUid{}; ///< empty where the archive doesn't tell it
};

struct RetrieveReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::vector<std::filesystem::path> files{}; ///< that came now
  int alreadyThere = 0;                       ///< came earlier and weren't asked for again
  std::vector<ListedImage> missing{};
  std::string reason{};  ///< a sentence; why they are missing, empty when none is
  std::string warning{}; ///< a sentence; of what came, where the archive warns
};

/// Fetches images by C-GET or C-MOVE (PS3.4 C.4.2, C.4.3), as `archive.retrieve` says, in the
/// encoding in which the archive keeps them, byte for byte. The archive is first asked which images
/// there are; files that are there already aren't asked for again, so that calling it again goes on
/// where the last call has ended. After a broken connection what is still missing is asked for
/// again as long as that brings something. A stop keeps what has come. Failure: nothing could be
/// asked, or the folder can't be written to.
Result<RetrieveReport> retrieve(const Archive& archive, const RetrieveRequest& request,
                                jobs::JobContext& context);

/// Where the images of an archive go in a project, unless the user names a folder.
std::filesystem::path receivedFolder(const std::filesystem::path& project);

} // namespace limpid::network
