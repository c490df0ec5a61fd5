#pragma once

// For the sources of core/risk only.

#include "core/base/result.h"
#include "core/risk/regional_map.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::risk {

/// A frame of a Parametric Map or Segmentation, and what it was derived from.
struct MapFrame
{
  std::string sourceUid;
  int sourceFrame = 1;
  RegionalMap map; ///< real-world values; of a segmentation 1 inside, NaN outside
};

struct MapFrames
{
  bool isSegmentation = false;
  std::string component; ///< of a map of ours, else empty
  std::vector<MapFrame> frames;
};

/// Whether the class of the object is one of the two.
bool isMapFile(const std::filesystem::path& file);

/// BadInput for other objects, for frames that name no single source image, and for pixels that
/// aren't as many as announced.
Result<MapFrames> readMapFrames(const std::filesystem::path& file);

} // namespace limpid::risk
