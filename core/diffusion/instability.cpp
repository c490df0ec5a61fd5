#include "core/diffusion/instability.h"

#include "core/diffusion/risk_sensitive.h"
#include "core/diffusion/time_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::diffusion {

double gaussianInstability(double excess, int dimension)
{
  return dimension * (dimension + 2.0) / 16.0 * excess * excess;
}

double gaussianRelativeL2(double excess)
{
  // 1 + (1+e)^−½ − 2 (1+e/2)^−½, without the cancellation at small e.
  const double squared =
      std::expm1(-0.5 * std::log1p(excess)) - 2.0 * std::expm1(-0.5 * std::log1p(0.5 * excess));
  return std::sqrt(std::max(squared, 0.0));
}

InstabilityCurve instabilityCurve(const Schedule& schedule, double risk, int times, int dimension)
{
  InstabilityCurve curve;
  curve.time = evenNoiseTimes(schedule, times);
  for (const double time : curve.time) {
    const double noiseRatio = schedule.noiseRatio(time);
    const double relativeRisk = risk / noiseRatio; // u r / v
    const double ordinary = relativeRisk * relativeRisk;
    // ṽ² = max(v² − u²r², 0) leaves exactly no excess inside T(r).
    const double riskSensitive = std::max(ordinary - 1.0, 0.0);
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
