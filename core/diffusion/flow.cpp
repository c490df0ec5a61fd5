#include "core/diffusion/schedule_parts.h"

namespace limpid::diffusion {
namespace {

/// Flow matching (rectified flow) as a linear SDE: u = 1 − t, v = t. u is 0 at t = 1, so training
/// ends a little before.
class Flow final : public UniformTimeSchedule
{
public:
  Flow(double minimumTime, double maximumTime) : UniformTimeSchedule(minimumTime, maximumTime) {}

  std::string id() const override { return "flow"; }
  Json parameters() const override
  {
    return {{"minimumTime", minimumTime()}, {"maximumTime", maximumTime()}};
  }
  double signalScale(double time) const override { return 1.0 - time; }
  double noiseScale(double time) const override { return time; }
  double drift(double time) const override { return -1.0 / (1.0 - time); }
  double diffusionSquared(double time) const override { return 2.0 * time / (1.0 - time); }
  double timeAtNoiseRatio(double noiseRatio) const override
  {
    return clampTime(noiseRatio / (1.0 + noiseRatio));
  }
};

} // namespace

MadeSchedule makeFlow(const Json& parameters)
{
  ParameterReader reader("schedule flow", parameters);
  const double minimumTime = reader.number("minimumTime", 0.001, 1e-6, 0.5);
  const double maximumTime = reader.number("maximumTime", 0.995, 0.9, 0.9999);
  return reader.finish().map([&]() -> std::shared_ptr<const Schedule> {
    return std::make_shared<Flow>(minimumTime, maximumTime);
  });
}

} // namespace limpid::diffusion
