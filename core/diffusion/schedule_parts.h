#pragma once

#include "core/diffusion/parameter_reader.h"
#include "core/diffusion/schedule.h"

#include <algorithm>

/// What the files of the single schedules share; nobody outside this folder includes it.
namespace limpid::diffusion {

using MadeSchedule = Result<std::shared_ptr<const Schedule>>;

MadeSchedule makeVpLinear(const Json& parameters);
MadeSchedule makeVpCosine(const Json& parameters);
MadeSchedule makeVe(const Json& parameters);
MadeSchedule makeSubVp(const Json& parameters);
MadeSchedule makeEdm(const Json& parameters);
MadeSchedule makeFlow(const Json& parameters);

/// A schedule that trains on times uniform in (minimumTime, maximumTime).
class UniformTimeSchedule : public Schedule
{
public:
  double minimumTime() const final { return m_minimumTime; }
  double maximumTime() const final { return m_maximumTime; }
  double drawTime(double uniform) const final
  {
    return m_minimumTime + uniform * (m_maximumTime - m_minimumTime);
  }
  double timeQuantile(double time) const final
  {
    return std::clamp((time - m_minimumTime) / (m_maximumTime - m_minimumTime), 0.0, 1.0);
  }

protected:
  UniformTimeSchedule(double minimumTime, double maximumTime)
      : m_minimumTime(minimumTime), m_maximumTime(maximumTime)
  {
  }
  double clampTime(double time) const { return std::clamp(time, m_minimumTime, m_maximumTime); }

private:
  double m_minimumTime;
  double m_maximumTime;
};

/// β(t) = first + (last − first)·t of VP and sub-VP; both kernels are functions of its integral.
struct LinearBeta
{
  double first = 0.1;
  double last = 20.0;

  double rate(double time) const { return first + (last - first) * time; }
  double integral(double time) const { return (first + 0.5 * (last - first) * time) * time; }
  /// Inverse of integral(), in the form that loses no digits for small or constant β.
  double timeAtIntegral(double integral) const;

  static LinearBeta read(ParameterReader& reader);
};

} // namespace limpid::diffusion
