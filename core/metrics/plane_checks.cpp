#include "core/metrics/plane_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::metrics {

Result<Plane> checkPlane(std::span<const float> pixels, int images, int rows, int columns,
                         int least, std::string_view estimator)
{
  if (rows < least || columns < least)
    return failure(ErrorCode::BadInput, fmt::format("{} needs at least {} × {} pixels; the image "
                                                    "has {} × {}.",
                                                    estimator, least, least, rows, columns));
  const std::size_t size = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  if (images < 1 || pixels.size() != size * static_cast<std::size_t>(images))
    return failure(ErrorCode::BadInput, fmt::format("{} pixels aren't {} images of {} × {}.",
                                                    pixels.size(), images, rows, columns));
  if (!std::all_of(pixels.begin(), pixels.end(), [](float pixel) { return std::isfinite(pixel); }))
    return failure(ErrorCode::BadInput, "The image has pixels that aren't numbers.");
  return Plane{pixels.first(size), static_cast<std::size_t>(rows),
               static_cast<std::size_t>(columns)};
}

double medianInPlace(std::vector<double>& values)
{
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1)
    return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

double quantileOfSorted(const std::vector<double>& sorted, double share)
{
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

} // namespace limpid::metrics
