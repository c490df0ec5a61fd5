#include "core/imaging/intensity.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace limpid::imaging {
namespace {

/// Same number as the pixels left and right of it: padding, or air that the scanner cut off. There
/// is no noise in it to lose.
bool isConstant(const Image& image, std::size_t at)
{
  const auto columns = static_cast<std::size_t>(image.columns);
  const std::size_t column = at % columns;
  const float value = image.pixels[at];
  return columns > 1 && (column == 0 || image.pixels[at - 1] == value) &&
         (column + 1 == columns || image.pixels[at + 1] == value);
}

} // namespace

Windowed toModelIntensity(const Image& image, const IntensityWindow& window)
{
  Windowed result{image, 0.0};
  const double scale = window.unitsPerModelIntensity();
  std::int64_t clipped = 0;
  for (std::size_t at = 0; at < image.pixels.size(); ++at) {
    const double value = (static_cast<double>(image.pixels[at]) - window.low) / scale - 1.0;
    clipped += (value < -1.0 || value > 1.0) && !isConstant(image, at);
    result.image.pixels[at] = static_cast<float>(std::clamp(value, -1.0, 1.0));
  }
  if (!image.pixels.empty())
    result.clippedShare = static_cast<double>(clipped) / static_cast<double>(image.pixels.size());
  return result;
}

Image fromModelIntensity(const Image& image, const IntensityWindow& window)
{
  Image result = image;
  const double scale = window.unitsPerModelIntensity();
  for (float& pixel : result.pixels)
    pixel = static_cast<float>((static_cast<double>(pixel) + 1.0) * scale + window.low);
  return result;
}

IntensityWindow percentileWindow(const Image& image, double lowShare, double highShare)
{
  std::vector<float> values;
  values.reserve(image.pixels.size());
  std::ranges::copy_if(image.pixels, std::back_inserter(values),
                       [](float value) { return std::isfinite(value); });
  if (values.empty())
    return {};
  const auto valueAt = [&values](double share) {
    const auto place = static_cast<std::ptrdiff_t>(
        std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1)));
    std::ranges::nth_element(values, values.begin() + place);
    return static_cast<double>(values[static_cast<std::size_t>(place)]);
  };
  const double low = valueAt(lowShare);
  const double high = valueAt(highShare);
  return high > low ? IntensityWindow{low, high} : IntensityWindow{low - 0.5, low + 0.5};
}

} // namespace limpid::imaging
