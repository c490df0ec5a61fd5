#include "core/metrics/object_mask.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::metrics {
namespace {

constexpr std::size_t bins = 256;
/// A normal law parts into halves with 2/π = .64, an even one with .75.
constexpr double leastSeparation = 0.75;

bool isFlat(const Plane& plane, std::size_t row, std::size_t column)
{
  const float middle = plane.pixels[row * plane.columns + column];
  for (std::size_t at = row - 1; at <= row + 1; ++at) {
    const float* three = &plane.pixels[at * plane.columns + column - 1];
    if (three[0] != middle || three[1] != middle || three[2] != middle)
      return false;
  }
  return true;
}

/// Mean of the pixel and its neighbours, as many as there are.
std::vector<double> smoothed(const std::vector<double>& values, std::size_t rows,
                             std::size_t columns)
{
  std::vector<double> result(values.size());
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t column = 0; column < columns; ++column) {
      double sum = 0.0;
      double count = 0.0;
      for (std::size_t at = row == 0 ? 0 : row - 1; at <= std::min(row + 1, rows - 1); ++at)
        for (std::size_t across = column == 0 ? 0 : column - 1;
             across <= std::min(column + 1, columns - 1); ++across) {
          sum += values[at * columns + across];
          count += 1.0;
        }
      result[row * columns + column] = sum / count;
    }
  return result;
}

struct Parting
{
  double threshold = 0.0;
  double separation = 0.0; ///< between-class variance over all variance
};

Parting otsu(const std::vector<double>& values)
{
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double width = (*high - *low) / static_cast<double>(bins);
  if (!(width > 0.0))
    return {};
  std::array<double, bins> counts{};
  double mean = 0.0;
  double squares = 0.0;
  for (const double value : values) {
    counts[std::min(static_cast<std::size_t>((value - *low) / width), bins - 1)] += 1.0;
    mean += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(values.size());
  mean /= count;
  const double variance = squares / count - mean * mean;
  Parting best;
  double below = 0.0;
  double sumBelow = 0.0;
  for (std::size_t bin = 0; bin + 1 < bins; ++bin) {
    const double middle = *low + (static_cast<double>(bin) + 0.5) * width;
    below += counts[bin] / count;
    sumBelow += middle * counts[bin] / count;
    if (below <= 0.0 || below >= 1.0)
      continue;
    const double distance = sumBelow / below - (mean - sumBelow) / (1.0 - below);
    const double separation = below * (1.0 - below) * distance * distance / variance;
    if (separation > best.separation)
      best = {middle + 0.5 * width, separation};
  }
  return best;
}

} // namespace

Mask flatPixels(const Plane& plane)
{
  Mask flat(plane.pixels.size(), 0);
  for (std::size_t row = 1; row + 1 < plane.rows; ++row)
    for (std::size_t column = 1; column + 1 < plane.columns; ++column)
      if (isFlat(plane, row, column))
        for (std::size_t at = row - 1; at <= row + 1; ++at)
          std::fill_n(&flat[at * plane.columns + column - 1], 3, char{1});
  return flat;
}

Mask objectMask(const Plane& plane)
{
  const Mask flat = flatPixels(plane);
  std::vector<double> values(plane.pixels.begin(), plane.pixels.end());
  values = smoothed(smoothed(values, plane.rows, plane.columns), plane.rows, plane.columns);
  std::vector<double> valid;
  for (std::size_t pixel = 0; pixel < values.size(); ++pixel)
    if (flat[pixel] == 0)
      valid.push_back(values[pixel]);
  Mask mask(values.size(), 0);
  if (valid.empty())
    return mask;
  const Parting parting = otsu(valid);
  const bool parted = parting.separation > leastSeparation;
  for (std::size_t pixel = 0; pixel < values.size(); ++pixel)
    mask[pixel] = flat[pixel] == 0 && (!parted || values[pixel] > parting.threshold) ? 1 : 0;
  return mask;
}

Mask eroded(const Mask& mask, std::size_t rows, std::size_t columns, std::size_t distance)
{
  // Along the rows, then along the columns: a square is the product of two lines.
  const auto alongLines = [distance](const Mask& before, std::size_t lines, std::size_t length,
                                     std::size_t lineStep, std::size_t step) {
    Mask after = before;
    for (std::size_t line = 0; line < lines; ++line)
      for (std::size_t place = 0; place < length; ++place)
        if (before[line * lineStep + place * step] == 0)
          for (std::size_t near = place - std::min(place, distance);
               near <= std::min(place + distance, length - 1); ++near)
            after[line * lineStep + near * step] = 0;
    return after;
  };
  return alongLines(alongLines(mask, rows, columns, columns, 1), columns, rows, 1, columns);
}

} // namespace limpid::metrics
