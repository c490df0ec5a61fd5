#pragma once

#include "ui/viewmodels/kind_content.h"

#include <QString>

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

/// For how many images the noise is known, with its median and cleanest tenth.
QString noiseSentence(const KindContent& content);

} // namespace limpid::viewmodels
