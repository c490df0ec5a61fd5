#include "core/engine/reverse_process.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace limpid::engine {
namespace {

// Karras et al., NeurIPS 2022, algorithm 2: churn gives noise back before each step, which lets the
// step correct errors made earlier; without it the probability flow by Heun's method.
class Heun final : public StepwiseSolver
{
public:
  explicit Heun(const run::SamplerSettings& settings) : m_settings(settings) {}

private:
  torch::Tensor step(ReverseProcess& process, const torch::Tensor& image, double from,
                     double to) override
  {
    const double raised = raisedRatio(process, from);
    if (raised <= from)
      return flow(process, image, from, to);
    const double added = m_settings.churnNoise * std::sqrt(raised * raised - from * from);
    return flow(process, image + added * process.noise(), raised, to);
  }

  double raisedRatio(const ReverseProcess& process, double ratio) const
  {
    if (ratio < m_settings.churnLow || ratio > m_settings.churnHigh)
      return ratio;
    const double share = std::min(m_settings.churn / m_settings.steps, std::sqrt(2.0) - 1.0);
    return std::min(ratio * (1.0 + share), process.largestRatio());
  }

  static torch::Tensor flow(const ReverseProcess& process, const torch::Tensor& image, double from,
                            double to)
  {
    const torch::Tensor first = process.epsilon(image, from);
    const torch::Tensor second = process.epsilon(image + (to - from) * first, to);
    return image + (0.5 * (to - from)) * (first + second);
  }

  run::SamplerSettings m_settings;
};

} // namespace

std::unique_ptr<Solver> makeHeun(const run::SamplerSettings& settings)
{
  return std::make_unique<Heun>(settings);
}

} // namespace limpid::engine
