#pragma once

#include "core/metrics/image_set.h"

#include <cstdint>
#include <vector>

namespace limpid::metrics {

// How far two sets of images are apart. N and M are their counts, D the numbers of one image; both
// sets have one shape, else BadInput. For small sets every figure is uncertain and some read high:
// compare only figures of sets of equal size, and beside real against real.

/// Sliced Wasserstein distance of order 2 (Rabin et al., 2011), exact along each of 128 directions
/// that depend on the seed alone; root mean square over directions and pixels, in the unit of the
/// pixels: a constant added to every pixel of one set is that constant. O(128·(N + M)·D).
Result<double> slicedWasserstein(const ImageSet& samples, const ImageSet& real, std::uint64_t seed);

/// Szekely and Rizzo's 2 E‖X − Y‖ − E‖X − X'‖ − E‖Y − Y'‖ (2013) over all pairs, an image with
/// itself included: never negative, 0 for equal sets, in the unit of the pixels (‖·‖ over all D).
/// Sets of one law read (E‖X − X'‖)(1/N + 1/M) on average. O((N + M)²·D).
Result<double> energyDistance(const ImageSet& samples, const ImageSet& real);

struct KernelDistance
{
  double squared = 0.0;   ///< MMD², unbiased: by chance below 0 where the laws are one
  double bandwidth = 0.0; ///< of the kernel, in the unit of the pixels (‖·‖ over all D)
};
/// Maximum mean discrepancy with the kernel exp(−‖x − y‖²/2b²), b the median distance of all pairs
/// of both sets (Gretton et al., 2012; the unbiased estimate of its lemma 6). Each set needs two
/// images. O((N + M)²·D), and 4 bytes a pair.
Result<KernelDistance> maximumMeanDiscrepancy(const ImageSet& samples, const ImageSet& real);

/// Kernel distance on random features: unbiased MMD² with the kernel (x·y/F + 1)³ of KID (Bińkowski
/// et al., 2018) over randomFeatures(), each feature brought to mean 0 and variance 1 over `real`.
/// Not the published KID, whose features were learned on photographs: the figures don't compare.
/// Each set needs two images of at least 15 × 15. Cost: that of the features, and O((N + M)²·F).
Result<double> kernelFeatureDistance(const ImageSet& samples, const ImageSet& real);

/// `features` (N × 1 × 1 × F, of randomFeatures()) brought to mean 0 and variance 1 over `real`, as
/// kernelFeatureDistance() does before it takes the kernel.
std::vector<float> standardizedFeatures(const ImageSet& features, const ImageSet& real);

/// The kernel distance alone, on numbers as they are.
Result<double> polynomialDistance(const ImageSet& samples, const ImageSet& real);

} // namespace limpid::metrics
