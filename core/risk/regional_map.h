#pragma once

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/study/library.h"
#include "core/study/project.h"

#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// One value a pixel of an image, row-major, in the unit of its component; NaN where it isn't
/// rated.
struct RegionalMap
{
  int rows = 0;
  int columns = 0;
  std::vector<float> values;
};

struct RegionalRating
{
  study::ImageKey image;
  std::string component;
  RegionalMap map;
  std::string source;
  std::string author;
};

/// Stores a map in place of an earlier one, as one batch of the history: undo() brings the earlier
/// one back. For a rating or a measured limit the image's own value
/// becomes the map's worst, for it is the worst pixel that gates; the noise keeps its own value, as
/// the largest subtracted everywhere would take too much (M3). BadInput when the map hasn't the
/// image's size, rates no pixel, or has a value that isn't on the component's scale; NotFound for
/// an unknown image or component.
Result<void> storeRegionalMap(study::Project& project, const RegionalRating& rating);

/// The same for many, as one batch: all or none.
Result<void> storeRegionalMaps(study::Project& project, const std::vector<RegionalRating>& ratings);
/// Whether storeRegionalMap() would take it.
Result<void> checkRegionalMap(study::Project& project, const RegionalRating& rating);

/// Takes a map away, and with it the image's own value where that is the map's worst. One batch of
/// the history; nothing happens where there is no map.
Result<void> clearRegionalMap(study::Project& project, const study::ImageKey& image,
                              const std::string& component, const std::string& author);

Result<std::optional<RegionalMap>>
regionalMapOf(study::Project& project, const study::ImageKey& image, const std::string& component);

/// All that are stored, without their values.
Result<std::vector<RegionalRating>> listRegionalMaps(study::Project& project);

} // namespace limpid::risk
