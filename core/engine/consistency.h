#pragma once

#include "core/diffusion/schedule.h"
#include "core/engine/epsilon_function.h"

#include <torch/types.h>

#include <cstdint>
#include <span>

namespace limpid::engine {

/// What the consistency loss adds to a batch (M8).
struct ConsistencyBatch
{
  torch::Tensor start;            ///< B×C×H×W: x_t/u at `ratios`, distributed as p_t
  std::span<const double> ratios; ///< noise ratios v/u of the starts
  double lowestRatio = 0.0;       ///< the smallest that is looked at
  double dataDeviation = 0.5;     ///< of clean pixels, for the weight
  std::uint64_t seed = 1;
  std::uint64_t firstStream = 0; ///< each image has a stream of its own from here on
};

/// The martingale that a right denoiser is (Daras, Dimakis and Daskalakis, 2024): D(y, σ) is the
/// mean of D(y', σ') over what the reverse process makes of y at a smaller σ'. From each start the
/// network's own reverse process goes down, without gradient, to a σ that is drawn evenly in its
/// logarithm; from there two draws are made at .8 σ, and the loss is the mean product of the two
/// differences, which the noise of the draws doesn't bias. It is weighted as a denoising error
/// (1/σ²
/// + 1/σ_data²) and holds between levels that no admissible image connects. B values.
torch::Tensor consistencyLoss(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                              const ConsistencyBatch& batch);

} // namespace limpid::engine
