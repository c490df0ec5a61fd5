#pragma once

#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>

namespace limpid::engine {

// Layers as the backbones use them. The data type follows the data: activations in bfloat16 make
// the convolutions bfloat16, while the weights and the normalisation stay float32.

torch::nn::Conv2d convolution(int in, int out, int kernel); ///< apply by convolve(): same size
torch::nn::GroupNorm normalisation(int channels);           ///< of 8 groups, or fewer

torch::Tensor convolve(const torch::nn::Conv2d& layer, const torch::Tensor& input);
torch::Tensor normalise(const torch::nn::GroupNorm& layer, const torch::Tensor& input);
torch::Tensor transform(const torch::nn::Linear& layer, const torch::Tensor& input);

constexpr int timeFeatureCount = 64;
/// Cosines and sines of the noise code (B) at frequencies of even ratio from 1/2 to
/// 2^highestOctave: B×timeFeatureCount.
torch::Tensor timeFeatures(const torch::Tensor& noiseCode, double highestOctave);

} // namespace limpid::engine
