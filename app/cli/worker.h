#pragma once

#include "app/cli/session.h"

#include <filesystem>

namespace limpid::cli {

/// Decodes files for the window until standard input ends. One JSON object a line:
/// Decodes files for the window until standard input ends. One JSON object a line:
/// {"task":"thumbnail","uid":…,"frame":…} → the same with "path" or "error"; {"task":"estimate",
/// "uid":…,"frame":…,"estimator":…,"parameters":{…}} → the same with "noise" (image units) or
/// "error". A crash here, of a codec or a plugin, costs the file, not the window; a file that takes
/// over 30 seconds is given up, with an answer and the end of the process.
Result<VerbResult> serveWorker(const std::filesystem::path& projectFolder);

} // namespace limpid::cli
