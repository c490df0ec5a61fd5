#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

namespace limpid::imaging {

struct Resampled
{
  Image image;
  /// √(mean over the pixels of Σw²): white noise of std r has std r · noiseGain afterwards (method
  /// M0). 1 when the size stays, 1/k when k × k pixels become one.
  double noiseGain = 1.0;
};

/// Each new pixel is the mean of the area that it covers, with exact shares of the pixels at its
/// rim: any ratio of sizes, larger ones included (a pixel is then a flat square). The field of view
/// stays. Spacing follows. BadInput when a size isn't positive.
Result<Resampled> resampleArea(const Image& image, int rows, int columns);

/// What area resampling from `oldSize` to `newSize` pixels along one axis does to the power of
/// noise at the frequencies 0, 1/n … (n−1)/n cycles a pixel, n = `frequencies`: |Σ w e^−2πifx|²,
/// the mean over the new pixels. Its own mean is Σw². The sizes must be positive.
std::vector<double> areaFilterPower(int oldSize, int newSize, int frequencies);

} // namespace limpid::imaging
