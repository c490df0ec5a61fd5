#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/engine/network.h"
#include "core/jobs/job.h"
#include "core/run/plan.h"

namespace limpid::engine::toy {

/// An error that a trainer of risk-sensitive diffusion could have. A check of trainings is worth
/// something if it tells these from the right one.
enum class Mutation {
  None,
  FullVariance, ///< the gate alone: x̃_t = u·x̃0 + v·ξ, the noise isn't reduced
  PlainTarget,  ///< ξ − ε_θ instead of ξ − (ṽ/v) ε_θ
};

/// The averaged weights after the plan's steps on a table of Gaussian noise, with the weighting
/// `equal` and time-first drawing of risk-sensitive training, and one error built in. A stop ends
/// it early.
EpsilonNetwork trainMutant(const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                           Mutation mutation, jobs::JobContext& context);

} // namespace limpid::engine::toy
