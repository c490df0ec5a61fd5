#pragma once

#include <torch/nn/modules/normalization.h>
#include <torch/types.h>

namespace limpid::engine {

/// silu(GN(x)·(1 + scale) + shift), B×C×H×W of the type of `input`; `scaleAndShift` is B×2C (first
/// the scales), or undefined: silu(GN(x)). What has two thirds of the layers' memory traffic when
/// it is put together from operators is one pass over each image on the CPU, forward, and two
/// backward. What is computed for one image doesn't depend on the others of the batch.
torch::Tensor normaliseAndActivate(const torch::nn::GroupNorm& norm, const torch::Tensor& input,
                                   const torch::Tensor& scaleAndShift = {});

/// The same from LibTorch's operators, for any device. A GPU's group normalisation gives its result
/// channel after channel, whatever it is given.
torch::Tensor normaliseAndActivateByOperators(const torch::nn::GroupNorm& norm,
                                              const torch::Tensor& input,
                                              const torch::Tensor& scaleAndShift = {});

/// The same from elementwise operators and sums, which keep channels-last images as they lie: for a
/// GPU, where every convolution would otherwise turn them. Everything but the images is folded into
/// one factor and one addend for each image and channel.
torch::Tensor normaliseAndActivateChannelsLast(const torch::nn::GroupNorm& norm,
                                               const torch::Tensor& input,
                                               const torch::Tensor& scaleAndShift = {});

} // namespace limpid::engine
