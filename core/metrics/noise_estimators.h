#pragma once

#include <span>

namespace limpid::metrics {

/// Standard deviation of white noise, in the unit of the pixels: the scale of the answers to
/// Immerkær's 3×3 mask, which cancels constant and linear parts (Computer Vision and Image
/// Understanding 64, 1996). `pixels` is row-major, rows × columns; smaller than 3×3 gives 0, a
/// pixel that isn't finite NaN.
///
/// Differs from the paper, whose mean of all answers takes padding for silence and edges for noise
/// (a head CT at 64 pixels: 47 HU where the noise is below 1 HU). Where nine pixels are one number
/// (padding, masked background, cut-off air) nothing is measured; all flat gives 0. The scale is
/// Windham's (Journal of the Royal Statistical Society B 57, 1995), which edges hardly move as long
/// as they are the smaller part.
///
/// Assumes white noise of one strength: reads too low on correlated noise (ux.md F4), and where the
/// air of magnitude images is the larger part.
double immerkaer(std::span<const float> pixels, int rows, int columns);

} // namespace limpid::metrics
