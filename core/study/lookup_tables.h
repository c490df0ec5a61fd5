#pragma once

#include <cstddef>
#include <optional>
#include <vector>

class DcmItem;

namespace limpid::study {

/// Values by index. An index below the first gives the first value, one above the last the last.
struct LookupTable
{
  int first = 0;
  std::vector<float> values;

  float at(double index) const;
};

/// The Modality LUT Sequence (PS3.3 C.11.1), where the data set has one: stored value → real value.
std::optional<LookupTable> modalityTableIn(DcmItem& dataset);

/// The palette (PS3.3 C.7.9), segmented or not, as luminance (Rec. 601) from 0 to 255: index →
/// luminance. Entries of 16 bits keep their resolution. Nothing when a table is missing or broken.
std::optional<LookupTable> paletteLuminanceIn(DcmItem& dataset);

} // namespace limpid::study
