#include "core/diffusion/instability.h"

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

namespace {

constexpr double noBuffer = std::numeric_limits<double>::infinity();

void addPoint(InstabilityCurve& curve, const Schedule& schedule, double time)
{
  curve.time.push_back(time);
  curve.noiseRatio.push_back(schedule.noiseRatio(time));
}

void setThreshold(InstabilityCurve& curve, const Schedule& schedule, double noiseRatio)
{
  curve.thresholdNoiseRatio = noiseRatio;
  curve.threshold =
      std::isfinite(noiseRatio) ? schedule.timeAtNoiseRatio(noiseRatio) : schedule.maximumTime();
}

void addCleanValues(InstabilityCurve& curve)
{
  curve.ordinary.push_back(0.0);
  curve.riskSensitive.push_back(0.0);
  curve.relativeL2Ordinary.push_back(0.0);
  curve.relativeL2RiskSensitive.push_back(0.0);
  curve.relativeVariance.push_back(1.0);
}

void addValues(InstabilityCurve& curve, const NoiseCorrection& correction, double signalScale,
               double noiseScale, double risk)
{
  const NoiseLaw& law = correction.law();
  const CorrectionOptions& options = correction.options();
  const double noiseVariance = noiseScale * noiseScale;
  const double reduced = correction.reducedNoiseVariance(signalScale, noiseScale, risk);
  const WeightScale scale = weightScale(options.weight, signalScale, noiseScale, risk);
  const double reduction = (noiseVariance - reduced) / (scale.frequency * scale.frequency);
  const double relativeRisk = signalScale * risk / noiseScale;
  const double relativeVariance = reduced / noiseVariance;
  const auto instability = [&](double taken) {
    return perturbationInstability(law, options.weight, options.dimension, scale.argument, taken);
  };
  curve.ordinary.push_back(instability(0.0));
  curve.riskSensitive.push_back(instability(reduction));
  curve.relativeL2Ordinary.push_back(relativeL2(law, relativeRisk, 1.0));
  curve.relativeL2RiskSensitive.push_back(relativeL2(law, relativeRisk, relativeVariance));
  curve.relativeVariance.push_back(relativeVariance);
}

} // namespace

InstabilityCurve instabilityCurve(const Schedule& schedule, double risk, int times, int dimension)
{
  InstabilityCurve curve;
  for (const double time : evenNoiseTimes(schedule, times)) {
    addPoint(curve, schedule, time);
    const double relativeRisk = risk / curve.noiseRatio.back(); // u r / v
    const double ordinary = relativeRisk * relativeRisk;
    // ṽ² = max(v² − u²r², 0) leaves exactly no excess inside T(r).
    const double riskSensitive = std::max(ordinary - 1.0, 0.0);
    curve.ordinary.push_back(gaussianInstability(ordinary, dimension));
    curve.riskSensitive.push_back(gaussianInstability(riskSensitive, dimension));
    curve.relativeL2Ordinary.push_back(gaussianRelativeL2(ordinary));
    curve.relativeL2RiskSensitive.push_back(gaussianRelativeL2(riskSensitive));
    curve.relativeVariance.push_back(std::max(1.0 - ordinary, 0.0));
  }
  setThreshold(curve, schedule, thresholdNoiseRatio({risk, 0.0}, noBuffer));
  return curve;
}

InstabilityCurve instabilityCurve(const Schedule& schedule, const NoiseCorrection& correction,
                                  double risk, int times)
{
  const CorrectionOptions& options = correction.options();
  if (correction.law().id() == "gaussian" && options.weight == InstabilityWeight{})
    return instabilityCurve(schedule, risk, times, options.dimension);
  InstabilityCurve curve;
  for (const double time : evenNoiseTimes(schedule, times)) {
    addPoint(curve, schedule, time);
    if (risk > 0.0)
      addValues(curve, correction, schedule.signalScale(time), schedule.noiseScale(time), risk);
    else
      addCleanValues(curve);
  }
  setThreshold(curve, schedule, correction.thresholdNoiseRatio(schedule, {risk, 0.0}, noBuffer));
  return curve;
}

} // namespace limpid::diffusion
