#pragma once

#include "core/metrics/image_set.h"

#include <cstddef>
#include <vector>

namespace limpid::metrics {

struct Nearest
{
  std::size_t index = 0; ///< in the training images
  double distance = 0.0; ///< root mean square over pixels, in the unit of the pixels
};

/// Is a sample nearer to a training image than any image of another patient is?
struct CopyCheck
{
  std::vector<Nearest> samples; ///< per sample
  std::vector<Nearest> heldOut; ///< per image of patients kept aside
  double threshold = 0.0;       ///< the smallest distance of those kept aside
  /// Indices of samples below the threshold. New images of the same law fall below it too, each
  /// with the chance 1/(images kept aside + 1): `byChance` is how many of these samples would.
  std::vector<std::size_t> tooNear;
  double byChance = 0.0;
};

/// The training image nearest to each sample, calibrated by the images of patients who aren't in
/// the training set: what lies nearer than all of those is held to be a copy. Give the training
/// images that the model could copy in detail (the clean ones), and images kept aside that are as
/// clean: noise adds to every distance. A shifted or flipped copy isn't found on pixels; give
/// features as images of 1 × 1 × F for those. BadInput where a set is empty or shapes differ.
/// O((N + H)·T·D).
Result<CopyCheck> checkCopies(const ImageSet& samples, const ImageSet& training,
                              const ImageSet& heldOut);

} // namespace limpid::metrics
