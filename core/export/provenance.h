#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/export/sample_set.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::exporting {

inline constexpr const char* researchNotice = "Research use only, not for diagnosis. Synthetic "
                                              "image drawn by a generative model; it shows no "
                                              "patient.";

struct ExportedFile
{
  std::string name;
  std::string sopInstanceUid; ///< empty: not DICOM
  std::int64_t sample = 0;    ///< index in the stream of the seed
};

/// Writes `<folder>/provenance.json`: model, data set, sampling, preparation, the plan of the
/// training when its run folder is above `samples`, and the files. No path, no name of a run, of a
/// data set or of a patient.
Result<void> writeProvenance(const std::filesystem::path& folder,
                             const std::filesystem::path& samples, const SampleSet& set,
                             const std::string& kind, const std::vector<ExportedFile>& files);

/// `folder`, or with "-2", "-3" … where something is in it already; made when it is missing.
Result<std::filesystem::path> makeFreshFolder(const std::filesystem::path& folder);

} // namespace limpid::exporting
