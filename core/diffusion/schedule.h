#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::diffusion {

/// A linear forward SDE by its clean kernel x_t = u(t)·x0 + v(t)·ξ (method.md, notation).
/// The noise ratio σ(t) = v/u rises strictly with t; SNR = 1/σ².
class Schedule
{
public:
  virtual ~Schedule() = default;

  virtual std::string id() const = 0;  ///< the name on the command line: "vp-linear", "edm" …
  virtual Json parameters() const = 0; ///< what makeSchedule takes to make it again
  virtual double signalScale(double time) const = 0; ///< u(t)
  virtual double noiseScale(double time) const = 0;  ///< v(t), model intensity
  /// f of dx = f·x dt + g dw, that is u'/u.
  virtual double drift(double time) const = 0;
  /// g², that is d(v²)/dt − 2 f v².
  virtual double diffusionSquared(double time) const = 0;
  /// The t with v/u = noiseRatio, clamped to [minimumTime, maximumTime]; the closed forms of M3.
  virtual double timeAtNoiseRatio(double noiseRatio) const = 0;
  virtual double minimumTime() const = 0; ///< training and sampling end here
  virtual double maximumTime() const = 0;
  /// Inverse distribution function of the training density: uniform in (0, 1) → t.
  virtual double drawTime(double uniform) const = 0;
  /// Distribution function of the training density, the inverse of drawTime: t → [0, 1].
  virtual double timeQuantile(double time) const = 0;

  double noiseRatio(double time) const { return noiseScale(time) / signalScale(time); }
};

/// By name and parameters (JSON object; missing ones take their defaults). BadInput names what is
/// wrong. A new schedule is one file and one line in the registry in schedule.cpp.
Result<std::shared_ptr<const Schedule>> makeSchedule(std::string_view id, const Json& parameters);
std::vector<std::string> scheduleNames();

} // namespace limpid::diffusion
