#include "core/metrics/image_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::metrics {

Result<void> checkImages(const ImageSet& images, std::size_t least, std::string_view name)
{
  if (images.channels < 1 || images.rows < 1 || images.columns < 1 ||
      images.values.size() % images.size() != 0)
    return failure(ErrorCode::BadInput,
                   fmt::format("The {}: {} numbers aren't whole images of {} × {} × {}.", name,
                               images.values.size(), images.channels, images.rows, images.columns));
  if (images.count() < least)
    return failure(ErrorCode::BadInput, fmt::format("The {} are {}; at least {} are needed.", name,
                                                    images.count(), least));
  if (!std::all_of(images.values.begin(), images.values.end(),
                   [](float value) { return std::isfinite(value); }))
    return failure(ErrorCode::BadInput,
                   fmt::format("The {} hold a pixel that isn't a finite number.", name));
  return {};
}

Result<void> checkImages(const ImageSet& samples, const ImageSet& real, std::size_t least)
{
  if (samples.channels != real.channels || samples.rows != real.rows ||
      samples.columns != real.columns)
    return failure(ErrorCode::BadInput,
                   fmt::format("The samples are {} × {} × {}, the real images {} × {} × {}.",
                               samples.channels, samples.rows, samples.columns, real.channels,
                               real.rows, real.columns));
  if (const Result<void> checked = checkImages(samples, least, "samples"); !checked)
    return failure(checked.error());
  return checkImages(real, least, "real images");
}

double squaredDistance(std::span<const float> one, std::span<const float> other)
{
  // Sums of their own side by side: the compiler may use vectors, the order stays the same.
  constexpr std::size_t lanes = 16;
  std::array<float, lanes> sums{};
  std::size_t at = 0;
  for (; at + lanes <= one.size(); at += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float difference = one[at + lane] - other[at + lane];
      sums[lane] += difference * difference;
    }
  double total = 0.0;
  for (const float sum : sums)
    total += double{sum};
  for (; at < one.size(); ++at) {
    const double difference = double{one[at]} - double{other[at]};
    total += difference * difference;
  }
  return total;
}

} // namespace limpid::metrics
