#pragma once

#include "core/engine/conditioning.h"

#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>

namespace limpid::engine {

/// Turns what an image says of itself into a vector that a backbone adds to its embedding of the
/// time. What isn't said adds nothing.
class ConditioningEmbedding : public torch::nn::Module
{
public:
  /// `shape` takes something.
  ConditioningEmbedding(const ConditioningShape& shape, int width);

  /// `time` B×width float32 with what is said of the images added. `conditioning` holds nothing
  /// that the shape doesn't take.
  torch::Tensor addTo(const torch::Tensor& time, const Conditioning& conditioning) const;

private:
  torch::Tensor m_labels; // classes × width
  torch::nn::Linear m_riskFirst{nullptr};
  torch::nn::Linear m_riskSecond{nullptr};
};

} // namespace limpid::engine
