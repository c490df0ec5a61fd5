#pragma once

#include "core/dataset/frozen_dataset.h"
#include "core/diffusion/schedule.h"
#include "core/engine/network.h"
#include "core/jobs/job.h"
#include "core/metrics/intervals.h"

#include <cstdint>
#include <span>
#include <vector>

namespace limpid::engine {

/// ε-error of a network on clean images at one noise level: what orders methods rightly in small
/// runs (method.md, prototype figures).
struct DenoisingError
{
  double level = 0.0;      ///< v/u, model intensity
  bool reachable = true;   ///< false: the schedule doesn't go there
  bool trained = true;     ///< false: below t_min of the data set
  metrics::Interval error; ///< mean over pixels and draws of (ξ − ε_θ)², bootstrap over images
};

/// The levels that every report has: .12, .25, .5, 1.
std::span<const double> reportedLevels();

/// `draws` noise images per image and level. The noise depends on (seed, image, level, draw) alone,
/// so that two models are judged on the same noise. A stop request ends it early with fewer levels.
std::vector<DenoisingError> denoisingErrors(const EpsilonNetwork& network,
                                            const diffusion::Schedule& schedule, double minimumTime,
                                            const dataset::FrozenDataset& data,
                                            std::span<const std::int64_t> images, int draws,
                                            std::uint64_t seed, const jobs::JobContext& context);

} // namespace limpid::engine
