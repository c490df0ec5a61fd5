#pragma once

// For the sources of core/metrics only.

#include <array>
#include <cstddef>
#include <vector>

namespace limpid::metrics {

inline constexpr std::size_t patchSide = 16;
inline constexpr std::size_t patchScales = 3;
inline constexpr std::size_t patchFeatures = 2 * patchScales + 2;
using FeatureRow = std::array<double, patchFeatures>;

/// A square part of an image.
struct Patch
{
  std::vector<double> values;
  std::size_t side = 0;

  double at(std::size_t row, std::size_t column) const { return values[row * side + column]; }
};

double variance(const Patch& patch);

/// Logarithms of the energies of gradients along and across at three scales, of the Laplacian's and
/// of the variance.
FeatureRow featuresOf(const Patch& patch);

} // namespace limpid::metrics
