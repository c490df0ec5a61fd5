#pragma once

#include "core/base/result.h"
#include "core/export/sample_export.h"
#include "core/jobs/job.h"
#include "core/study/departures.h"
#include "core/study/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::exporting {

struct RestoredReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::filesystem::path folder;
  std::vector<std::filesystem::path> files;
  std::vector<std::string> refused;         ///< sentences: images that can't leave, and why
  std::vector<std::string> pseudonyms;      ///< of the patients whose images have left
  std::vector<study::DepartedImage> images; ///< one for each file
  std::string datasetDigest;
};

/// Writes restored images as DICOM, each with its uncertainty as a second series. A restored image
/// has a real patient, so this way is apart from that of samples: it takes the header of its source
/// as study::deidentify() would write it (never the real one), keeps its place in space, refers to
/// it by Source Image Sequence and says RESTORED in Image Type and Series Description, and
/// Synthetic Data = YES. An image whose source the project doesn't know, or whose pixels may name
/// somebody, is refused. `restoration` is a folder RUN/restorations/NAME; `folder` is never
/// overwritten.
Result<RestoredReport> exportRestored(study::Project& project,
                                      const std::filesystem::path& restoration,
                                      const std::filesystem::path& folder,
                                      jobs::JobContext& context);

} // namespace limpid::exporting
