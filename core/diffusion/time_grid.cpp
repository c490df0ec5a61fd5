#include "core/diffusion/time_grid.h"

#include <algorithm>
#include <cmath>

namespace limpid::diffusion {
namespace {

constexpr double smallestNoiseRatio = 0.005;
constexpr double largestNoiseRatio = 100.0;

} // namespace

std::vector<double> evenNoiseTimes(const Schedule& schedule, int times)
{
  const auto logRatio = [&schedule](double time) {
    return std::log(std::clamp(schedule.noiseRatio(time), smallestNoiseRatio, largestNoiseRatio));
  };
  const double first = logRatio(schedule.minimumTime());
  const double last = logRatio(schedule.maximumTime());
  std::vector<double> grid;
  for (int index = 0; index < times; ++index) {
    const double share = times > 1 ? static_cast<double>(index) / (times - 1) : 0.0;
    grid.push_back(schedule.timeAtNoiseRatio(std::exp(first + share * (last - first))));
  }
  return grid;
}

} // namespace limpid::diffusion
