#pragma once

#include "ui/viewmodels/kind_content.h"

#include <vector>

namespace limpid::viewmodels {

/// How noise is spread over images.
struct NoiseHistogram
{
  std::vector<double> edges; ///< one more than counts, unit of the content
  std::vector<double> counts;
};

/// Noise of the images for which it is known, rising, in the unit of the content.
std::vector<double> knownNoise(const KindContent& content);

/// Bins of equal width from 0 to the largest value; empty where nothing is known.
NoiseHistogram noiseHistogram(const std::vector<double>& risingNoise);

} // namespace limpid::viewmodels
