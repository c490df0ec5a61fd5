#pragma once

#include "core/jobs/job.h"
#include "core/study/scan.h"

#include <filesystem>
#include <vector>

namespace limpid::study {

/// All files below `paths`, absolute, sorted, each once. Hidden files and folders and links to
/// folders are left out; what can't be opened becomes a line in `skipped`. Ends early when a stop
/// is asked for.
std::vector<std::filesystem::path> filesBelow(const std::vector<std::filesystem::path>& paths,
                                              jobs::JobContext& context,
                                              std::vector<SkippedFile>& skipped);

} // namespace limpid::study
