#pragma once

#include "core/diffusion/schedule.h"

#include <vector>

namespace limpid::diffusion {

/// Perturbation instability over time for Gaussian noise of standard deviation r (M2), default Ω.
struct InstabilityCurve
{
  std::vector<double> time;
  std::vector<double> noiseRatio;         ///< v/u at each time, model intensity
  std::vector<double> ordinary;           ///< S_t(r) of the ordinary SDE
  std::vector<double> riskSensitive;      ///< S_t(r) of the risk-sensitive SDE; 0 inside T(r)
  std::vector<double> relativeL2Ordinary; ///< relL2, point mass, D = 1
  std::vector<double> relativeL2RiskSensitive;
  double threshold = 0.0; ///< t_r
};

/// `dimension` is D of M2: curves are drawn per coordinate, D = 1.
InstabilityCurve instabilityCurve(const Schedule& schedule, double risk, int times, int dimension);

} // namespace limpid::diffusion
