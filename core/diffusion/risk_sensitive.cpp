#include "core/diffusion/risk_sensitive.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::diffusion {

double reducedNoiseVariance(const Schedule& schedule, double time, double noise)
{
  const double noiseScale = schedule.noiseScale(time);
  const double scaledNoise = schedule.signalScale(time) * noise;
  return std::max((noiseScale - scaledNoise) * (noiseScale + scaledNoise), 0.0);
}

double bufferFactor(double buffer)
{
  if (!(buffer > 1.0))
    return std::numeric_limits<double>::infinity();
  return 1.0 / (1.0 - 1.0 / buffer);
}

bool admissible(const Schedule& schedule, double time, const Risk& risk, double buffer)
{
  return schedule.noiseRatio(time) >= thresholdNoiseRatio(risk, buffer);
}

double thresholdNoiseRatio(const Risk& risk, double buffer)
{
  const double gate = risk.gate();
  return gate > 0.0 ? std::sqrt(bufferFactor(buffer)) * gate : 0.0;
}

double thresholdTime(const Schedule& schedule, const Risk& risk, double buffer)
{
  return schedule.timeAtNoiseRatio(thresholdNoiseRatio(risk, buffer));
}

} // namespace limpid::diffusion
