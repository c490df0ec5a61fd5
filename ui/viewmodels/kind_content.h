#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/risk/ratings.h"
#include "core/risk/remarks.h"
#include "core/risk/schema.h"
#include "core/study/library.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// One image of the chosen kind and what is known of its quality.
struct RatedImage
{
  study::ImageRecord record;
  std::string series;  ///< description, as the file says
  std::string patient; ///< pseudonym
  int slice = 0;       ///< place in its series, from 1
  risk::QualityVector quality;
  bool later = false;                  ///< somebody put it off
  bool leftOut = false;                ///< of the data sets
  std::vector<risk::Remark> remarks{}; ///< on the image itself, of all authors
  std::set<std::string> painted{};     ///< components of which it has a regional map
};

/// All images of one kind, in the order patient, series, slice.
struct KindContent
{
  std::string modality;
  std::string unit; ///< of measured noise: "HU" for CT, "a.u." otherwise
  std::vector<risk::Component> schema;
  std::vector<RatedImage> images;
  std::map<std::string, study::SeriesRecord> series; ///< by UID
};

/// Reads the library and the ratings in force in a job; an unknown kind has no images.
Result<KindContent> readKind(const std::filesystem::path& project, const std::string& kind,
                             jobs::JobContext& context);
/// The same with the ratings as `rater` sees them (risk::qualitySeenBy()); without a name as above.
Result<KindContent> readKindSeenBy(const std::string& rater, const std::filesystem::path& project,
                                   const std::string& kind, jobs::JobContext& context);

} // namespace limpid::viewmodels
