#pragma once

#include "core/base/result.h"
#include "core/dataset/safetensors.h"

#include <filesystem>

namespace limpid::cli {

/// Writes samples of a table (N×D×1×1) as samples.csv, with the columns' names and units where
/// samples.json has them from the data set.
Result<void> writeSampleTable(const std::filesystem::path& samplesFolder,
                              const dataset::TensorView& samples);

} // namespace limpid::cli
