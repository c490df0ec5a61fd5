#pragma once

#include "core/base/document.h"

#include <torch/types.h>

#include <cstdint>

namespace limpid::engine {

/// Mean power of `images` (N×C×H×W on the CPU) around each spatial frequency: N × K, where ring k
/// (from 0) holds the frequencies that round to (k + 1)/n cycles a pixel, n = min(H, W), up to one
/// half. |DFT|² over the number of pixels, so white noise of standard deviation s has s²
/// everywhere.
torch::Tensor radialPower(const torch::Tensor& images);

/// The samples' power beside that of clean images kept aside: {frequency: [cycles a pixel],
/// samples: […], clean: […], ratio: [{value, low, high}], fine: {value, low, high}, images,
/// heldOut}; `fine` is the ratio of all power above a quarter cycle a pixel, where noise that was
/// left and detail that was lost show first. Intervals: 95 % bootstrap over both sets' images. Null
/// for images below 8×8 or fewer than 8 of either.
Json comparePower(const torch::Tensor& samples, const torch::Tensor& clean, std::uint64_t seed);

} // namespace limpid::engine
