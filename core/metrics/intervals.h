#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

/// A figure of a table's rows, given as their numbers (some twice, some not at all).
using RowStatistic = std::function<double(std::span<const std::size_t> rows)>;
/// The same for any figure of `rows` independent rows. Resamples in which the figure is NaN
/// (undefined) don't count; it costs 2,001 calls.
Interval bootstrapOf(std::size_t rows, std::uint64_t seed, const RowStatistic& statistic);

} // namespace limpid::metrics
