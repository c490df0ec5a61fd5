#include "core/metrics/local_noise.h"

#include "core/metrics/plane_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::metrics {
namespace {

constexpr int smallest = 16;
constexpr std::ptrdiff_t reach = 7; ///< of a window of 15
constexpr std::size_t stride = 4;
constexpr std::size_t fewest = 32; ///< answers that a scale is taken of
constexpr float maskNorm = 6.0F;
constexpr double medianOfNormal = 0.674489750196082;
constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

/// Absolute answers to Immerkær's mask over its norm; NaN at the rim and where pixels are flat.
std::vector<float> answersOf(const Plane& plane)
{
  const Mask flat = flatPixels(plane);
  std::vector<float> answers(plane.pixels.size(), unknown);
  const std::size_t width = plane.columns;
  for (std::size_t row = 1; row + 1 < plane.rows; ++row)
    for (std::size_t column = 1; column + 1 < width; ++column) {
      const std::size_t at = row * width + column;
      if (flat[at] != 0)
        continue;
      const float* middle = &plane.pixels[at];
      const float* above = middle - width;
      const float* below = middle + width;
      const float answer = above[-1] - 2.0F * above[0] + above[1] - 2.0F * middle[-1] +
                           4.0F * middle[0] - 2.0F * middle[1] + below[-1] - 2.0F * below[0] +
                           below[1];
      answers[at] = std::abs(answer) / maskNorm;
    }
  return answers;
}

float scaleAround(const std::vector<float>& answers, const Plane& plane, std::size_t row,
                  std::size_t column, std::vector<float>& found)
{
  found.clear();
  const auto bounded = [](std::size_t at, std::ptrdiff_t offset, std::size_t end) {
    const std::ptrdiff_t place = static_cast<std::ptrdiff_t>(at) + offset;
    return static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(place, 0, static_cast<std::ptrdiff_t>(end)));
  };
  const std::size_t lastRow = bounded(row, reach + 1, plane.rows);
  const std::size_t lastColumn = bounded(column, reach + 1, plane.columns);
  for (std::size_t down = bounded(row, -reach, plane.rows); down < lastRow; ++down)
    for (std::size_t across = bounded(column, -reach, plane.columns); across < lastColumn; ++across)
      if (const float answer = answers[down * plane.columns + across]; !std::isnan(answer))
        found.push_back(answer);
  if (found.size() < fewest)
    return unknown;
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
  std::nth_element(found.begin(), middle, found.end());
  return *middle / static_cast<float>(medianOfNormal);
}

/// Scales at every fourth pixel, the last row and column included.
struct Coarse
{
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<float> scales;
};

Coarse coarseScales(const Plane& plane)
{
  const std::vector<float> answers = answersOf(plane);
  Coarse coarse{(plane.rows - 1) / stride + 2, (plane.columns - 1) / stride + 2, {}};
  coarse.scales.reserve(coarse.rows * coarse.columns);
  std::vector<float> found;
  for (std::size_t row = 0; row < coarse.rows; ++row)
    for (std::size_t column = 0; column < coarse.columns; ++column)
      coarse.scales.push_back(scaleAround(answers, plane, std::min(row * stride, plane.rows - 1),
                                          std::min(column * stride, plane.columns - 1), found));
  return coarse;
}

/// Bilinear among the neighbours that are known, none where the nearest isn't.
float interpolated(const Coarse& coarse, std::size_t row, std::size_t column)
{
  const std::size_t top = row / stride;
  const std::size_t left = column / stride;
  const float down = static_cast<float>(row % stride) / static_cast<float>(stride);
  const float across = static_cast<float>(column % stride) / static_cast<float>(stride);
  const std::size_t nearest =
      (down < 0.5F ? top : top + 1) * coarse.columns + (across < 0.5F ? left : left + 1);
  if (std::isnan(coarse.scales[nearest]))
    return unknown;
  float sum = 0.0F;
  float weights = 0.0F;
  for (std::size_t y = 0; y < 2; ++y)
    for (std::size_t x = 0; x < 2; ++x) {
      const float scale = coarse.scales[(top + y) * coarse.columns + left + x];
      const float weight = (y == 0 ? 1.0F - down : down) * (x == 0 ? 1.0F - across : across);
      if (std::isnan(scale))
        continue;
      sum += weight * scale;
      weights += weight;
    }
  return sum / weights;
}

} // namespace

Result<std::vector<float>> localNoise(std::span<const float> pixels, int rows, int columns)
{
  const Result<Plane> plane = checkPlane(pixels, 1, rows, columns, smallest, "The map of noise");
  if (!plane)
    return failure(plane.error());
  const Coarse coarse = coarseScales(*plane);
  const Mask flat = flatPixels(*plane);
  std::vector<float> noise(pixels.size(), unknown);
  for (std::size_t row = 0; row < plane->rows; ++row)
    for (std::size_t column = 0; column < plane->columns; ++column)
      if (flat[row * plane->columns + column] == 0)
        noise[row * plane->columns + column] = interpolated(coarse, row, column);
  return noise;
}

} // namespace limpid::metrics
