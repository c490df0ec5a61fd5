#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/diffusion/noise_correction.h"
#include "core/run/plan.h"

namespace limpid::engine {

/// What a plan does about the noise of a data set: the law that the data set names (gaussian where
/// it names none), corrected with the plan's weight Ω (M4). BadInput or Unsupported where that
/// can't be done.
Result<diffusion::NoiseCorrection> noiseCorrectionOf(const run::TrainingPlan& plan,
                                                     const dataset::FrozenDataset& data);

} // namespace limpid::engine
