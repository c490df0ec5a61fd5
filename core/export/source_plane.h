#pragma once

// For the sources of core/export only: DCMTK stays behind restored_export.h.

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <array>
#include <optional>

namespace limpid::exporting {

/// Where the picture lies in the square that trains, and which part of the source it shows.
struct ContentRectangle
{
  int top = 0;
  int left = 0;
  int rows = 1;
  int columns = 1;
  double firstRow = 0.0; ///< of the source, in its pixels, at the first pixel's centre
  double firstColumn = 0.0;
  double rowScale = 1.0; ///< source pixels per picture pixel
  double columnScale = 1.0;
};

/// The inverse of preparation::shapeImage() for a source of `sourceRows` × `sourceColumns`: crop
/// (column, row, width, height), average over areas to `size` pixels along the longer side, and set
/// in the middle of the square.
ContentRectangle contentOf(const std::optional<std::array<int, 4>>& crop, int sourceRows,
                           int sourceColumns, int size);

/// Image Plane Module of the picture (PS3.3 C.7.6.2).
struct SourcePlane
{
  std::array<double, 2> spacingMm{}; ///< between rows, between columns
  std::array<double, 3> positionMm{};
};

/// Nothing where the source's header says no plane, as with enhanced images.
std::optional<SourcePlane> planeOf(DcmDataset& source, const ContentRectangle& content);

} // namespace limpid::exporting
