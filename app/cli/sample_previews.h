#pragma once

#include "core/base/result.h"
#include "core/imaging/intensity.h"

#include <filesystem>
#include <string>

namespace limpid::cli {

/// Writes sample-00001.png … beside samples.safetensors, −1 … 1 as black to white, or samples.csv
/// where they are rows of a table; gives their number.
Result<int> writePreviews(const std::filesystem::path& samplesFolder);

/// Writes the images (N×C×H×W) of one tensor of a safetensors file beside it as NAME-00001.png …,
/// the window as black to white; gives their number.
Result<int> writePreviews(const std::filesystem::path& arrays, const std::string& tensor,
                          const std::string& name, const imaging::IntensityWindow& window);

/// The largest value of a tensor, at least `least`.
Result<double> largestValue(const std::filesystem::path& arrays, const std::string& tensor,
                            double least);

} // namespace limpid::cli
