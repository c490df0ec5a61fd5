#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>

namespace limpid::metrics {

/// Peak signal-to-noise ratio in dB, 10·lg(range² / mean squared error); infinity for equal images.
double peakSignalToNoise(std::span<const float> image, std::span<const float> truth, double range);

/// Structural similarity (Wang et al., 2004): its mean over all places of the normal window of 11 ×
/// 11 with a standard deviation of 1.5 pixels that lie whole inside, K1 = .01, K2 = .03. `range` is
/// that of the intensities. BadInput for images smaller than the window or of unlike size.
Result<double> structuralSimilarity(std::span<const float> image, std::span<const float> truth,
                                    int rows, int columns, double range);

/// Of `pixels` true values, how many lie in the central interval of their draws that would hold a
/// further draw with this probability: between the order statistics (1 ∓ probability)/2·(n + 1),
/// in proportion between neighbours. `draws` is draws × pixels. BadInput for too few draws:
/// 2/(1 − probability) − 1 are needed, 19 for .9.
Result<std::size_t> countCovered(std::span<const float> draws, std::span<const float> truth,
                                 double probability);

} // namespace limpid::metrics
