#pragma once

#include "core/base/result.h"
#include "core/dataset/frozen_dataset.h"
#include "core/diffusion/noise_correction.h"
#include "core/engine/network.h"
#include "core/engine/objective.h"
#include "core/run/plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace limpid::engine {

/// Unsupported where a plan wants local levels (M8) and the noise of the data isn't white and
/// gaussian.
Result<void> canHaveLocalLevels(const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                                const diffusion::NoiseCorrection& correction);

/// The smallest noise ratio v/u at which each image teaches when every pixel is noised at least to
/// its own threshold: √k times the least noise of its pixels, k = S/(S−1) of M6. A limit (M10)
/// still gates the whole image.
std::vector<double> localThresholds(const dataset::FrozenDataset& data,
                                    std::span<const std::int64_t> images, double buffer);

/// M5's coefficients with the weighting `equal` for an image whose pixels have the noise `risks` (σ
/// of M10, model intensity; H×W, or one number for all): pixel p is noised to
/// s_p = max(`noiseRatio`, √k r_p), so s̃_p² = s_p² − r_p² and its target is ε* = (s_p/s̃_p)ξ.
/// Written with u = 1, for the network knows v/u alone.
Term localTerm(double noiseRatio, std::span<const float> risks, double buffer,
               const EpsilonNetwork& network);

} // namespace limpid::engine
