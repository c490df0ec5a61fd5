#include "core/engine/sample_checks.h"

#include "core/base/random.h"
#include "core/engine/images.h"
#include "core/metrics/noise_estimators.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>

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

torch::Tensor unitDirections(std::int64_t dimension, std::uint64_t seed)
{
  constexpr std::int64_t count = 128;
  const torch::Tensor directions = torch::empty({count, dimension}, torch::kFloat32);
  Random random(seed, 0);
  random.fillNormal({directions.data_ptr<float>(), static_cast<std::size_t>(directions.numel())});
  return (directions / directions.norm(2, {1}, true)).t();
}

// Quantiles of each column at the same places, whatever the number of rows.
torch::Tensor quantiles(const torch::Tensor& projected)
{
  constexpr std::int64_t places = 257;
  const torch::Tensor sorted = std::get<0>(projected.sort(0));
  const torch::Tensor at =
      torch::linspace(0.0, static_cast<double>(sorted.size(0) - 1), places, torch::kFloat32);
  const torch::Tensor below = at.floor().to(torch::kLong);
  const torch::Tensor above = at.ceil().to(torch::kLong);
  const torch::Tensor share = (at - below).unsqueeze(1);
  return sorted.index_select(0, below) * (1 - share) + sorted.index_select(0, above) * share;
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

double slicedWasserstein(const torch::Tensor& one, const torch::Tensor& other, std::uint64_t seed)
{
  const torch::Tensor directions = unitDirections(one[0].numel(), seed);
  const torch::Tensor difference =
      quantiles(one.flatten(1).matmul(directions)) - quantiles(other.flatten(1).matmul(directions));
  return std::sqrt(difference.square().mean().item<double>());
}

std::optional<CopyCheck> checkCopies(const torch::Tensor& samples,
                                     const dataset::FrozenDataset& data,
                                     std::span<const std::int64_t> clean)
{
  const torch::Tensor training = gather(data, clean, torch::kCPU).flatten(1);
  const double perPixel = 1.0 / std::sqrt(static_cast<double>(training.size(1)));
  const torch::Tensor between = (torch::cdist(training, training) * perPixel).contiguous();
  CopyCheck check;
  check.compared = training.size(0);
  check.betweenPatients = std::numeric_limits<double>::infinity();
  for (std::size_t one = 0; one < clean.size(); ++one)
    for (std::size_t other = one + 1; other < clean.size(); ++other)
      if (data.patient(clean[one]) != data.patient(clean[other]))
        check.betweenPatients =
            std::min(check.betweenPatients,
                     static_cast<double>(between.data_ptr<float>()[one * clean.size() + other]));
  if (!std::isfinite(check.betweenPatients))
    return std::nullopt;
  const torch::Tensor nearest =
      std::get<0>((torch::cdist(samples.flatten(1), training) * perPixel).min(1)).contiguous();
  for (std::int64_t index = 0; index < nearest.size(0); ++index) {
    check.nearest.push_back(static_cast<double>(nearest.data_ptr<float>()[index]));
    if (check.nearest.back() < check.betweenPatients)
      check.tooNear.push_back(index);
  }
  return check;
}

} // namespace limpid::engine
