#include "core/imaging/image_plane.h"

#include <algorithm>
#include <cmath>

namespace limpid::imaging {
namespace {

constexpr double leastShare = 0.25;

Position rowDirection(const ImagePlane& plane)
{
  return {plane.orientation[0], plane.orientation[1], plane.orientation[2]};
}

Position columnDirection(const ImagePlane& plane)
{
  return {plane.orientation[3], plane.orientation[4], plane.orientation[5]};
}

Position reversed(const Position& direction)
{
  return {-direction[0], -direction[1], -direction[2]};
}

double dot(const Position& left, const Position& right)
{
  return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
}

} // namespace

Position positionMm(const ImagePlane& plane, const std::array<double, 2>& spacingMm, double row,
                    double column)
{
  const Position alongRow = rowDirection(plane);
  const Position alongColumn = columnDirection(plane);
  Position position = plane.originMm;
  for (std::size_t axis = 0; axis < 3; ++axis)
    position[axis] +=
        alongRow[axis] * spacingMm[1] * column + alongColumn[axis] * spacingMm[0] * row;
  return position;
}

PlanePoint planePointOf(const ImagePlane& plane, const std::array<double, 2>& spacingMm,
                        const Position& position)
{
  Position offset{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    offset[axis] = position[axis] - plane.originMm[axis];
  return {.row = dot(offset, columnDirection(plane)) / spacingMm[0],
          .column = dot(offset, rowDirection(plane)) / spacingMm[1],
          .distanceMm = dot(offset, normalOf(plane))};
}

Position normalOf(const ImagePlane& plane)
{
  const Position a = rowDirection(plane);
  const Position b = columnDirection(plane);
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

std::string directionLetters(const Position& direction)
{
  constexpr std::array<char, 3> ahead = {'L', 'P', 'H'};
  constexpr std::array<char, 3> behind = {'R', 'A', 'F'};
  std::array<std::size_t, 3> axes = {0, 1, 2};
  std::ranges::stable_sort(axes, [&](std::size_t a, std::size_t b) {
    return std::abs(direction[a]) > std::abs(direction[b]);
  });
  std::string letters;
  for (const std::size_t axis : axes)
    if (std::abs(direction[axis]) >= leastShare)
      letters += direction[axis] > 0.0 ? ahead[axis] : behind[axis];
  return letters;
}

EdgeLetters edgeLetters(const ImagePlane& plane)
{
  return {.left = directionLetters(reversed(rowDirection(plane))),
          .right = directionLetters(rowDirection(plane)),
          .top = directionLetters(reversed(columnDirection(plane))),
          .bottom = directionLetters(columnDirection(plane))};
}

} // namespace limpid::imaging
