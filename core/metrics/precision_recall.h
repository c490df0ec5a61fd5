#pragma once

#include "core/metrics/image_set.h"
#include "core/metrics/intervals.h"

#include <cstdint>

namespace limpid::metrics {

struct PrecisionRecall
{
  Interval precision; ///< share of samples that lie within the manifold of the real images
  Interval recall;    ///< share of real images that lie within the manifold of the samples
};

/// Improved precision and recall (Kynkäänniemi et al., 2019): a set's manifold is the union of
/// balls around its images, each as wide as the distance to its `neighbours`-th nearest fellow (the
/// paper takes 3). Give pixels, or features as images of 1 × 1 × F. The intervals come from
/// resampling the images that are asked for, the manifolds held still: they don't say how the
/// manifolds themselves would vary. BadInput unless each set has more than `neighbours` images.
/// O((N + M)²·D), and 8 bytes a pair.
Result<PrecisionRecall> precisionRecall(const ImageSet& samples, const ImageSet& real,
                                        std::size_t neighbours, std::uint64_t seed);

} // namespace limpid::metrics
