#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/imaging/intensity.h"

#include <filesystem>

namespace limpid::imaging {

/// Writes a PNG with 8 bits per channel: grey for one channel, colour for three. `window` maps to
/// 0 … 255. The file appears whole or not at all.
Result<void> writePng(const std::filesystem::path& path, const Image& image,
                      const IntensityWindow& window);

} // namespace limpid::imaging
