#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string_view>

namespace limpid {

using Json = nlohmann::json;

/// Reads a JSON document and checks its head: {"format": format, "version": n, …} with
/// 1 ≤ n ≤ newestVersion. Fails with BadInput (not JSON, another format) or Unsupported (newer
/// version).
Result<Json> readDocument(const std::filesystem::path& path, std::string_view format,
                          int newestVersion);

/// Writes it atomically, indented, with a final line feed. `document` holds its own format and
/// version.
Result<void> writeDocument(const std::filesystem::path& path, const Json& document);

/// Parses text; `origin` is named in the sentence when it isn't JSON.
Result<Json> parseJson(std::string_view text, std::string_view origin);

} // namespace limpid
