#include "core/imaging/volume.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace limpid::imaging {
namespace {

/// The volume's axis for each of the patient's: of all ways to pair them the one with the largest
/// sum of cosines, so that no axis gets two names.
std::array<std::size_t, 3> nearestAxes(const std::array<Position, 3>& axes)
{
  std::array<std::size_t, 3> pairing = {0, 1, 2};
  std::array<std::size_t, 3> best = pairing;
  double greatest = -1.0;
  do {
    double sum = 0.0;
    for (std::size_t patient = 0; patient < 3; ++patient)
      sum += std::abs(axes[pairing[patient]][patient]);
    if (sum > greatest) {
      greatest = sum;
      best = pairing;
    }
  } while (std::ranges::next_permutation(pairing).found);
  return best;
}

} // namespace

Volume::Volume(VolumeGrid grid, std::span<const Image> slices) : m_grid(std::move(grid))
{
  m_axisOfPatient = nearestAxes({direction(0), direction(1), direction(2)});
  for (const Image& slice : slices)
    m_voxels.insert(m_voxels.end(), slice.pixels.begin(), slice.pixels.end());
  const auto [columns, rows, count] = size();
  m_voxels.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) *
                  static_cast<std::size_t>(count));
}

std::array<int, 3> Volume::size() const
{
  return {m_grid.columns, m_grid.rows, static_cast<int>(m_grid.order.size())};
}

Voxel Volume::middle() const
{
  const auto [columns, rows, slices] = size();
  return {columns / 2, rows / 2, slices / 2};
}

float Volume::at(const Voxel& voxel) const
{
  const auto columns = static_cast<std::size_t>(m_grid.columns);
  const auto rows = static_cast<std::size_t>(m_grid.rows);
  return m_voxels[(static_cast<std::size_t>(voxel[2]) * rows + static_cast<std::size_t>(voxel[1])) *
                      columns +
                  static_cast<std::size_t>(voxel[0])];
}

Position Volume::direction(std::size_t axis) const
{
  const auto& o = m_grid.first.orientation;
  if (axis == 0)
    return {o[0], o[1], o[2]};
  if (axis == 1)
    return {o[3], o[4], o[5]};
  return normalOf(m_grid.first);
}

double Volume::spacing(std::size_t axis) const
{
  return axis == 0 ? m_grid.spacingMm[1] : axis == 1 ? m_grid.spacingMm[0] : m_grid.stepMm;
}

Position Volume::positionMm(const Voxel& voxel) const
{
  Position position = m_grid.first.originMm;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const Position along = direction(axis);
    for (std::size_t patient = 0; patient < 3; ++patient)
      position[patient] += along[patient] * spacing(axis) * voxel[axis];
  }
  return position;
}

Volume::Layout Volume::layoutOf(Section section) const
{
  const auto [x, y, z] = m_axisOfPatient;
  const auto reversed = [this](std::size_t axis, std::size_t patient, double wanted) {
    return direction(axis)[patient] * wanted < 0.0;
  };
  switch (section) {
  case Section::Axial:
    return {x, y, z, reversed(x, 0, 1.0), reversed(y, 1, 1.0)};
  case Section::Coronal:
    return {x, z, y, reversed(x, 0, 1.0), reversed(z, 2, -1.0)};
  case Section::Sagittal:
    return {y, z, x, reversed(y, 1, 1.0), reversed(z, 2, -1.0)};
  }
  return {};
}

int Volume::countOf(Section section) const
{
  return size()[layoutOf(section).through];
}

std::array<int, 2> Volume::pixelOf(Section section, const Voxel& voxel) const
{
  const Layout layout = layoutOf(section);
  const std::array<int, 3> sizes = size();
  const int column = voxel[layout.across];
  const int row = voxel[layout.down];
  return {layout.downReversed ? sizes[layout.down] - 1 - row : row,
          layout.acrossReversed ? sizes[layout.across] - 1 - column : column};
}

Voxel Volume::voxelOf(Section section, const Voxel& voxel, int row, int column) const
{
  const Layout layout = layoutOf(section);
  const std::array<int, 3> sizes = size();
  row = std::clamp(row, 0, sizes[layout.down] - 1);
  column = std::clamp(column, 0, sizes[layout.across] - 1);
  Voxel place = voxel;
  place[layout.down] = layout.downReversed ? sizes[layout.down] - 1 - row : row;
  place[layout.across] = layout.acrossReversed ? sizes[layout.across] - 1 - column : column;
  return place;
}

Voxel Volume::stepped(Section section, const Voxel& voxel, int steps) const
{
  const std::size_t axis = layoutOf(section).through;
  Voxel place = voxel;
  place[axis] = std::clamp(place[axis] + steps, 0, size()[axis] - 1);
  return place;
}

Image Volume::sectionAt(Section section, const Voxel& voxel) const
{
  const Layout layout = layoutOf(section);
  const std::array<int, 3> sizes = size();
  Image image{.rows = sizes[layout.down],
              .columns = sizes[layout.across],
              .pixels = {},
              .spacingMm = std::array{spacing(layout.down), spacing(layout.across)}};
  image.pixels.reserve(static_cast<std::size_t>(image.rows) *
                       static_cast<std::size_t>(image.columns));
  const std::array<std::ptrdiff_t, 3> strides = {1, sizes[0], std::ptrdiff_t{sizes[0]} * sizes[1]};
  const std::ptrdiff_t across =
      layout.acrossReversed ? -strides[layout.across] : strides[layout.across];
  const std::ptrdiff_t down = layout.downReversed ? -strides[layout.down] : strides[layout.down];
  const Voxel corner = voxelOf(section, voxel, 0, 0);
  const std::ptrdiff_t first = corner[0] + corner[1] * strides[1] + corner[2] * strides[2];
  for (std::ptrdiff_t row = 0; row < image.rows; ++row)
    for (std::ptrdiff_t column = 0; column < image.columns; ++column)
      image.pixels.push_back(
          m_voxels[static_cast<std::size_t>(first + row * down + column * across)]);
  return image;
}

ImagePlane Volume::planeOf(Section section, const Voxel& voxel) const
{
  const Layout layout = layoutOf(section);
  const Position across = direction(layout.across);
  const Position down = direction(layout.down);
  const double acrossSign = layout.acrossReversed ? -1.0 : 1.0;
  const double downSign = layout.downReversed ? -1.0 : 1.0;
  ImagePlane plane;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    plane.orientation[axis] = acrossSign * across[axis];
    plane.orientation[axis + 3] = downSign * down[axis];
  }
  plane.originMm = positionMm(voxelOf(section, voxel, 0, 0));
  return plane;
}

} // namespace limpid::imaging
