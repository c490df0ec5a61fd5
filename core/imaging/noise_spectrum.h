#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <span>
#include <vector>

namespace limpid::imaging {

/// Power spectrum of stationary noise: |DFT|² over the number of pixels of a square tile,
/// row-major, frequency 0 first. Its mean is the variance of a pixel, in the square of the image's
/// unit; its peak is λ_max of M3.
struct NoiseSpectrum
{
  int size = 0;
  std::vector<double> power;

  double standardDeviation() const;
  double peak() const;
};

/// The mean spectrum of the size × size tiles, each moved by half a tile, of images that hold noise
/// alone and vary around 0: differences of repeated images over √2, or images less a smooth fit.
/// BadInput when no tile fits in, or an image has channels.
Result<NoiseSpectrum> measureNoiseSpectrum(std::span<const Image> noise, int size);

/// How resampleArea changes the standard deviation of noise with this spectrum (M0); for a flat
/// spectrum that is Resampled::noiseGain.
double noiseGain(const NoiseSpectrum& spectrum, int oldRows, int oldColumns, int rows, int columns);

/// The spectrum after resampleArea has made factor × factor pixels one, aliases included. BadInput
/// unless the factor divides the size.
Result<NoiseSpectrum> resampledSpectrum(const NoiseSpectrum& spectrum, int factor);

} // namespace limpid::imaging
