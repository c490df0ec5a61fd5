#pragma once

#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/normalization.h>

namespace limpid::engine {

/// Every pixel of a level looks at all others (Vaswani et al., 2017), in heads of about 64
/// channels, and what it finds is added to it; starts as the identity. Time and memory rise with
/// the square of the pixels.
class SelfAttention : public torch::nn::Module
{
public:
  explicit SelfAttention(int channels);

  torch::Tensor forward(const torch::Tensor& input) const; ///< B×C×H×W, float32 or bfloat16

private:
  int m_heads;
  torch::nn::GroupNorm m_norm;
  torch::nn::Conv2d m_first;  // queries, keys, values
  torch::nn::Conv2d m_second; // starts at zero, as its name says
};

} // namespace limpid::engine
