#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace limpid::cli {

/// NotFound unless the folder is a run or one of its tasks.
Result<void> checkRun(const std::filesystem::path& folder);

/// The engine's own folder RUN/KIND/NAME, made here because its log lies in it. An empty name
/// becomes the first `prefix`-N that is free.
Result<std::filesystem::path> taskFolder(const std::filesystem::path& run, const std::string& kind,
                                         std::string& name, const std::string& prefix);

} // namespace limpid::cli
