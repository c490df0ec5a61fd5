#pragma once

#include "core/diffusion/schedule.h"
#include "core/engine/epsilon_function.h"
#include "core/jobs/job.h"
#include "core/run/sampler_settings.h"

#include <torch/types.h>

#include <cstdint>

namespace limpid::engine {

struct RestorationDrawing
{
  run::SamplerSettings sampler; ///< one for which drawsDiffer()
  double minimumTime = 0.0;     ///< t_min of the data set: the posterior mean there is given back
  std::uint64_t seed = 1;
  std::int64_t first = 0; ///< index of the first draw; its noise depends on (seed, index) alone
  std::int64_t count = 1;
  torch::Tensor spectrum = {}; ///< H×W of the image's noise, mean 1; undefined: white
};

/// False for those that go one way only from a given start: they show no spread.
bool drawsDiffer(const run::SamplerSettings& sampler);

/// Draws from the posterior of the clean image behind `image` x̃0 (C×H×W, model intensity), `count`
/// × C×H×W on `device`: u(t_r)·x̃0 is distributed as p_{t_r}, so that the reverse SDE is started
/// there (M7). `noise` is σ, 1×1×1 or 1×H×W; where it varies, less noisy pixels are first noised up
/// to the largest (ṽ of M3 at t_r); so are less noisy
/// frequencies where it is correlated. A stop request gives an undefined tensor.
torch::Tensor drawRestorations(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                               const torch::Tensor& image, const torch::Tensor& noise,
                               const RestorationDrawing& drawing, torch::Device device,
                               const jobs::JobContext& context);

} // namespace limpid::engine
