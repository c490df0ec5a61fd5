#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace limpid::cli {

/// Writes sample-00001.png … beside samples.safetensors, −1 … 1 as black to white, or samples.csv
/// where they are rows of a table; gives their number.
Result<int> writePreviews(const std::filesystem::path& samplesFolder);

} // namespace limpid::cli
