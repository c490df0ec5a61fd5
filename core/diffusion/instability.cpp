#include "core/diffusion/instability.h"

#include "core/diffusion/risk_sensitive.h"
#include "core/diffusion/time_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace limpid::diffusion {

double gaussianInstability(double varianceRatio, int dimension)
{
  const double excess = varianceRatio - 1.0;
  return dimension * (dimension + 2.0) / 16.0 * excess * excess;
}

double gaussianRelativeL2(double varianceRatio)
{
  const double squared = 1.0 + 1.0 / std::sqrt(varianceRatio) -
                         2.0 * std::numbers::sqrt2 / std::sqrt(1.0 + varianceRatio);
  return std::sqrt(std::max(squared, 0.0));
}

InstabilityCurve instabilityCurve(const Schedule& schedule, double risk, int times, int dimension)
{
  InstabilityCurve curve;
  curve.time = evenNoiseTimes(schedule, times);
  for (const double time : curve.time) {
    const double noiseRatio = schedule.noiseRatio(time);
    const double relativeRisk = risk / noiseRatio; // u r / v
    const double ordinary = 1.0 + relativeRisk * relativeRisk;
    // (ṽ² + u²r²)/v² with ṽ² = max(v² − u²r², 0): exactly 1 inside T(r).
    const double riskSensitive = std::max(1.0, relativeRisk * relativeRisk);
    curve.noiseRatio.push_back(noiseRatio);
    curve.ordinary.push_back(gaussianInstability(ordinary, dimension));
    curve.riskSensitive.push_back(gaussianInstability(riskSensitive, dimension));
    curve.relativeL2Ordinary.push_back(gaussianRelativeL2(ordinary));
    curve.relativeL2RiskSensitive.push_back(gaussianRelativeL2(riskSensitive));
  }
  curve.threshold = thresholdTime(schedule, {risk, 0.0}, std::numeric_limits<double>::infinity());
  return curve;
}

} // namespace limpid::diffusion
