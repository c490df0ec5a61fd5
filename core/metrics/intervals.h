#pragma once

#include <cstdint>
#include <span>

namespace limpid::metrics {

/// A figure and the interval it is known to.
struct Interval
{
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// Mean with a 95 % percentile bootstrap interval (Efron and Tibshirani, 1993) of 2,000 resamples:
/// the same for the same seed. It needs independent values: give one per patient, not per image. No
/// values give zeros, one value gives an interval of no width.
Interval bootstrapMean(std::span<const double> values, std::uint64_t seed);
/// The same for the median.
Interval bootstrapMedian(std::span<const double> values, std::uint64_t seed);

} // namespace limpid::metrics
