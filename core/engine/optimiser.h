#pragma once

#include <torch/types.h>

#include <cstdint>

namespace limpid::engine {

/// Linear warm-up to `base`, then a cosine down to `finalShare` of it at the last step. `step`
/// counts from 0.
double learningRateAt(std::int64_t step, std::int64_t steps, std::int64_t warmupSteps, double base,
                      double finalShare);

/// What one step of AdamW reads and changes.
struct AdamWState
{
  torch::Tensor& weights;
  const torch::Tensor& gradient;
  torch::Tensor& first;
  torch::Tensor& second;
};

/// The step from LibTorch's operators, for any device; `step` counts from 0.
void adamWByOperators(const AdamWState& state, std::int64_t step, double learningRate,
                      double weightDecay);

/// The same step by LibTorch's own fused kernel, one pass instead of six on a GPU. False, with
/// nothing done, where this LibTorch has none: on a GPU from 2.0 on, on the CPU from 2.4 on.
bool fusedAdamW(const AdamWState& state, std::int64_t step, double learningRate,
                double weightDecay);

/// AdamW (Loshchilov and Hutter, ICLR 2019; β 0.9, 0.999, ε 1e-8) on one flat vector. Its state is
/// two vectors and the step, all of them in the checkpoint.
class AdamW
{
public:
  explicit AdamW(const torch::Tensor& weights);

  /// `step` counts from 0. No gradient is recorded.
  void step(torch::Tensor& weights, const torch::Tensor& gradient, std::int64_t step,
            double learningRate, double weightDecay);

  torch::Tensor& firstMoment() { return m_first; }
  const torch::Tensor& firstMoment() const { return m_first; }
  torch::Tensor& secondMoment() { return m_second; }
  const torch::Tensor& secondMoment() const { return m_second; }

private:
  enum class Fused { Untried, Trusted, Distrusted };

  void tryFused(const AdamWState& state, std::int64_t step, double learningRate,
                double weightDecay);

  Fused m_fused = Fused::Untried; // on a GPU
  torch::Tensor m_first;
  torch::Tensor m_second;
};

/// Scales the gradient so that its norm is at most `maximum` (0: no limit); gives the norm it had.
double clipByNorm(torch::Tensor& gradient, double maximum);

/// average ← d·average + (1 − d)·weights with d = min(decay, (1 + step)/(10 + step)): the start is
/// forgotten soon. `step` counts from 0.
void updateAverage(torch::Tensor& average, const torch::Tensor& weights, std::int64_t step,
                   double decay);

} // namespace limpid::engine
