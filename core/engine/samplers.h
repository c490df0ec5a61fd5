#pragma once

#include "core/base/result.h"
#include "core/diffusion/schedule.h"
#include "core/engine/epsilon_function.h"
#include "core/jobs/job.h"
#include "core/run/sampler_settings.h"

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace limpid::engine {

struct ImageDrawing
{
  run::SamplerSettings sampler;
  double minimumTime = 0.0; ///< t_min of the data set: the posterior mean there is given back (M7)
  std::uint64_t seed = 1;
  std::int64_t first = 0; ///< index of the first image; its noise depends on (seed, index) alone
  std::int64_t count = 1;
  std::vector<std::int64_t> imageShape; ///< C, H, W
  torch::Tensor start; ///< x_t/u at startTime, `count` images (restoration, M7); undefined: noise
  double startTime = 0.0; ///< unused while start is undefined
};

/// Draws `count` images at once by the reverse process with r = 0 (M7), N×C×H×W float32 on
/// `device`, model intensity. No image depends on those beside it. A stop request ends it between
/// two steps with an undefined tensor. Throws c10::Error.
torch::Tensor drawImages(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                         const ImageDrawing& drawing, torch::Device device,
                         const jobs::JobContext& context);

} // namespace limpid::engine
