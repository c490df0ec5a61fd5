#pragma once

#include "core/base/document.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::exporting {

/// Runs `script` by Debian's Python with `arguments` in sys.argv[1:] and gives the JSON it prints.
/// Nothing where one of `modules` isn't installed; null when the script fails.
std::optional<Json> python(const std::vector<std::string>& modules, const std::string& script,
                           const std::vector<std::filesystem::path>& arguments);

/// Lines that a shell command prints on both outputs.
std::vector<std::string> outputLines(const std::string& command);

} // namespace limpid::exporting
