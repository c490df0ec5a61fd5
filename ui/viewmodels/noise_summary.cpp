#include "ui/viewmodels/noise_summary.h"

#include <algorithm>

namespace limpid::viewmodels {

namespace {

constexpr int bins = 24;

} // namespace

std::vector<double> knownNoise(const KindContent& content)
{
  std::vector<double> values;
  const auto component =
      std::find_if(content.schema.begin(), content.schema.end(),
                   [](const risk::Component& one) { return one.use == risk::ComponentUse::Noise; });
  if (component == content.schema.end())
    return values;
  for (const RatedImage& image : content.images)
    if (const auto rating = image.quality.find(component->id); rating != image.quality.end())
      values.push_back(rating->second.value);
  std::sort(values.begin(), values.end());
  return values;
}

NoiseHistogram noiseHistogram(const std::vector<double>& risingNoise)
{
  NoiseHistogram histogram;
  if (risingNoise.empty())
    return histogram;
  const double width = std::max(risingNoise.back(), 1e-9) / bins;
  for (int edge = 0; edge <= bins; ++edge)
    histogram.edges.push_back(width * edge);
  histogram.counts.assign(bins, 0.0);
  for (const double value : risingNoise) {
    const int bin = std::clamp(static_cast<int>(value / width), 0, bins - 1);
    histogram.counts[static_cast<std::size_t>(bin)] += 1.0;
  }
  return histogram;
}

} // namespace limpid::viewmodels
