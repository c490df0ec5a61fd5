#pragma once

#include "core/diffusion/noise_correction.h"

#include <vector>

namespace limpid::diffusion {

/// S_t of M2 for Gaussian noise, default Ω: D(D+2)/16·e². The excess e says how much variance the
/// noisy image has at t beyond what it should have, (ṽ² + u²r²)/v² − 1.
double gaussianInstability(double excess, int dimension);

/// relL2 of M2: ‖N(0, 1 + e) − N(0, 1)‖₂ / ‖N(0, 1)‖₂ in one dimension, e as above.
double gaussianRelativeL2(double excess);

/// Perturbation instability over time for noise of scale r (M2).
struct InstabilityCurve
{
  std::vector<double> time;
  std::vector<double> noiseRatio;         ///< v/u at each time, model intensity
  std::vector<double> ordinary;           ///< S_t(r) of the ordinary SDE
  std::vector<double> riskSensitive;      ///< S_t(r) of the risk-sensitive SDE
  std::vector<double> relativeL2Ordinary; ///< relL2, point mass, D = 1
  std::vector<double> relativeL2RiskSensitive;
  std::vector<double> relativeVariance; ///< ṽ²/v²
  double threshold = 0.0;               ///< t_r, clamped as thresholdTime does
  double thresholdNoiseRatio = 0.0;     ///< v/u at t_r, not clamped; infinity: never
};

/// For Gaussian noise of standard deviation r, default Ω: S_t(r) of the risk-sensitive SDE is 0
/// inside T(r), and t_r is where T(r) begins. `dimension` is D of M2: curves are drawn per
/// coordinate, D = 1. Times as in time_grid.h.
InstabilityCurve instabilityCurve(const Schedule& schedule, double risk, int times, int dimension);

/// For any law, with the weight and D of the correction. t_r is where relL2 begins to be tolerated
/// for good (M4); there is no buffer.
InstabilityCurve instabilityCurve(const Schedule& schedule, const NoiseCorrection& correction,
                                  double risk, int times);

} // namespace limpid::diffusion
