#pragma once

#include "core/diffusion/schedule.h"

#include <vector>

namespace limpid::diffusion {

/// S_t of M2 for Gaussian noise, default Ω: D(D+2)/16·e². The excess e says how much variance the
/// noisy image has at t beyond what it should have, (ṽ² + u²r²)/v² − 1.
double gaussianInstability(double excess, int dimension);

/// relL2 of M2: ‖N(0, 1 + e) − N(0, 1)‖₂ / ‖N(0, 1)‖₂ in one dimension, e as above.
double gaussianRelativeL2(double excess);

/// Perturbation instability over time for Gaussian noise of standard deviation r (M2), default Ω.
struct InstabilityCurve
{
  std::vector<double> time;
  std::vector<double> noiseRatio;         ///< v/u at each time, model intensity
  std::vector<double> ordinary;           ///< S_t(r) of the ordinary SDE
  std::vector<double> riskSensitive;      ///< S_t(r) of the risk-sensitive SDE; 0 inside T(r)
  std::vector<double> relativeL2Ordinary; ///< relL2, point mass, D = 1
  std::vector<double> relativeL2RiskSensitive;
  double threshold = 0.0; ///< t_r, clamped as thresholdTime does
};

/// `dimension` is D of M2: curves are drawn per coordinate, D = 1. Times as in time_grid.h.
InstabilityCurve instabilityCurve(const Schedule& schedule, double risk, int times, int dimension);

} // namespace limpid::diffusion
