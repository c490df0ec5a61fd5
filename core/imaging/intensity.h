#pragma once

#include "core/imaging/image.h"

namespace limpid::imaging {

/// The real values that become −1 and 1; one per data set, never per image (method M0).
struct IntensityWindow
{
  double low = 0.0;
  double high = 1.0;

  /// M0's c: a noise of std σ in real units has std σ / c in model intensity.
  double unitsPerModelIntensity() const { return (high - low) / 2.0; }
};

struct Windowed
{
  Image image;
  double clippedShare = 0.0; ///< of the pixels, without padding, which is constant; above 0.001
                             ///< noise is no longer Gaussian (M0)
};

/// Real units to −1 … 1, clipped. The window must not be empty.
Windowed toModelIntensity(const Image& image, const IntensityWindow& window);

/// −1 … 1 to real units; values beyond are not clipped.
Image fromModelIntensity(const Image& image, const IntensityWindow& window);

/// The values below which the given shares (0 … 1) of the pixels lie; a flat image gets a window of
/// width 1. What is not a number doesn't count.
IntensityWindow percentileWindow(const Image& image, double lowShare, double highShare);

} // namespace limpid::imaging
