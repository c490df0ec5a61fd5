#include "core/diffusion/schedule_parts.h"

#include <cmath>

namespace limpid::diffusion {
namespace {

/// Variance preserving, β linear in t: u² = exp(−∫β), v² = 1 − u².
class VpLinear final : public UniformTimeSchedule
{
public:
  VpLinear(LinearBeta beta, double minimumTime)
      : UniformTimeSchedule(minimumTime, 1.0), m_beta(beta)
  {
  }

  std::string id() const override { return "vp-linear"; }
  Json parameters() const override
  {
    return {{"betaMin", m_beta.first}, {"betaMax", m_beta.last}, {"minimumTime", minimumTime()}};
  }
  double signalScale(double time) const override { return std::exp(-0.5 * m_beta.integral(time)); }
  double noiseScale(double time) const override
  {
    return std::sqrt(-std::expm1(-m_beta.integral(time)));
  }
  double drift(double time) const override { return -0.5 * m_beta.rate(time); }
  double diffusionSquared(double time) const override { return m_beta.rate(time); }
  double timeAtNoiseRatio(double noiseRatio) const override
  {
    return clampTime(m_beta.timeAtIntegral(std::log1p(noiseRatio * noiseRatio)));
  }

private:
  LinearBeta m_beta;
};

} // namespace

MadeSchedule makeVpLinear(const Json& parameters)
{
  ParameterReader reader("schedule vp-linear", parameters);
  const LinearBeta beta = LinearBeta::read(reader);
  const double minimumTime = reader.number("minimumTime", 0.001, 1e-6, 0.5);
  return reader.finish().map([&]() -> std::shared_ptr<const Schedule> {
    return std::make_shared<VpLinear>(beta, minimumTime);
  });
}

} // namespace limpid::diffusion
