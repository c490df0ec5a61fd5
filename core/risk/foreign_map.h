#pragma once

// For the sources of core/risk only.

#include "core/base/result.h"
#include "core/risk/frames_of_maps.h"
#include "core/study/library.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// A map of another program on a grid of its own: DICOM (Segmentation, Parametric Map), NIfTI,
/// NRRD, MetaImage, or a picture.
struct ForeignMap
{
  std::string file;      ///< for sentences
  bool isMask = false;   ///< says where, not how bad: 1 inside, NaN outside
  std::string component; ///< of a map of ours, else empty
  std::vector<MapFrame> slices;
};

/// Numbers stay as they are; where the file has no NaN, zeros are outside. `asMask`: all that isn't
/// zero is inside, and no number counts. BadInput for files that hold several volumes, and with
/// the reader's reason.
Result<ForeignMap> readForeignMap(const std::filesystem::path& file, bool asMask);

/// An image that a map is laid on.
struct MapTarget
{
  study::ImageRecord image;
  std::optional<std::array<double, 2>> spacingMm;
  std::string mappedUid; ///< of the image after de-identification
  std::size_t index = 0; ///< of `count` in its series, from 0
  std::size_t count = 1;
};

struct PlacedMap
{
  RegionalMap map;
  bool resampled = false; ///< the grids differ
};

/// The map on the image's grid, each pixel with the value of the nearest: frames that name the
/// image, else slices that lie where it lies (within half their distance from each other), else,
/// where the map says no place, the only slice or that of the same number. A map that doesn't
/// reach the image rates nothing. BadInput where neither place nor number fits, and for pictures
/// of another shape.
Result<PlacedMap> placeMap(const ForeignMap& map, const MapTarget& target);

} // namespace limpid::risk
