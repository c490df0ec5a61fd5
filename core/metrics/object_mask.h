#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace limpid::metrics {

/// One plane of pixels, row-major; rows and columns at least 3.
struct Plane
{
  std::span<const float> pixels;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// One entry a pixel: 1 where it is meant.
using Mask = std::vector<char>;

/// The pixels that lie in some 3 × 3 window of one number: padding, masked background, cut-off air.
Mask flatPixels(const Plane& plane);

/// Where the object is: not flat, and above Otsu's threshold (1979) of the smoothed image where
/// that parts it in two (between-class variance over 3/4 of all), else everywhere that isn't flat.
/// Noise counts where there is something to see: the air of magnitude images has less of it.
Mask objectMask(const Plane& plane);

/// The pixels of the mask that are at least `distance` away from its end, in rows and in columns;
/// the image's border is no end.
Mask eroded(const Mask& mask, std::size_t rows, std::size_t columns, std::size_t distance);

} // namespace limpid::metrics
