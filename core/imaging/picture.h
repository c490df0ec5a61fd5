#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <filesystem>

namespace limpid::imaging {

/// A PNG or JPEG of 8 or 16 bits as one channel of 0 … 255; colours by their luma (ITU-R BT.601).
/// BadInput names the file when it is neither.
Result<Image> readPicture(const std::filesystem::path& path);

} // namespace limpid::imaging
