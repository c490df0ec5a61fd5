#include "core/diffusion/schedule_parts.h"

#include <cmath>

namespace limpid::diffusion {
namespace {

/// Sub-VP (Song et al., ICLR 2021): u² = ᾱ = exp(−∫β), v = 1 − ᾱ.
class SubVp final : public UniformTimeSchedule
{
public:
  SubVp(LinearBeta beta, double minimumTime) : UniformTimeSchedule(minimumTime, 1.0), m_beta(beta)
  {
  }

  std::string id() const override { return "sub-vp"; }
  Json parameters() const override
  {
    return {{"betaMin", m_beta.first}, {"betaMax", m_beta.last}, {"minimumTime", minimumTime()}};
  }
  double signalScale(double time) const override { return std::exp(-0.5 * m_beta.integral(time)); }
  double noiseScale(double time) const override { return -std::expm1(-m_beta.integral(time)); }
  double drift(double time) const override { return -0.5 * m_beta.rate(time); }
  double diffusionSquared(double time) const override
  {
    return -m_beta.rate(time) * std::expm1(-2.0 * m_beta.integral(time));
  }
  /// v/u = 2 sinh(½∫β), which is M3's ᾱ = 1 + r²/2 − r√(1 + r²/4).
  double timeAtNoiseRatio(double noiseRatio) const override
  {
    return clampTime(m_beta.timeAtIntegral(2.0 * std::asinh(0.5 * noiseRatio)));
  }

private:
  LinearBeta m_beta;
};

} // namespace

MadeSchedule makeSubVp(const Json& parameters)
{
  ParameterReader reader("schedule sub-vp", parameters);
  const LinearBeta beta = LinearBeta::read(reader);
  const double minimumTime = reader.number("minimumTime", 0.001, 1e-6, 0.5);
  return reader.finish().map([&]() -> std::shared_ptr<const Schedule> {
    return std::make_shared<SubVp>(beta, minimumTime);
  });
}

} // namespace limpid::diffusion
