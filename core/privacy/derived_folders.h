#pragma once

#include "core/base/result.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace limpid::privacy {

enum class DerivedKind { Dataset, Run, Restoration, Export, Sent };

/// A folder that was made from patients' images: a frozen data set, a run with its models and
/// samples, images that a run has restored, or an export of those. Sent: the archive that some of
/// these were sent to, in the place of a folder.
struct DerivedFolder
{
  DerivedKind kind = DerivedKind::Dataset;
  std::filesystem::path folder;
  std::string datasetDigest;
  std::set<std::string> pseudonyms{}; ///< of a data set, or of an export of patients' own images
  std::set<std::string> sources{};    ///< keyed digests of restored images
  bool insideProject = true;
  bool isThere = true;    ///< false: outside of the project, and nobody finds it there now
  std::string leftAt{};   ///< ISO 8601, UTC; empty for what wasn't given to others
  std::int64_t files = 0; ///< that were given to others
  std::vector<study::DepartedImage> images{}; ///< those of them that have UIDs
  std::string cleanDigest{}; ///< of the data set that noise was added to, for a comparison
  bool namesImages = true;   ///< false: an older program has recorded it, without the images' UIDs

  /// Patients' images may be in it, but its record names no patient and no data set.
  bool isAnybodys() const { return !namesImages && pseudonyms.empty() && datasetDigest.empty(); }
};

/// All of a project: below datasets/, runs/ (with those of comparisons) and exports/, and the
/// exports to other places and to archives that are on record.
Result<std::vector<DerivedFolder>> derivedFolders(study::Project& project);

/// Those that patient `pseudonym`, whose images have these keyed digests, has gone into: the data
/// sets that hold it, the runs that were trained on those, restorations of its images by other
/// runs, and exports of any of them.
std::vector<DerivedFolder> madeFrom(const std::vector<DerivedFolder>& folders,
                                    const std::string& pseudonym,
                                    const std::set<std::string>& sources);

/// Bytes of all files below a folder, 0 when there is none.
std::uintmax_t bytesBelow(const std::filesystem::path& folder);

} // namespace limpid::privacy
