#pragma once

#include "core/base/result.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace limpid::metrics {

/// One tissue's part of a histogram in Hounsfield units.
struct TissuePeak
{
  double share = 0.0;             ///< of all pixels that lie in the tissue's range
  std::optional<double> position; ///< of the peak, HU; none where the histogram has none there
};

struct TissueComparison
{
  std::string_view tissue; ///< air, fat, water or bone
  double low = 0.0;        ///< the range, HU
  double high = 0.0;
  TissuePeak samples;
  TissuePeak real;
  /// The peak is in both or in neither, in both at the same place (air ±30, fat and water ±10,
  /// bone ±60 HU), and the share differs by less than half of the larger one, or by less than 0.02.
  bool agrees = false;
};

/// Where generated CT has the peaks of air (−1100 … −850), fat (−150 … −40), water and soft tissue
/// (−20 … 100) and bone (150 … 1600 HU), and where real CT has them. `samples` and `real` are all
/// pixels of all images of each set, in HU, in any order. The histogram is smoothed with a normal
/// kernel (σ 6 HU, bone 30 HU); a peak is its highest place within the range unless that is the
/// range's end or less than 0.5 % of all pixels lie in the range. BadInput where a set is empty or
/// a pixel isn't finite. O(pixels).
Result<std::vector<TissueComparison>> compareTissuePeaks(std::span<const float> samples,
                                                         std::span<const float> real);

} // namespace limpid::metrics
