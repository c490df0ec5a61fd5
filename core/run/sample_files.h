#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace limpid::run {

inline constexpr const char* samplesFileName = "samples.safetensors";

/// The samples of a run that were written last; NotFound when there are none.
Result<std::filesystem::path> newestSamples(const std::filesystem::path& runFolder);

/// The arrays that a user means by a folder of samples or by the file itself.
std::filesystem::path samplesFile(const std::filesystem::path& folderOrFile);
/// samples.json of arrays called samples.safetensors.
std::filesystem::path samplesDocument(const std::filesystem::path& file);

} // namespace limpid::run
