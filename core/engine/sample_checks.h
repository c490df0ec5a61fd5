#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/metrics/intervals.h"

#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::engine {

/// Noise by Immerkær over images: the median with its interval, model intensity. Channels of an
/// image are averaged. N×C×H×W on the CPU.
metrics::Interval medianNoise(const torch::Tensor& images, std::uint64_t seed);
metrics::Interval medianNoise(const dataset::FrozenDataset& data,
                              std::span<const std::int64_t> indices, std::uint64_t seed);

/// Sliced Wasserstein distance of order 2 (Rabin et al., 2011) between two sets of images: root
/// mean square over pixels and 128 directions that depend on the seed alone. Small sets read too
/// high: compare only figures of sets of equal size.
double slicedWasserstein(const torch::Tensor& one, const torch::Tensor& other, std::uint64_t seed);

/// Is a sample nearer to a training image than images of two patients are to each other?
struct CopyCheck
{
  std::vector<double> nearest;       ///< per sample: root mean square distance to the nearest
  double betweenPatients = 0.0;      ///< the smallest distance between images of two patients
  std::int64_t compared = 0;         ///< clean training images compared with
  std::vector<std::int64_t> tooNear; ///< indices of samples
};
/// `clean` are clean training images; nothing comes back when they are of fewer than two patients.
std::optional<CopyCheck> checkCopies(const torch::Tensor& samples,
                                     const dataset::FrozenDataset& data,
                                     std::span<const std::int64_t> clean);

} // namespace limpid::engine
