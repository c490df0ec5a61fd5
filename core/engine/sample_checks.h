#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/metrics/intervals.h"

#include <torch/types.h>

#include <cstdint>
#include <span>

namespace limpid::engine {

/// Noise by Immerkær over images: the median with its interval, model intensity. Channels of an
/// image are averaged. N×C×H×W on the CPU.
metrics::Interval medianNoise(const torch::Tensor& images, std::uint64_t seed);
metrics::Interval medianNoise(const dataset::FrozenDataset& data,
                              std::span<const std::int64_t> indices, std::uint64_t seed);

} // namespace limpid::engine
