#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace limpid::study {

/// Whether a file begins as gzip does (RFC 1952).
bool isGzip(std::string_view start);

/// The unpacked bytes, at most four gigabytes. The sentences of its errors need no file name before
/// them.
Result<std::string> gunzip(const std::filesystem::path& path);

/// The first `bytes` unpacked bytes, or fewer; none when it is damaged.
std::string gunzipStart(const std::filesystem::path& path, std::size_t bytes);

} // namespace limpid::study
