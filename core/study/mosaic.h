#pragma once

#include <array>
#include <optional>

class DcmItem;

namespace limpid::study {

/// Siemens stores the slices of one volume as tiles of one large image, row by row from the top
/// left; unused tiles at the end are empty.
struct Mosaic
{
  int slices = 0;
  int tilesPerRow = 0;
  /// From one slice to the next (private CSA header), where it says so.
  std::optional<std::array<double, 3>> normal;
};

/// Nothing unless Image Type says MOSAIC and the private headers tell how many slices there are,
/// and the image divides into that many tiles.
std::optional<Mosaic> mosaicIn(DcmItem& dataset, int rows, int columns);

} // namespace limpid::study
