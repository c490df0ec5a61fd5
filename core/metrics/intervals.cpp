#include "core/metrics/intervals.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace limpid::metrics {
namespace {

constexpr int resamples = 2000;
constexpr double tail = 0.025;

double mean(std::vector<double>& values)
{
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Reorders the values.
double median(std::vector<double>& values)
{
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1)
    return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

/// Linear between the order statistics.
double quantile(const std::vector<double>& sorted, double share)
{
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

using Statistic = double (*)(std::vector<double>&);

Interval bootstrap(std::span<const double> values, std::uint64_t seed, Statistic statistic)
{
  if (values.empty())
    return {};
  std::vector<double> drawn(values.begin(), values.end());
  Interval interval;
  interval.value = statistic(drawn);

  Random random(seed, 0);
  std::vector<double> outcomes(resamples);
  for (double& outcome : outcomes) {
    for (double& value : drawn)
      value = values[static_cast<std::size_t>(random.below(values.size()))];
    outcome = statistic(drawn);
  }
  std::sort(outcomes.begin(), outcomes.end());
  interval.low = quantile(outcomes, tail);
  interval.high = quantile(outcomes, 1.0 - tail);
  return interval;
}

} // namespace

Interval bootstrapMean(std::span<const double> values, std::uint64_t seed)
{
  return bootstrap(values, seed, mean);
}

Interval bootstrapMedian(std::span<const double> values, std::uint64_t seed)
{
  return bootstrap(values, seed, median);
}

Interval bootstrapOf(std::size_t rows, std::uint64_t seed, const RowStatistic& statistic)
{
  std::vector<std::size_t> drawn(rows);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  const double value = statistic(drawn);
  Random random(seed, 0);
  std::vector<double> outcomes;
  for (int resample = 0; resample < resamples; ++resample) {
    for (std::size_t& row : drawn)
      row = static_cast<std::size_t>(random.below(rows));
    if (const double outcome = statistic(drawn); !std::isnan(outcome))
      outcomes.push_back(outcome);
  }
  if (outcomes.empty())
    return {value, value, value};
  std::sort(outcomes.begin(), outcomes.end());
  return {value, quantile(outcomes, tail), quantile(outcomes, 1.0 - tail)};
}

} // namespace limpid::metrics
