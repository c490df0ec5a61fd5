#pragma once

#include <cstdint>

namespace limpid::engine {

/// What one step of AdamW does to every element, as factors.
struct AdamWFactors
{
  float firstDecay = 0.0F;
  float firstShare = 1.0F; ///< 1 − firstDecay, rounded by itself
  float secondDecay = 0.0F;
  float secondShare = 1.0F;
  float tiny = 0.0F;
  float shrink = 1.0F; ///< of the weights, by their decay
  float stride = 0.0F; ///< learning rate over the first moment's bias
  float secondInverseBias = 1.0F;
};

/// One pass over four arrays of `count` elements that don't overlap: the moments follow the
/// gradient, the weights the moments.
void adamW(float* weights, const float* gradient, float* first, float* second, std::int64_t count,
           const AdamWFactors& factors);

} // namespace limpid::engine
