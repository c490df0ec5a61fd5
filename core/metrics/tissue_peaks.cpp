#include "core/metrics/tissue_peaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace limpid::metrics {
namespace {

struct Tissue
{
  std::string_view name;
  int low;
  int high;
  double smoothing; ///< σ of the kernel, HU
  double tolerance; ///< between positions, HU
};

constexpr std::array<Tissue, 4> tissues = {{{"air", -1100, -850, 6.0, 30.0},
                                            {"fat", -150, -40, 6.0, 10.0},
                                            {"water", -20, 100, 6.0, 10.0},
                                            {"bone", 150, 1600, 30.0, 60.0}}};
constexpr double leastShare = 0.005;

/// One bin a Hounsfield unit, with room for the kernels on both sides.
constexpr int lowest = -1300;
constexpr int highest = 1900;

using Histogram = std::vector<double>;

Result<Histogram> histogramOf(std::span<const float> pixels, std::string_view name)
{
  if (pixels.empty())
    return failure(ErrorCode::BadInput, fmt::format("There are no {} to take peaks of.", name));
  Histogram counts(static_cast<std::size_t>(highest - lowest) + 1, 0.0);
  for (const float pixel : pixels) {
    if (!std::isfinite(pixel))
      return failure(ErrorCode::BadInput,
                     fmt::format("The {} hold a pixel that isn't a finite number.", name));
    const double unit = std::round(double{pixel});
    if (unit >= lowest && unit <= highest)
      counts[static_cast<std::size_t>(unit - lowest)] += 1.0;
  }
  for (double& count : counts)
    count /= static_cast<double>(pixels.size());
  return counts;
}

double smoothedAt(const Histogram& histogram, int unit, double smoothing)
{
  const int reach = static_cast<int>(3.0 * smoothing);
  double sum = 0.0;
  for (int offset = -reach; offset <= reach; ++offset) {
    const int at = unit + offset - lowest;
    if (at >= 0 && at < static_cast<int>(histogram.size()))
      sum += histogram[static_cast<std::size_t>(at)] *
             std::exp(-0.5 * offset * offset / (smoothing * smoothing));
  }
  return sum;
}

TissuePeak peakOf(const Histogram& histogram, const Tissue& tissue)
{
  TissuePeak peak;
  int best = tissue.low;
  double height = -1.0;
  for (int unit = tissue.low; unit <= tissue.high; ++unit) {
    peak.share += histogram[static_cast<std::size_t>(unit - lowest)];
    const double smoothed = smoothedAt(histogram, unit, tissue.smoothing);
    if (smoothed > height) {
      height = smoothed;
      best = unit;
    }
  }
  if (peak.share >= leastShare && best > tissue.low && best < tissue.high)
    peak.position = best;
  return peak;
}

bool agree(const TissuePeak& samples, const TissuePeak& real, const Tissue& tissue)
{
  if (samples.position.has_value() != real.position.has_value())
    return false;
  if (samples.position && std::abs(*samples.position - *real.position) > tissue.tolerance)
    return false;
  const double difference = std::abs(samples.share - real.share);
  return difference < 0.02 || difference < 0.5 * std::max(samples.share, real.share);
}

} // namespace

Result<std::vector<TissueComparison>> compareTissuePeaks(std::span<const float> samples,
                                                         std::span<const float> real)
{
  const Result<Histogram> ofSamples = histogramOf(samples, "samples");
  if (!ofSamples)
    return failure(ofSamples.error());
  const Result<Histogram> ofReal = histogramOf(real, "real images");
  if (!ofReal)
    return failure(ofReal.error());
  std::vector<TissueComparison> comparisons;
  for (const Tissue& tissue : tissues) {
    TissueComparison comparison{tissue.name,
                                static_cast<double>(tissue.low),
                                static_cast<double>(tissue.high),
                                peakOf(*ofSamples, tissue),
                                peakOf(*ofReal, tissue),
                                false};
    comparison.agrees = agree(comparison.samples, comparison.real, tissue);
    comparisons.push_back(comparison);
  }
  return comparisons;
}

} // namespace limpid::metrics
