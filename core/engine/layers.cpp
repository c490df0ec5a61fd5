#include "core/engine/layers.h"

#include <torch/torch.h>

namespace limpid::engine {

torch::Tensor convolve(const torch::nn::Conv2d& layer, const torch::Tensor& input)
{
  const auto type = input.scalar_type();
  const std::int64_t padding = (layer->weight.size(2) - 1) / 2;
  return torch::conv2d(input, layer->weight.to(type), layer->bias.to(type), 1, padding);
}

torch::Tensor normalise(const torch::nn::GroupNorm& layer, const torch::Tensor& input)
{
  const torch::Tensor output = torch::group_norm(
      input.to(torch::kFloat32), layer->options.num_groups(), layer->weight, layer->bias);
  return output.to(input.scalar_type());
}

torch::Tensor transform(const torch::nn::Linear& layer, const torch::Tensor& input)
{
  return torch::linear(input, layer->weight, layer->bias);
}

torch::nn::Conv2d convolution(int in, int out, int kernel)
{
  return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, kernel));
}

torch::nn::GroupNorm normalisation(int channels)
{
  int groups = 8;
  while (channels % groups != 0)
    --groups;
  return torch::nn::GroupNorm(torch::nn::GroupNormOptions(groups, channels));
}

torch::Tensor timeFeatures(const torch::Tensor& noiseCode, double highestOctave)
{
  const torch::Tensor frequencies = torch::pow(
      2.0, torch::linspace(-1.0, highestOctave, timeFeatureCount / 2, noiseCode.options()));
  const torch::Tensor angles = noiseCode.unsqueeze(1) * frequencies.unsqueeze(0);
  return torch::cat({angles.cos(), angles.sin()}, 1);
}

} // namespace limpid::engine
