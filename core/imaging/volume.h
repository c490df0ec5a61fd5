#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/imaging/image_plane.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace limpid::imaging {

/// The even grid on which the slices of a volume lie.
struct VolumeGrid
{
  int columns = 0;
  int rows = 0;
  std::vector<std::size_t> order;    ///< of the images, along the normal
  ImagePlane first;                  ///< of the first slice in that order
  std::array<double, 2> spacingMm{}; ///< of rows, of columns
  double stepMm = 0.0;               ///< from a slice to the next
};

struct SliceOfSeries
{
  int columns = 0;
  int rows = 0;
  ImagePlane plane;
};

/// Whether slices make a volume, without their pixels. BadInput with a sentence where they don't:
/// fewer than three, of several sizes or directions, several at one place (time points, echoes),
/// shifted against each other (tilted gantry), a slice off its even place by more than a tenth of
/// the step, or spacing that isn't known.
Result<VolumeGrid> volumeGridOf(std::span<const SliceOfSeries> slices,
                                const std::array<double, 2>& spacingMm);

enum class Section { Axial, Coronal, Sagittal };

/// A place in a volume: column, row and slice of its grid, from 0.
using Voxel = std::array<int, 3>;

/// Slices on an even grid, as one array.
class Volume
{
public:
  /// `slices` in the order of `grid`.
  Volume(VolumeGrid grid, std::span<const Image> slices);

  const VolumeGrid& grid() const { return m_grid; }
  std::array<int, 3> size() const; ///< columns, rows, slices
  Voxel middle() const;

  float at(const Voxel& voxel) const;
  Position positionMm(const Voxel& voxel) const;

  /// How many sections of that name there are. Sections follow the volume's own axes, which are
  /// named by the patient's axis that they are nearest to: an oblique scan has oblique ones.
  int countOf(Section section) const;
  /// Which of a voxel's numbers counts them.
  std::size_t axisOf(Section section) const { return layoutOf(section).through; }
  /// The section through `voxel`, as it is looked at: the patient's left on the right (axial,
  /// coronal), the front on the left (sagittal), the head or the front on top.
  Image sectionAt(Section section, const Voxel& voxel) const;
  ImagePlane planeOf(Section section, const Voxel& voxel) const;

  /// Row and column of `voxel` on its section, and the voxel of a pixel of the section through
  /// `voxel`; kept inside.
  std::array<int, 2> pixelOf(Section section, const Voxel& voxel) const;
  Voxel voxelOf(Section section, const Voxel& voxel, int row, int column) const;
  /// `steps` sections further.
  Voxel stepped(Section section, const Voxel& voxel, int steps) const;

private:
  struct Layout
  {
    std::size_t across = 0; ///< axis of the volume along a row of the section
    std::size_t down = 1;
    std::size_t through = 2;
    bool acrossReversed = false;
    bool downReversed = false;
  };
  Layout layoutOf(Section section) const;
  Position direction(std::size_t axis) const;
  double spacing(std::size_t axis) const;

  VolumeGrid m_grid;
  std::array<std::size_t, 3> m_axisOfPatient{}; ///< the volume's axis nearest to x, y, z
  std::vector<float> m_voxels;
};

} // namespace limpid::imaging
