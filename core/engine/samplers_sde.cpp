#include "core/engine/reverse_process.h"

#include <ATen/ATen.h>

#include <cmath>

namespace limpid::engine {
namespace {

// With σ² as the clock f and g² are integrated exactly within a step.
torch::Tensor stepOfReverseSde(ReverseProcess& process, const torch::Tensor& image, double from,
                               double to)
{
  const double passed = from * from - to * to;
  return image - (passed / from) * process.epsilon(image, from) +
         std::sqrt(passed) * process.noise();
}

class EulerMaruyama final : public StepwiseSolver
{
  torch::Tensor step(ReverseProcess& process, const torch::Tensor& image, double from,
                     double to) override
  {
    return stepOfReverseSde(process, image, from, to);
  }
};

// Song et al., ICLR 2021, algorithms 1 and 4: after each step of the reverse SDE, Langevin dynamics
// at the level that was reached. Their step, 2 (r ‖z‖/‖score‖)², is taken from each image's own
// score, and √D stands for ‖z‖, so that it depends neither on the batch nor on the noise it scales.
class PredictorCorrector final : public StepwiseSolver
{
public:
  PredictorCorrector(int correctorSteps, double ratio)
      : m_correctorSteps(correctorSteps), m_ratio(ratio)
  {
  }

private:
  torch::Tensor step(ReverseProcess& process, const torch::Tensor& image, double from,
                     double to) override
  {
    torch::Tensor next = stepOfReverseSde(process, image, from, to);
    for (int correction = 0; correction < m_correctorSteps; ++correction)
      next = corrected(process, next, to);
    return next;
  }

  torch::Tensor corrected(ReverseProcess& process, const torch::Tensor& image, double ratio) const
  {
    const torch::Tensor score = process.epsilon(image, ratio) * (-1.0 / ratio);
    std::vector<std::int64_t> shape(static_cast<std::size_t>(image.dim()), 1);
    shape.front() = image.size(0);
    const torch::Tensor meanSquare = score.square().flatten(1).mean(1).view(shape);
    const torch::Tensor width = (2.0 * m_ratio * m_ratio) / meanSquare.clamp_min(1e-12);
    return image + width * score + (2.0 * width).sqrt() * process.noise();
  }

  int m_correctorSteps;
  double m_ratio;
};

} // namespace

std::unique_ptr<Solver> makeEulerMaruyama(const run::SamplerSettings&)
{
  return std::make_unique<EulerMaruyama>();
}

std::unique_ptr<Solver> makePredictorCorrector(const run::SamplerSettings& settings)
{
  return std::make_unique<PredictorCorrector>(settings.correctorSteps, settings.correctorRatio);
}

} // namespace limpid::engine
