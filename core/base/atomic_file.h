#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace limpid {

/// Writes the whole file beside `path`, flushes it to the disk and renames it: after a crash there
/// is the old file or the new one, never a part. Fails with PermissionDenied or NoResource (disk
/// full).
Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// The same for content that is too large to hold: `write` fills the descriptor it is given.
Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 const std::function<Result<void>(int descriptor)>& write);

/// Writes all bytes to a descriptor, however many calls that takes; `path` is named in the sentence
/// when it fails.
Result<void> writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& path);

/// Fails with BadInput when the file is larger than `maximumBytes`: what people hand us has a
/// limit.
Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t maximumBytes);

/// Makes the folder and those above it, with a sentence when rights are missing.
Result<void> makeFolder(const std::filesystem::path& folder);

/// Usage unless `name` can be the name of one folder everywhere: no path, nothing hidden, no
/// control characters. `what` is for the sentence: "a run".
Result<void> checkFolderName(std::string_view name, std::string_view what);

} // namespace limpid
