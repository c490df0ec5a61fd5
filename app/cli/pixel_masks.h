#pragma once

#include "core/base/result.h"
#include "core/study/pixel_mask.h"

#include <string>
#include <vector>

namespace limpid::cli {

/// "X,Y,W,H" each, as --mask takes them; Usage for anything else.
Result<void> readMasks(const std::vector<std::string>& texts, std::vector<study::PixelMask>& masks);

} // namespace limpid::cli
