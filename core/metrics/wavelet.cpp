#include "core/metrics/noise_estimators.h"
#include "core/metrics/plane_checks.h"

#include <array>
#include <cmath>

namespace limpid::metrics {
namespace {

constexpr int smallest = 16;
constexpr std::size_t fewestDetails = 64;
/// Median of |z|, z normal.
constexpr double medianOfNormal = 0.674489750196082;

/// High-pass filters of norm 1 (Daubechies, Ten Lectures on Wavelets, 1992, table 6.1).
constexpr std::array<double, 2> haar = {0.7071067811865476, -0.7071067811865476};
constexpr std::array<double, 8> daubechies = {
    -0.010597401785069, -0.032883011666885, 0.030841381835561, 0.187034811719093,
    -0.027983769416859, -0.630880767929859, 0.714846570552915, -0.230377813308896};

/// The filter along rows and along columns: the detail whose first tap is at (row, column).
double detailAt(const Plane& plane, std::span<const double> filter, std::size_t row,
                std::size_t column)
{
  double sum = 0.0;
  for (std::size_t down = 0; down < filter.size(); ++down) {
    const float* line = &plane.pixels[(row + down) * plane.columns + column];
    double ofLine = 0.0;
    for (std::size_t across = 0; across < filter.size(); ++across)
      ofLine += filter[across] * double{line[across]};
    sum += filter[down] * ofLine;
  }
  return sum;
}

/// Absolute details whose middle pixel is in the mask.
std::vector<double> details(const Plane& plane, std::span<const double> filter, const Mask& mask)
{
  std::vector<double> found;
  const std::size_t middle = filter.size() / 2;
  for (std::size_t row = 0; row + filter.size() <= plane.rows; ++row)
    for (std::size_t column = 0; column + filter.size() <= plane.columns; ++column)
      if (mask[(row + middle) * plane.columns + column + middle] != 0)
        found.push_back(std::abs(detailAt(plane, filter, row, column)));
  return found;
}

} // namespace

Result<double> waveletNoise(std::span<const float> pixels, int rows, int columns, Wavelet wavelet)
{
  const Result<Plane> plane =
      checkPlane(pixels, 1, rows, columns, smallest, "The wavelet estimate");
  if (!plane)
    return failure(plane.error());
  const std::span<const double> filter = wavelet == Wavelet::Haar
                                             ? std::span<const double>(haar)
                                             : std::span<const double>(daubechies);
  const Mask object = objectMask(*plane);
  std::vector<double> found;
  // Windows within the object; of a small object those that are centred in it.
  for (const std::size_t distance : {filter.size() / 2, std::size_t{1}})
    if (found.size() < fewestDetails)
      found = details(*plane, filter, eroded(object, plane->rows, plane->columns, distance));
  if (found.size() < fewestDetails)
    return failure(ErrorCode::BadInput, "The image is flat: there is nothing to measure noise on.");
  return medianInPlace(found) / medianOfNormal;
}

} // namespace limpid::metrics
