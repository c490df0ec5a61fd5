#include "core/engine/self_attention.h"

#include "core/engine/layers.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

constexpr int channelsOfHead = 64;

int headsFor(int channels)
{
  int heads = std::max(1, channels / channelsOfHead);
  while (channels % heads != 0)
    --heads;
  return heads;
}

} // namespace

SelfAttention::SelfAttention(int channels)
    : m_heads(headsFor(channels)),
      m_norm(register_module("norm", normalisation(channels))),
      m_first(register_module("first", convolution(channels, 3 * channels, 1))),
      m_second(register_module("second", convolution(channels, channels, 1)))
{
}

// Written out, because the fused operator's gradient isn't the same bits on every run of a GPU. The
// softmax is float32 whatever the activations are.
torch::Tensor SelfAttention::forward(const torch::Tensor& input) const
{
  const std::int64_t channels = input.size(1);
  const std::int64_t ofHead = channels / m_heads;
  const std::int64_t pixels = input.size(2) * input.size(3);
  const auto parts = convolve(m_first, normalise(m_norm, input))
                         .reshape({input.size(0), 3, m_heads, ofHead, pixels})
                         .unbind(1);
  const double scale = 1.0 / std::sqrt(static_cast<double>(ofHead));
  const torch::Tensor alike =
      torch::matmul(parts[0].transpose(2, 3), parts[1]).to(torch::kFloat32) * scale;
  const torch::Tensor weights = torch::softmax(alike, 3).to(input.scalar_type());
  const torch::Tensor found = torch::matmul(parts[2], weights.transpose(2, 3));
  return input + convolve(m_second, found.reshape(input.sizes()));
}

} // namespace limpid::engine
