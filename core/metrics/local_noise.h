#pragma once

#include "core/base/result.h"

#include <span>
#include <vector>

namespace limpid::metrics {

/// Standard deviation of the noise around each pixel, in the unit of the pixels, rows × columns;
/// NaN where nothing can be measured (padding, masked background). To be looked at, not to be
/// subtracted.
///
/// The answers of the pixels to Immerkær's mask over its norm of 6 are those of white noise of the
/// same strength; their median absolute value over .6745 within 15 × 15 pixels is its robust scale,
/// taken at every fourth pixel and interpolated. Like Immerkær's estimate it reads too low on
/// correlated noise, by one factor all over the image, so it tells where noise is, better than how
/// much. Edges that fill less than half of a window don't count.
///
/// BadInput for images smaller than 16 × 16 and for pixels that aren't finite.
Result<std::vector<float>> localNoise(std::span<const float> pixels, int rows, int columns);

} // namespace limpid::metrics
