#pragma once

#include "core/diffusion/risk_sensitive.h"

#include <span>
#include <string>
#include <vector>

namespace limpid::diffusion {

/// Which images teach at each noise level (M8), counted with the trainer's own rule.
struct Coverage
{
  std::vector<double> time;
  std::vector<double> noiseRatio;
  std::vector<int> images;   ///< admissible images at each time
  std::vector<int> patients; ///< patients with at least one admissible image
};

/// `patients` holds one pseudonym per risk, or is empty. Times as in time_grid.h. Sorts once, then
/// searches: n images and m times cost (n + m) log n.
Coverage coverage(const Schedule& schedule, std::span<const Risk> risks,
                  std::span<const std::string> patients, double buffer, int times);

/// The same for any law: one threshold of noise ratio per image, as NoiseCorrection gives them.
Coverage coverage(const Schedule& schedule, std::vector<double> thresholdNoiseRatios,
                  std::span<const std::string> patients, int times);

} // namespace limpid::diffusion
