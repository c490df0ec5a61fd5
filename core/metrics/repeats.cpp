#include "core/metrics/noise_estimators.h"
#include "core/metrics/plane_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::metrics {
namespace {

constexpr std::size_t reach = 3; // a window of 7 × 7
constexpr double mostBetweenPairs = 3.0;

/// Squared differences of two repeats, halved: each has half of their variance. A drift of the
/// whole image isn't noise.
std::vector<double> halfSquares(std::span<const float> one, std::span<const float> other,
                                const Mask& mask)
{
  std::vector<double> differences(one.size());
  std::vector<double> inside;
  for (std::size_t pixel = 0; pixel < one.size(); ++pixel) {
    differences[pixel] = double{one[pixel]} - double{other[pixel]};
    if (mask[pixel] != 0)
      inside.push_back(differences[pixel]);
  }
  const double drift = medianInPlace(inside);
  for (double& difference : differences)
    difference = 0.5 * (difference - drift) * (difference - drift);
  return differences;
}

/// Sums from the corner, with a row and a column of zeros before.
std::vector<double> cornerSums(const std::vector<double>& values, const Plane& plane)
{
  const std::size_t width = plane.columns + 1;
  std::vector<double> sums((plane.rows + 1) * width, 0.0);
  for (std::size_t row = 0; row < plane.rows; ++row) {
    double ofRow = 0.0;
    for (std::size_t column = 0; column < plane.columns; ++column) {
      ofRow += values[row * plane.columns + column];
      sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + ofRow;
    }
  }
  return sums;
}

/// Mean of the values around each pixel of the mask, over the pixels of the mask; 0 elsewhere.
std::vector<double> localMeans(std::vector<double> values, const Plane& plane, const Mask& mask)
{
  std::vector<double> counts(values.size());
  for (std::size_t pixel = 0; pixel < values.size(); ++pixel) {
    counts[pixel] = mask[pixel] != 0 ? 1.0 : 0.0;
    values[pixel] *= counts[pixel];
  }
  const std::vector<double> sums = cornerSums(values, plane);
  const std::vector<double> numbers = cornerSums(counts, plane);
  const std::size_t width = plane.columns + 1;
  std::vector<double> means(values.size(), 0.0);
  for (std::size_t row = 0; row < plane.rows; ++row)
    for (std::size_t column = 0; column < plane.columns; ++column) {
      if (mask[row * plane.columns + column] == 0)
        continue;
      const std::size_t top = row - std::min(row, reach);
      const std::size_t left = column - std::min(column, reach);
      const std::size_t bottom = std::min(row + reach + 1, plane.rows);
      const std::size_t right = std::min(column + reach + 1, plane.columns);
      const auto within = [&](const std::vector<double>& from) {
        return from[bottom * width + right] - from[top * width + right] -
               from[bottom * width + left] + from[top * width + left];
      };
      means[row * plane.columns + column] = std::max(within(sums), 0.0) / within(numbers);
    }
  return means;
}

/// Roots of a map's values over the mask, in order.
std::vector<double> sortedRoots(const std::vector<double>& map, const Mask& mask)
{
  std::vector<double> roots;
  for (std::size_t pixel = 0; pixel < map.size(); ++pixel)
    if (mask[pixel] != 0)
      roots.push_back(std::sqrt(map[pixel]));
  std::sort(roots.begin(), roots.end());
  return roots;
}

/// Where the mean of all repeats shows the object.
Mask maskOfMean(std::span<const float> pixels, const Plane& plane, std::size_t images)
{
  const std::size_t size = plane.pixels.size();
  std::vector<float> mean(size);
  for (std::size_t pixel = 0; pixel < size; ++pixel) {
    double sum = 0.0;
    for (std::size_t image = 0; image < images; ++image)
      sum += double{pixels[image * size + pixel]};
    mean[pixel] = static_cast<float>(sum / static_cast<double>(images));
  }
  return objectMask({mean, plane.rows, plane.columns});
}

} // namespace

Result<RepeatNoise> repeatNoise(std::span<const float> pixels, int images, int rows, int columns)
{
  if (images < 2)
    return failure(ErrorCode::BadInput,
                   "There is no repeat of this image: the same position and protocol, once more.");
  const Result<Plane> plane = checkPlane(pixels, images, rows, columns, 8, "Repeat difference");
  if (!plane)
    return failure(plane.error());
  const auto count = static_cast<std::size_t>(images);
  const std::size_t size = plane->pixels.size();
  const Mask mask = maskOfMean(pixels, *plane, count);
  if (std::count(mask.begin(), mask.end(), char{1}) < 64)
    return failure(ErrorCode::BadInput, "The repeats show nothing to measure noise on.");

  std::vector<double> total(size, 0.0);
  std::vector<double> ofPairs;
  for (std::size_t image = 0; image + 1 < count; ++image) {
    const std::vector<double> squares = halfSquares(pixels.subspan(image * size, size),
                                                    pixels.subspan((image + 1) * size, size), mask);
    ofPairs.push_back(quantileOfSorted(sortedRoots(localMeans(squares, *plane, mask), mask), 0.5));
    for (std::size_t pixel = 0; pixel < size; ++pixel)
      total[pixel] += squares[pixel] / static_cast<double>(count - 1);
  }
  const auto [smallest, largest] = std::minmax_element(ofPairs.begin(), ofPairs.end());
  if (*smallest == 0.0)
    return failure(ErrorCode::BadInput, "Two of the repeats are the same image.");
  if (*largest > mostBetweenPairs * *smallest)
    return failure(ErrorCode::BadInput,
                   fmt::format("The repeats differ by {:.3g} to {:.3g}: something moved between "
                               "them, so their difference isn't noise.",
                               *smallest, *largest));
  const std::vector<double> map = localMeans(total, *plane, mask);
  const std::vector<double> roots = sortedRoots(map, mask);
  RepeatNoise noise;
  noise.smallestPair = *smallest;
  noise.largestPair = *largest;
  noise.noise = quantileOfSorted(roots, 0.5);
  noise.percentile95 = quantileOfSorted(roots, 0.95);
  for (const double square : map)
    noise.localMap.push_back(static_cast<float>(std::sqrt(square)));
  return noise;
}

} // namespace limpid::metrics
