#pragma once

#include "core/dataset/frozen_dataset.h"

#include <torch/types.h>

#include <cstdint>
#include <span>

namespace limpid::engine {

/// What the objective `denoise-first` does to images before it trains on them as if they were
/// clean: the linear estimate of least mean squared error at their known noise σ. A baseline: what
/// it smooths away, the model never learns.
///
/// Images: the local one (Lim, Two-dimensional Signal and Image Processing, 1990, section 9.2; also
/// known as adaptive Wiener filter) over 5×5 pixels: m + max(0, s² − σ²)/s² (x − m). Rows of a
/// table: the global one, from the mean and covariance of the training rows less their noise.
class FirstDenoiser
{
public:
  /// Learns mean and covariance where `data` is a table; images need nothing of it.
  FirstDenoiser(const dataset::FrozenDataset& data, std::span<const std::int64_t> indices);

  /// `images` B×C×H×W, `noise` σ of each, B float32 on the same device; 0 leaves an image as it is.
  torch::Tensor operator()(const torch::Tensor& images, const torch::Tensor& noise) const;

private:
  torch::Tensor ofRows(const torch::Tensor& rows, const torch::Tensor& noise) const;

  torch::Tensor m_mean;       // D
  torch::Tensor m_variances;  // D, of the clean rows along the directions; undefined for images
  torch::Tensor m_directions; // D×D, columns
};

} // namespace limpid::engine
