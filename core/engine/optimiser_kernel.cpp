#include "core/engine/optimiser_kernel.h"

#include "core/engine/processor_kinds.h"

#include <cmath>

namespace limpid::engine {

LIMPID_FOR_EACH_PROCESSOR
void adamW(float* __restrict weights, const float* __restrict gradient, float* __restrict first,
           float* __restrict second, std::int64_t count, const AdamWFactors& factors)
{
  const AdamWFactors by = factors;
  for (std::int64_t index = 0; index < count; ++index) {
    const float slope = gradient[index];
    const float mean = first[index] * by.firstDecay + by.firstShare * slope;
    const float square = second[index] * by.secondDecay + by.secondShare * slope * slope;
    first[index] = mean;
    second[index] = square;
    weights[index] = weights[index] * by.shrink -
                     by.stride * mean / (std::sqrt(square * by.secondInverseBias) + by.tiny);
  }
}

} // namespace limpid::engine
