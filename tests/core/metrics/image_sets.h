#pragma once

#include "core/base/random.h"
#include "core/metrics/image_set.h"

#include <cstdint>
#include <vector>

namespace limpid::metrics {

/// Images of independent normal pixels: mean and standard deviation as given.
inline std::vector<float> normalImages(std::size_t numbers, double mean, double deviation,
                                       std::uint64_t seed)
{
  Random random(seed, 0);
  std::vector<float> values(numbers);
  for (float& value : values)
    value = static_cast<float>(mean + deviation * random.normal());
  return values;
}

} // namespace limpid::metrics
