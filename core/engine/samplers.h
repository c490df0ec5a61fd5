#pragma once

#include "core/base/result.h"
#include "core/diffusion/schedule.h"
#include "core/jobs/job.h"

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace limpid::engine {

/// Reverse processes with r = 0 (M7).
enum class Sampler { EulerMaruyama, Heun, DpmSolver, ProbabilityFlow };
/// Command-line names: euler-maruyama, heun, dpmpp-2m, ode.
Result<Sampler> samplerFromString(const std::string& name);
/// Steps that give good images at a reasonable cost.
int usualSteps(Sampler sampler);

/// ε_θ(x_t, u, v) at one time for the whole batch.
using EpsilonAtTime =
    std::function<torch::Tensor(const torch::Tensor& noisy, double signalScale, double noiseScale)>;

struct ImageDrawing
{
  Sampler sampler = Sampler::DpmSolver;
  int steps = 20;
  double minimumTime = 0.0; ///< t_min of the data set: the posterior mean there is given back (M7)
  std::uint64_t seed = 1;
  std::int64_t first = 0; ///< index of the first image; its noise depends on (seed, index) alone
  std::int64_t count = 1;
  std::vector<std::int64_t> imageShape; ///< C, H, W
};

/// The noise ratios that a sampler visits: `steps` + 1 values, falling, Karras' ρ = 7 spacing.
std::vector<double> noiseRatios(const diffusion::Schedule& schedule, double minimumTime, int steps);

/// Draws `count` images at once, N×C×H×W float32 on `device`, model intensity. A stop request ends
/// it between two steps with an undefined tensor. Throws c10::Error.
///
/// All of them run in y = x/u and σ = v/u, where every linear schedule is the same process: the
/// reverse SDE is Euler–Maruyama with σ² as the clock, dy = (ε/σ) d(σ²) + dw(σ²), so that f and g²
/// are integrated exactly within a step; the probability flow is dy/dσ = ε.
torch::Tensor drawImages(const diffusion::Schedule& schedule, const EpsilonAtTime& epsilon,
                         const ImageDrawing& drawing, torch::Device device,
                         const jobs::JobContext& context);

} // namespace limpid::engine
