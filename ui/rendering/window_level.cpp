#include "ui/rendering/window_level.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace limpid::rendering {
namespace {

constexpr std::size_t samplesWanted = 200000; // enough for a percentile, quick for a gallery
constexpr double pixelsPerRange = 300.0;

std::vector<float> sampled(std::span<const imaging::Image> images)
{
  std::size_t total = 0;
  for (const imaging::Image& image : images)
    total += image.pixels.size();
  const std::size_t step = std::max<std::size_t>(1, total / samplesWanted);
  std::vector<float> values;
  values.reserve(total / step + images.size());
  for (const imaging::Image& image : images)
    for (std::size_t i = 0; i < image.pixels.size(); i += step)
      if (std::isfinite(image.pixels[i]))
        values.push_back(image.pixels[i]);
  return values;
}

double percentile(std::vector<float>& values, double fraction)
{
  const auto place =
      static_cast<std::ptrdiff_t>(std::lround(fraction * static_cast<double>(values.size() - 1)));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return static_cast<double>(values[static_cast<std::size_t>(place)]);
}

} // namespace

WindowLevel percentileWindow(std::span<const imaging::Image> images)
{
  std::vector<float> values = sampled(images);
  if (values.empty())
    return {};
  const double low = percentile(values, 0.005);
  const double high = percentile(values, 0.995);
  const double width = high > low ? high - low : std::max(std::abs(low), 1.0) * 1e-3;
  return {.centre = (low + high) / 2.0, .width = width};
}

WindowLevel dragged(const WindowLevel& start, double range, QPointF pixels)
{
  const double step = range / pixelsPerRange;
  return {.centre = start.centre + pixels.y() * step,
          .width = std::max(start.width + pixels.x() * step, range * 1e-4)};
}

} // namespace limpid::rendering
