#include "core/engine/optimiser.h"

#include "core/engine/optimiser_kernel.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::engine {
namespace {

constexpr double firstDecay = 0.9;
constexpr double secondDecay = 0.999;
constexpr double tiny = 1e-8;

bool agree(const torch::Tensor& found, const torch::Tensor& expected, double tolerance)
{
  return ((found - expected).norm() <= tolerance * expected.norm()).item<bool>();
}

} // namespace

double learningRateAt(std::int64_t step, std::int64_t steps, std::int64_t warmupSteps, double base,
                      double finalShare)
{
  const std::int64_t warmup = std::clamp<std::int64_t>(warmupSteps, 0, steps);
  if (step < warmup)
    return base * static_cast<double>(step + 1) / static_cast<double>(warmup);
  const double share = static_cast<double>(step - warmup) /
                       static_cast<double>(std::max<std::int64_t>(steps - warmup, 1));
  const double cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * std::min(share, 1.0)));
  return base * (finalShare + (1.0 - finalShare) * cosine);
}

AdamW::AdamW(const torch::Tensor& weights)
    : m_first(torch::zeros_like(weights)), m_second(torch::zeros_like(weights))
{
}

void AdamW::step(torch::Tensor& weights, const torch::Tensor& gradient, std::int64_t step,
                 double learningRate, double weightDecay)
{
  const c10::NoGradGuard noGradient;
  const auto count = static_cast<double>(step + 1);
  const double firstBias = 1.0 - std::pow(firstDecay, count);
  const double secondBias = 1.0 - std::pow(secondDecay, count);
  if (weights.device().is_cpu()) {
    AdamWFactors factors;
    factors.firstDecay = static_cast<float>(firstDecay);
    factors.firstShare = static_cast<float>(1.0 - firstDecay);
    factors.secondDecay = static_cast<float>(secondDecay);
    factors.secondShare = static_cast<float>(1.0 - secondDecay);
    factors.tiny = static_cast<float>(tiny);
    factors.shrink = static_cast<float>(1.0 - learningRate * weightDecay);
    factors.stride = static_cast<float>(learningRate / firstBias);
    factors.secondInverseBias = static_cast<float>(1.0 / secondBias);
    // Whole blocks, so that where a thread begins doesn't decide how an element is computed.
    constexpr std::int64_t elementsOfBlock = 1 << 14;
    const std::int64_t all = weights.numel();
    const std::int64_t blocks = (all + elementsOfBlock - 1) / elementsOfBlock;
    at::parallel_for(0, blocks, 1, [&](std::int64_t firstBlock, std::int64_t endBlock) {
      const std::int64_t begin = firstBlock * elementsOfBlock;
      const std::int64_t end = std::min(all, endBlock * elementsOfBlock);
      adamW(weights.data_ptr<float>() + begin, gradient.data_ptr<float>() + begin,
            m_first.data_ptr<float>() + begin, m_second.data_ptr<float>() + begin, end - begin,
            factors);
    });
    return;
  }
  const AdamWState state{weights, gradient, m_first, m_second};
  if (m_fused == Fused::Trusted && fusedAdamW(state, step, learningRate, weightDecay))
    return;
  if (m_fused == Fused::Untried)
    tryFused(state, step, learningRate, weightDecay);
  else
    adamWByOperators(state, step, learningRate, weightDecay);
}

// The first step is done both ways: nobody need believe a kernel on a device it wasn't seen on.
void AdamW::tryFused(const AdamWState& state, std::int64_t step, double learningRate,
                     double weightDecay)
{
  const torch::Tensor before = state.weights.clone();
  torch::Tensor weights = state.weights.clone();
  torch::Tensor first = state.first.clone();
  torch::Tensor second = state.second.clone();
  adamWByOperators({weights, state.gradient, first, second}, step, learningRate, weightDecay);
  m_fused = Fused::Distrusted;
  try {
    // A step is small beside the weights: of what it adds, their rounding is up to a thousandth.
    if (fusedAdamW(state, step, learningRate, weightDecay) &&
        agree(state.weights - before, weights - before, 1e-2) && agree(state.first, first, 1e-5) &&
        agree(state.second, second, 1e-5)) {
      m_fused = Fused::Trusted;
      return;
    }
  } catch (const std::exception&) { // it is as good as none
  }
  state.weights.copy_(weights);
  state.first.copy_(first);
  state.second.copy_(second);
}

void adamWByOperators(const AdamWState& state, std::int64_t step, double learningRate,
                      double weightDecay)
{
  const c10::NoGradGuard noGradient;
  const auto count = static_cast<double>(step + 1);
  const double firstBias = 1.0 - std::pow(firstDecay, count);
  const double secondBias = 1.0 - std::pow(secondDecay, count);
  state.first.mul_(firstDecay).add_(state.gradient, 1.0 - firstDecay);
  state.second.mul_(secondDecay).addcmul_(state.gradient, state.gradient, 1.0 - secondDecay);
  const torch::Tensor scale = (state.second / secondBias).sqrt_().add_(tiny);
  if (weightDecay > 0.0)
    state.weights.mul_(1.0 - learningRate * weightDecay);
  state.weights.addcdiv_(state.first, scale, -learningRate / firstBias);
}

#if TORCH_VERSION_MAJOR >= 2
bool fusedAdamW(const AdamWState& state, std::int64_t step, double learningRate, double weightDecay)
{
  constexpr bool onHost = TORCH_VERSION_MAJOR > 2 || TORCH_VERSION_MINOR >= 4;
  const torch::Device device = state.weights.device();
  if (!device.is_cuda() && !(onHost && device.is_cpu()))
    return false;
  const c10::NoGradGuard noGradient;
  const torch::Tensor count =
      torch::full({}, static_cast<double>(step + 1), state.weights.options());
  at::_fused_adamw_({state.weights}, {state.gradient}, {state.first}, {state.second}, {}, {count},
                    learningRate, firstDecay, secondDecay, weightDecay, tiny, false, false);
  return true;
}
#else
bool fusedAdamW(const AdamWState&, std::int64_t, double, double)
{
  return false;
}
#endif

double clipByNorm(torch::Tensor& gradient, double maximum)
{
  const c10::NoGradGuard noGradient;
  const double norm = gradient.norm().item<double>();
  if (maximum > 0.0 && norm > maximum)
    gradient.mul_(maximum / norm);
  return norm;
}

void updateAverage(torch::Tensor& average, const torch::Tensor& weights, std::int64_t step,
                   double decay)
{
  const c10::NoGradGuard noGradient;
  const auto done = static_cast<double>(step);
  average.lerp_(weights, 1.0 - std::min(decay, (1.0 + done) / (10.0 + done)));
}

} // namespace limpid::engine
