#include "core/engine/optimiser.h"

#include "core/engine/optimiser_kernel.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::engine {

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
  constexpr double firstDecay = 0.9;
  constexpr double secondDecay = 0.999;
  constexpr double tiny = 1e-8;
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
  m_first.mul_(firstDecay).add_(gradient, 1.0 - firstDecay);
  m_second.mul_(secondDecay).addcmul_(gradient, gradient, 1.0 - secondDecay);
  const torch::Tensor scale = (m_second / secondBias).sqrt_().add_(tiny);
  if (weightDecay > 0.0)
    weights.mul_(1.0 - learningRate * weightDecay);
  weights.addcdiv_(m_first, scale, -learningRate / firstBias);
}

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
