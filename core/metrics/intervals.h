#pragma once

#include <cstdint>
#include <span>

namespace limpid::metrics {

struct Interval
{
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// Mean with a 95 % percentile bootstrap interval. No values give zeros.
Interval bootstrapMean(std::span<const double> values, std::uint64_t seed);
/// The same for the median.
Interval bootstrapMedian(std::span<const double> values, std::uint64_t seed);

} // namespace limpid::metrics
