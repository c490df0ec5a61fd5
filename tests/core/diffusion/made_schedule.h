#pragma once

#include "core/diffusion/schedule.h"

#include <stdexcept>

namespace limpid::diffusion {

/// The schedule with its defaults, or a test that ends with the reason.
inline std::shared_ptr<const Schedule> made(std::string_view id,
                                            const Json& parameters = Json::object())
{
  auto schedule = makeSchedule(id, parameters);
  if (!schedule)
    throw std::runtime_error(schedule.error().message);
  return *schedule;
}

/// Times spread over the schedule's range by noise ratio, ends left out.
inline std::vector<double> innerTimes(const Schedule& schedule)
{
  std::vector<double> times;
  for (const double ratio : {0.02, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0})
    times.push_back(schedule.timeAtNoiseRatio(ratio));
  return times;
}

} // namespace limpid::diffusion
