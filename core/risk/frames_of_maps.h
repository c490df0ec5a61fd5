#pragma once

// For the sources of core/risk only.

#include "core/base/result.h"
#include "core/imaging/image_plane.h"
#include "core/risk/regional_map.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// A frame of a Parametric Map or Segmentation, what it was derived from and where it lies.
struct MapFrame
{
  std::string sourceUid; ///< empty where it names no single image
  int sourceFrame = 1;
  RegionalMap map; ///< real-world values; of a segmentation 1 inside, NaN outside
  std::optional<imaging::ImagePlane> plane;
  std::optional<std::array<double, 2>> spacingMm; ///< of rows, of columns
  double thicknessMm = 0.0;                       ///< 0: not said
};

struct MapFrames
{
  bool isSegmentation = false;
  std::string component; ///< of a map of ours, else empty
  std::vector<MapFrame> frames;
};

/// Whether the class of the object is one of the two.
bool isMapFile(const std::filesystem::path& file);

/// BadInput for other objects, and for pixels that aren't as many as announced.
Result<MapFrames> readMapFrames(const std::filesystem::path& file);

} // namespace limpid::risk
