#include "core/diffusion/schedule_parts.h"

#include <cmath>
#include <numbers>

namespace limpid::diffusion {
namespace {

/// Variance preserving, cosine (Nichol and Dhariwal, ICML 2021): u = cos θ(t) / cos θ(0) with
/// θ(t) = ½π (t + s)/(1 + s). u is 0 at t = 1, so training ends a little before.
class VpCosine final : public UniformTimeSchedule
{
public:
  VpCosine(double offset, double minimumTime, double maximumTime)
      : UniformTimeSchedule(minimumTime, maximumTime),
        m_offset(offset),
        m_speed(0.5 * std::numbers::pi / (1.0 + offset)),
        m_start(m_speed * offset)
  {
  }

  std::string id() const override { return "vp-cosine"; }
  Json parameters() const override
  {
    return {{"offset", m_offset}, {"minimumTime", minimumTime()}, {"maximumTime", maximumTime()}};
  }
  double signalScale(double time) const override
  {
    return std::cos(angle(time)) / std::cos(m_start);
  }
  double noiseScale(double time) const override
  {
    // sin²θ − sin²θ(0) as a product: no cancellation at small t.
    return std::sqrt(std::sin(angle(time) - m_start) * std::sin(angle(time) + m_start)) /
           std::cos(m_start);
  }
  double drift(double time) const override { return -m_speed * std::tan(angle(time)); }
  double diffusionSquared(double time) const override { return -2.0 * drift(time); }
  double timeAtNoiseRatio(double noiseRatio) const override
  {
    const double signalScale = 1.0 / std::sqrt(1.0 + noiseRatio * noiseRatio);
    return clampTime(std::acos(std::cos(m_start) * signalScale) / m_speed - m_offset);
  }

private:
  double angle(double time) const { return m_speed * time + m_start; }

  double m_offset;
  double m_speed;
  double m_start;
};

} // namespace

MadeSchedule makeVpCosine(const Json& parameters)
{
  ParameterReader reader("schedule vp-cosine", parameters);
  const double offset = reader.number("offset", 0.008, 0.0, 0.5);
  const double minimumTime = reader.number("minimumTime", 0.001, 1e-6, 0.5);
  const double maximumTime = reader.number("maximumTime", 0.995, 0.9, 0.9999);
  return reader.finish().map([&]() -> std::shared_ptr<const Schedule> {
    return std::make_shared<VpCosine>(offset, minimumTime, maximumTime);
  });
}

} // namespace limpid::diffusion
