#pragma once

#include "core/dataset/frozen_dataset.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace limpid::engine {

/// The toy on which the paper and method.md judge objectives: an equal mixture of four Gaussians
/// at (±2, ±2) of standard deviation .35, in two dimensions. Everything about it is known exactly.
namespace toy {

constexpr int dimensions = 2;
constexpr int components = 4;
constexpr double deviation = 0.35;

using Point = std::array<double, dimensions>;

Point centre(int component);
/// From (seed, index) alone; `component` is the index modulo four.
Point draw(std::uint64_t seed, std::uint64_t index);

/// `count` clean points as a data set of N×2×1×1, labelled by their component.
dataset::DatasetContent cleanPoints(int count, std::uint64_t seed);

/// Shares of the components, of sum 1.
using Shares = std::array<double, components>;
constexpr Shares equalShares{0.25, 0.25, 0.25, 0.25};

/// ε* = −v ∇ ln p_t at x_t, where p_t is the law of u·x0 + v·ξ for components of these shares.
Point exactEpsilon(const Point& noisy, double signalScale, double noiseScale,
                   const Shares& shares = equalShares);

/// What samples are judged by.
struct Measures
{
  double outside = 0.0; ///< share farther than 3 standard deviations from every centre; exact .011
  double balanceError = 0.0; ///< total variation of the shares of the nearest centre
  double energyDistance = 0.0; ///< 2E|X−Y| − E|X−X'| − E|Y−Y'| against exact points, unbiased
};
/// `samples` are pairs of coordinates.
Measures measure(std::span<const float> samples, std::uint64_t seed);

} // namespace toy
} // namespace limpid::engine
