#include "core/engine/reverse_process.h"

#include <ATen/ATen.h>

#include <cmath>

namespace limpid::engine {
namespace {

// DPM-Solver++(2M) and SDE-DPM-Solver++(2M) (Lu et al., 2022, algorithms 2 and 4) with λ = −ln σ:
// the exact solution of the semilinear SDE with η times its noise, the denoised image extrapolated
// from this step and the one before. η = 0 is the probability flow.
class DpmSolver final : public StepwiseSolver
{
public:
  explicit DpmSolver(double noiseShare) : m_noiseShare(noiseShare) {}

private:
  torch::Tensor step(ReverseProcess& process, const torch::Tensor& image, double from,
                     double to) override
  {
    const double width = std::log(from / to);
    const torch::Tensor denoised = process.denoised(image, from);
    torch::Tensor extrapolated = denoised;
    if (m_previous.defined()) {
      const double half = width / (2.0 * m_previousWidth);
      extrapolated = (1.0 + half) * denoised - half * m_previous;
    }
    m_previous = denoised;
    m_previousWidth = width;
    const double forgotten = m_noiseShare * width;
    const torch::Tensor next =
        (to / from) * std::exp(-forgotten) * image - std::expm1(-width - forgotten) * extrapolated;
    if (m_noiseShare == 0.0)
      return next;
    return next + (to * std::sqrt(-std::expm1(-2.0 * forgotten))) * process.noise();
  }

  double m_noiseShare;
  torch::Tensor m_previous;
  double m_previousWidth = 0.0;
};

} // namespace

std::unique_ptr<Solver> makeDpmSolver(const run::SamplerSettings&)
{
  return std::make_unique<DpmSolver>(0.0);
}

std::unique_ptr<Solver> makeStochasticDpmSolver(const run::SamplerSettings& settings)
{
  return std::make_unique<DpmSolver>(settings.noiseShare);
}

} // namespace limpid::engine
