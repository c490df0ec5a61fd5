#pragma once

#include "core/base/random.h"
#include "core/diffusion/schedule.h"
#include "core/engine/epsilon_function.h"
#include "core/jobs/job.h"
#include "core/run/sampler_settings.h"

#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace limpid::engine {

struct ImageDrawing;

/// What every sampler works with: the network and the random numbers of one batch, in y = x/u and
/// σ = v/u, where every linear schedule is the same process. The probability flow is dy/dσ = ε, the
/// reverse SDE dy = (ε/σ) d(σ²) + dw(σ²), and the score of p_σ is −ε/σ.
class ReverseProcess
{
public:
  ReverseProcess(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                 const ImageDrawing& drawing, torch::Device device);

  /// ε at y and σ.
  torch::Tensor epsilon(const torch::Tensor& image, double ratio) const;
  /// The same with a σ for each image.
  torch::Tensor epsilon(const torch::Tensor& image, std::span<const double> ratios) const;
  /// The posterior mean of the clean image, y − σε.
  torch::Tensor denoised(const torch::Tensor& image, double ratio) const;
  /// The next standard normal numbers of each image's own stream, so that neither the size of the
  /// batch nor its order matters.
  torch::Tensor noise();
  /// One number for each image, shaped so that it multiplies images.
  torch::Tensor perImage(std::span<const double> values) const;
  /// σ at the schedule's end; nothing above was ever trained.
  double largestRatio() const;

private:
  const diffusion::Schedule& m_schedule;
  const EpsilonFunction& m_epsilon;
  torch::Device m_device;
  std::vector<std::int64_t> m_shape; ///< N, C, H, W
  std::vector<Random> m_streams;
};

/// A way from the first to the last of falling noise ratios.
class Solver
{
public:
  virtual ~Solver() = default;

  /// `image` is y at ratios.front(); gives y at ratios.back(), undefined after a stop request.
  virtual torch::Tensor solve(ReverseProcess& process, torch::Tensor image,
                              std::span<const double> ratios, const jobs::JobContext& context) = 0;
};

/// One that goes from each ratio to the next.
class StepwiseSolver : public Solver
{
public:
  torch::Tensor solve(ReverseProcess& process, torch::Tensor image, std::span<const double> ratios,
                      const jobs::JobContext& context) final;

private:
  virtual torch::Tensor step(ReverseProcess& process, const torch::Tensor& image, double from,
                             double to) = 0;
};

std::unique_ptr<Solver> makeEulerMaruyama(const run::SamplerSettings& settings);
std::unique_ptr<Solver> makePredictorCorrector(const run::SamplerSettings& settings);
std::unique_ptr<Solver> makeHeun(const run::SamplerSettings& settings);
std::unique_ptr<Solver> makeDpmSolver(const run::SamplerSettings& settings);
std::unique_ptr<Solver> makeStochasticDpmSolver(const run::SamplerSettings& settings);
std::unique_ptr<Solver> makeProbabilityFlow(const run::SamplerSettings& settings);

} // namespace limpid::engine
