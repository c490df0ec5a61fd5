#pragma once

#include "core/run/process.h"

#include <filesystem>
#include <optional>

namespace limpid::run {

inline constexpr const char* lockFileName = "lock";

/// Who wrote the lock file; nothing when there is none or it is empty.
std::optional<ProcessIdentity> lockHolder(const std::filesystem::path& folder);

} // namespace limpid::run
