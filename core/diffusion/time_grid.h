#pragma once

#include "core/diffusion/schedule.h"

#include <vector>

namespace limpid::diffusion {

/// `times` rising times, even in ln(v/u) from the smallest to the largest noise ratio of the
/// schedule, cut to the levels that show in a picture: 0.005 to 100. The axis of all curves.
std::vector<double> evenNoiseTimes(const Schedule& schedule, int times);

} // namespace limpid::diffusion
