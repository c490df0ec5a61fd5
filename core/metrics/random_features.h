#pragma once

#include "core/metrics/image_set.h"

#include <cstddef>
#include <vector>

namespace limpid::metrics {

inline constexpr std::size_t randomFeatureCount = 224;
inline constexpr int smallestSideForFeatures = 15;

/// What a fixed random network sees of each image: three layers of 3 × 3 convolutions (16, 32, 64
/// channels, every second pixel, ReLU) whose weights are normal numbers of variance 2/inputs from
/// the counter-based generator with a fixed seed, so that they are the same on every machine; mean
/// and standard deviation of each channel over the image. Meant for model intensity (−1 … 1).
/// Nothing is learned: the features hold texture, grain and contrast, not anatomy.
///
/// Gives N × 224 numbers, one image after another. BadInput where an image is smaller than 15 × 15.
/// About 600 multiplications a pixel.
Result<std::vector<float>> randomFeatures(const ImageSet& images);

} // namespace limpid::metrics
