#include "core/engine/sample_checks.h"

#include "core/metrics/noise_estimators.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <vector>

namespace limpid::engine {
namespace {

double noiseOf(std::span<const float> image, int channels, int rows, int columns)
{
  const auto plane = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  double sum = 0.0;
  for (int channel = 0; channel < channels; ++channel)
    sum += metrics::immerkaer(image.subspan(static_cast<std::size_t>(channel) * plane, plane), rows,
                              columns);
  return sum / channels;
}

} // namespace

metrics::Interval medianNoise(const torch::Tensor& images, std::uint64_t seed)
{
  const torch::Tensor values = images.to(torch::kFloat32).contiguous();
  const std::int64_t size = values.numel() / std::max<std::int64_t>(values.size(0), 1);
  std::vector<double> noise;
  for (std::int64_t index = 0; index < values.size(0); ++index)
    noise.push_back(
        noiseOf({values.data_ptr<float>() + index * size, static_cast<std::size_t>(size)},
                static_cast<int>(values.size(1)), static_cast<int>(values.size(2)),
                static_cast<int>(values.size(3))));
  return metrics::bootstrapMedian(noise, seed);
}

metrics::Interval medianNoise(const dataset::FrozenDataset& data,
                              std::span<const std::int64_t> indices, std::uint64_t seed)
{
  std::vector<double> noise;
  for (const std::int64_t index : indices)
    noise.push_back(noiseOf(data.image(index), data.channels(), data.rows(), data.columns()));
  return metrics::bootstrapMedian(noise, seed);
}

} // namespace limpid::engine
