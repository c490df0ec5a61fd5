#pragma once

#include <torch/types.h>

#include <cstdint>
#include <span>

namespace limpid::engine {

/// What a network is told of each image of a batch besides pixels and time, where its settings say
/// that it takes it. An undefined tensor says nothing of any image.
struct Conditioning
{
  torch::Tensor labels; ///< B int64, position in NetworkSettings::labels; −1: not said
  torch::Tensor risk;   ///< B float32, max(σ, λ) of M10, model intensity; negative: not said
};

/// Which of the two a network takes.
struct ConditioningShape
{
  int labels = 0; ///< number of classes, 0: none
  bool risk = false;

  bool any() const { return labels > 0 || risk; }
};

/// Whether a drawn image trains without being told what it is, so that the network also learns the
/// law of all of them (classifier-free guidance; Ho and Salimans, 2022). `draw` counts all images
/// of a training; the answer is a function of (seed, draw).
bool trainsUntold(std::uint64_t seed, std::uint64_t draw, double share);

/// Positions of `labels` among the sorted `known`, on `device`; −1 for one that isn't there.
torch::Tensor labelPositions(std::span<const std::int64_t> labels,
                             std::span<const std::int64_t> known, torch::Device device);

} // namespace limpid::engine
