#pragma once

#include "core/diffusion/schedule.h"

namespace limpid::diffusion {

/// The risk of one image as it trains, kept apart as M10 asks. Model intensity.
struct Risk
{
  double noise = 0.0; ///< σ, measured: subtracted and gates
  double limit = 0.0; ///< λ, from matched ratings: gates only

  double gate() const { return noise > limit ? noise : limit; }
};

/// ṽ(r,t)² = max(v² − u²σ², 0) (M3).
double reducedNoiseVariance(const Schedule& schedule, double time, double noise);

/// k = S/(S−1) of the buffer S > 1 (M6); infinite S gives 1, S ≤ 1 gives infinity: clean images
/// only.
double bufferFactor(double buffer);

/// Admissible iff v² ≥ k u² max(σ, λ)² (M10), compared as v/u ≥ thresholdNoiseRatio: whoever sorts
/// thresholds decides the same, to the bit.
bool admissible(const Schedule& schedule, double time, const Risk& risk, double buffer);

/// The smallest admissible noise ratio v/u: √k·max(σ, λ).
double thresholdNoiseRatio(const Risk& risk, double buffer);

/// t_r of M3 for the given buffer (infinity: the theorem's own threshold), clamped to the times of
/// the schedule: the image never teaches if its threshold ratio is above that of maximumTime.
double thresholdTime(const Schedule& schedule, const Risk& risk, double buffer);

} // namespace limpid::diffusion
