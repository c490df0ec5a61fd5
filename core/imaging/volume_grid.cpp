#include "core/imaging/volume.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace limpid::imaging {
namespace {

constexpr double samePlaceMm = 0.01;
constexpr double sameDirection = 0.9999; ///< cosine: 0.8°
constexpr double evenShare = 0.1;        ///< of the step
constexpr double mostShiftShare = 0.009; ///< tangent of half a degree

tl::unexpected<Error> refused(const std::string& reason)
{
  return failure(ErrorCode::BadInput, reason);
}

double dot(const Position& left, const Position& right)
{
  return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
}

Result<void> checkAlike(std::span<const SliceOfSeries> slices)
{
  const SliceOfSeries& first = slices.front();
  for (const SliceOfSeries& slice : slices) {
    if (slice.rows != first.rows || slice.columns != first.columns)
      return refused(fmt::format("The images have several sizes ({} × {} and {} × {}): they are no "
                                 "one volume.",
                                 first.columns, first.rows, slice.columns, slice.rows));
    const auto& a = slice.plane.orientation;
    const auto& b = first.plane.orientation;
    const double alongRow = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    const double alongColumn = a[3] * b[3] + a[4] * b[4] + a[5] * b[5];
    if (alongRow < sameDirection || alongColumn < sameDirection)
      return refused("The images lie in several directions: they are no one volume.");
  }
  return {};
}

Result<void> checkPlaces(const std::vector<double>& places)
{
  double least = places[1] - places[0];
  double most = least;
  for (std::size_t at = 1; at < places.size(); ++at) {
    const double step = places[at] - places[at - 1];
    if (step < samePlaceMm)
      return refused("Several images lie at one place (time points, echoes or repeats): they are "
                     "more than one volume.");
    least = std::min(least, step);
    most = std::max(most, step);
  }
  const double step = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  for (std::size_t at = 0; at < places.size(); ++at)
    if (std::abs(places[at] - places.front() - static_cast<double>(at) * step) > evenShare * step)
      return refused(fmt::format("Slices are {:.4g} to {:.4g} mm apart: planes across them would "
                                 "show what isn't there.",
                                 least, most));
  return {};
}

/// A tilted gantry shifts each slice against the last within its plane.
Result<void> checkTilt(const SliceOfSeries& first, const SliceOfSeries& last)
{
  const PlanePoint shift = planePointOf(first.plane, {1.0, 1.0}, last.plane.originMm);
  const double sideways = std::hypot(shift.row, shift.column);
  if (sideways > mostShiftShare * std::abs(shift.distanceMm))
    return refused(
        fmt::format("Slices are shifted against each other by {:.1f}° (a tilted gantry): "
                    "planes across them would be sheared.",
                    std::atan2(sideways, std::abs(shift.distanceMm)) * 180.0 / M_PI));
  return {};
}

} // namespace

Result<VolumeGrid> volumeGridOf(std::span<const SliceOfSeries> slices,
                                const std::array<double, 2>& spacingMm)
{
  if (slices.size() < 3)
    return refused(fmt::format("{} of this series: a volume takes three slices at least.",
                               slices.size() == 1
                                   ? "There is one image"
                                   : fmt::format("There are {} images", slices.size())));
  if (!(spacingMm[0] > 0.0) || !(spacingMm[1] > 0.0))
    return refused("The distance of the pixels isn't known: planes across the slices would have no "
                   "shape.");
  if (const Result<void> alike = checkAlike(slices); !alike)
    return failure(alike.error());
  const Position normal = normalOf(slices.front().plane);
  const auto placeOf = [&](std::size_t at) { return dot(slices[at].plane.originMm, normal); };
  VolumeGrid grid{.columns = slices.front().columns,
                  .rows = slices.front().rows,
                  .order = {},
                  .first = {},
                  .spacingMm = spacingMm};
  grid.order.resize(slices.size());
  std::iota(grid.order.begin(), grid.order.end(), std::size_t{0});
  std::ranges::stable_sort(grid.order, {}, placeOf);
  std::vector<double> places;
  std::ranges::transform(grid.order, std::back_inserter(places), placeOf);
  if (const Result<void> even = checkPlaces(places); !even)
    return failure(even.error());
  if (const Result<void> straight =
          checkTilt(slices[grid.order.front()], slices[grid.order.back()]);
      !straight)
    return failure(straight.error());
  grid.first = slices[grid.order.front()].plane;
  grid.stepMm = (places.back() - places.front()) / static_cast<double>(places.size() - 1);
  return grid;
}

} // namespace limpid::imaging
