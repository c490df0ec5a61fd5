#pragma once

#include "core/engine/conditioning.h"
#include "core/engine/dropout.h"

#include <torch/nn/module.h>

namespace limpid::engine {

/// What a backbone is asked.
struct BackboneInput
{
  /// c_in·x_t/u, B×C×H×W float32; with the levels of the pixels B×(C+1)×H×W, see EpsilonNetwork.
  torch::Tensor values;
  torch::Tensor noiseCode;                  ///< ln(σ)/4, B
  torch::ScalarType type = torch::kFloat32; ///< of the activations inside
  Conditioning conditioning = {};
  const Dropout* dropout = nullptr; ///< of a training step; evaluation has none
};

/// F of EpsilonNetwork's preconditioning: the layers. A new kind of network is a backbone in a file
/// of its own and one line in network.cpp. Its parameters' names decide how they start: "…bias",
/// "….second.weight" and "last.weight" at zero, "…norm.weight" at one. No submodule is named like a
/// Python keyword, so that other programs can load the names.
class Backbone : public torch::nn::Module
{
public:
  /// B×C×H×W float32. Throws c10::Error.
  virtual torch::Tensor forward(const BackboneInput& input) const = 0;
};

} // namespace limpid::engine
