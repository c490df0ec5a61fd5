#pragma once

// For the sources of core/metrics only.

#include "core/metrics/noise_fit.h"

#include <span>
#include <vector>

namespace limpid::metrics {

/// Samples of several images put together, as laws need them.
struct PooledNoise
{
  bool scaled = false;    ///< the images differ in strength: each counts relative to the median one
  NoiseSamples residuals; ///< of laws whose spread takes a factor: only the residuals are scaled
  NoiseSamples both; ///< of magnitudes, whose law is one of signal over σ; empty unless scaled

  const NoiseSamples& of(SpreadLaw law) const;
};

/// An image's strength is its median residual. Strengths within a factor of 1.5 are taken for one:
/// so much may come from what the images show. Of images that differ by more, those with less than
/// a fifth of the median strength are left out: their residuals are anatomy. `images` isn't empty.
PooledNoise pool(std::span<const NoiseSamples> images);

} // namespace limpid::metrics
