#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace limpid {

/// The log goes to `file` from here on. It holds pseudonyms, never a patient's name or a path with
/// one.
Result<void> openLog(const std::filesystem::path& file);

void logInfo(std::string_view sentence);
void logWarning(std::string_view sentence);
void logError(std::string_view sentence);

} // namespace limpid
