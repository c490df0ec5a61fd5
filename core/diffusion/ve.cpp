#include "core/diffusion/schedule_parts.h"

#include <cmath>

namespace limpid::diffusion {
namespace {

/// Variance exploding: u = 1, v² = σ² − σmin² with σ(t) = σmin (σmax/σmin)^t.
class Ve final : public UniformTimeSchedule
{
public:
  Ve(double sigmaMin, double sigmaMax, double minimumTime)
      : UniformTimeSchedule(minimumTime, 1.0),
        m_sigmaMin(sigmaMin),
        m_sigmaMax(sigmaMax),
        m_logRatio(std::log(sigmaMax / sigmaMin))
  {
  }

  std::string id() const override { return "ve"; }
  Json parameters() const override
  {
    return {{"sigmaMin", m_sigmaMin}, {"sigmaMax", m_sigmaMax}, {"minimumTime", minimumTime()}};
  }
  double signalScale(double) const override { return 1.0; }
  double noiseScale(double time) const override
  {
    return m_sigmaMin * std::sqrt(std::expm1(2.0 * m_logRatio * time));
  }
  double drift(double) const override { return 0.0; }
  double diffusionSquared(double time) const override
  {
    return 2.0 * m_logRatio * m_sigmaMin * m_sigmaMin * std::exp(2.0 * m_logRatio * time);
  }
  double timeAtNoiseRatio(double noiseRatio) const override
  {
    const double relative = noiseRatio / m_sigmaMin;
    return clampTime(std::log1p(relative * relative) / (2.0 * m_logRatio));
  }

private:
  double m_sigmaMin;
  double m_sigmaMax;
  double m_logRatio;
};

} // namespace

MadeSchedule makeVe(const Json& parameters)
{
  ParameterReader reader("schedule ve", parameters);
  const double sigmaMin = reader.number("sigmaMin", 0.01, 1e-6, 10.0);
  const double sigmaMax = reader.number("sigmaMax", 50.0, 1e-3, 1e5);
  const double minimumTime = reader.number("minimumTime", 0.001, 1e-6, 0.5);
  reader.require(sigmaMax > sigmaMin, "needs sigmaMax to be larger than sigmaMin");
  return reader.finish().map([&]() -> std::shared_ptr<const Schedule> {
    return std::make_shared<Ve>(sigmaMin, sigmaMax, minimumTime);
  });
}

} // namespace limpid::diffusion
