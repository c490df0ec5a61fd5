#pragma once

#include "core/base/result.h"
#include "core/study/library.h"

#include <filesystem>

namespace limpid::study {

/// Where the thumbnail of an image lies: inside the project, named by a digest.
std::filesystem::path thumbnailPath(const Project& project, const ImageKey& key);

/// Makes the thumbnail (PNG, at most 128 pixels wide or high, the header's window or 0.5 to 99.5 %
/// of the values) unless it is there, and gives its path.
Result<std::filesystem::path> makeThumbnail(const Project& project, const ImageRecord& image);

} // namespace limpid::study
