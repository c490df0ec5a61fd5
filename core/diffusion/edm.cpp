#include "core/diffusion/schedule_parts.h"

#include <cmath>
#include <numbers>

namespace limpid::diffusion {
namespace {

double normalDistribution(double x)
{
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

/// Inverse of normalDistribution for 0 < p < 1: Abramowitz and Stegun 26.2.23 (error < 4.5e-4),
/// then two steps of Halley, which reach the precision of erfc.
double normalQuantile(double probability)
{
  if (probability > 0.5)
    return -normalQuantile(1.0 - probability);
  const double s = std::sqrt(-2.0 * std::log(probability));
  double x = (2.515517 + s * (0.802853 + s * 0.010328)) /
                 (1.0 + s * (1.432788 + s * (0.189269 + s * 0.001308))) -
             s;
  for (int step = 0; step < 2; ++step) {
    const double density = std::exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    const double newton = (normalDistribution(x) - probability) / density;
    x -= newton / (1.0 + 0.5 * x * newton);
  }
  return x;
}

struct EdmParameters
{
  double sigmaMin = 0.002;
  double sigmaMax = 80.0;
  double lnSigmaMean = -1.0;
  double lnSigmaStd = 1.2;
};

/// EDM (Karras et al., NeurIPS 2022): u = 1, v = σ = t. Trains on the log-normal density of σ,
/// cut to [σmin, σmax].
class Edm final : public Schedule
{
public:
  explicit Edm(const EdmParameters& parameters)
      : m_parameters(parameters),
        m_massBelow(normalDistribution(standardised(parameters.sigmaMin))),
        m_massAbove(normalDistribution(-standardised(parameters.sigmaMax)))
  {
  }

  std::string id() const override { return "edm"; }
  Json parameters() const override
  {
    return {{"sigmaMin", m_parameters.sigmaMin},
            {"sigmaMax", m_parameters.sigmaMax},
            {"lnSigmaMean", m_parameters.lnSigmaMean},
            {"lnSigmaStd", m_parameters.lnSigmaStd}};
  }
  double signalScale(double) const override { return 1.0; }
  double noiseScale(double time) const override { return time; }
  double drift(double) const override { return 0.0; }
  double diffusionSquared(double time) const override { return 2.0 * time; }
  double timeAtNoiseRatio(double noiseRatio) const override { return clampTime(noiseRatio); }
  double minimumTime() const override { return m_parameters.sigmaMin; }
  double maximumTime() const override { return m_parameters.sigmaMax; }
  double drawTime(double uniform) const override
  {
    const double quantile = normalQuantile(m_massBelow + uniform * massInside());
    return clampTime(std::exp(m_parameters.lnSigmaMean + m_parameters.lnSigmaStd * quantile));
  }
  double timeQuantile(double time) const override
  {
    const double mass = normalDistribution(standardised(clampTime(time)));
    return std::clamp((mass - m_massBelow) / massInside(), 0.0, 1.0);
  }

private:
  double standardised(double sigma) const
  {
    return (std::log(sigma) - m_parameters.lnSigmaMean) / m_parameters.lnSigmaStd;
  }
  double massInside() const { return 1.0 - m_massBelow - m_massAbove; }
  double clampTime(double time) const
  {
    return std::clamp(time, m_parameters.sigmaMin, m_parameters.sigmaMax);
  }

  EdmParameters m_parameters;
  double m_massBelow;
  double m_massAbove;
};

} // namespace

MadeSchedule makeEdm(const Json& parameters)
{
  ParameterReader reader("schedule edm", parameters);
  EdmParameters edm;
  edm.sigmaMin = reader.number("sigmaMin", edm.sigmaMin, 1e-6, 10.0);
  edm.sigmaMax = reader.number("sigmaMax", edm.sigmaMax, 1e-3, 1e5);
  edm.lnSigmaMean = reader.number("lnSigmaMean", edm.lnSigmaMean, -10.0, 10.0);
  edm.lnSigmaStd = reader.number("lnSigmaStd", edm.lnSigmaStd, 0.01, 10.0);
  reader.require(edm.sigmaMax > edm.sigmaMin, "needs sigmaMax to be larger than sigmaMin");
  const double logMean = std::exp(edm.lnSigmaMean);
  reader.require(logMean > edm.sigmaMin && logMean < edm.sigmaMax,
                 "needs exp(lnSigmaMean) between sigmaMin and sigmaMax");
  return reader.finish().map(
      [&]() -> std::shared_ptr<const Schedule> { return std::make_shared<Edm>(edm); });
}

} // namespace limpid::diffusion
