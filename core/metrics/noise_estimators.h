#pragma once

#include <span>

namespace limpid::metrics {

/// Standard deviation of white noise by Immerkær (Computer Vision and Image Understanding 64,
/// 1996): the mean absolute response of a 3×3 mask that cancels constant and linear parts. In the
/// unit of the pixels. Assumes white noise; on correlated noise it reads too low (ux.md F4).
/// `pixels` is row-major, rows × columns; smaller than 3×3 gives 0, a pixel that isn't finite NaN.
double immerkaer(std::span<const float> pixels, int rows, int columns);

} // namespace limpid::metrics
