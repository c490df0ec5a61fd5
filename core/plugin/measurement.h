#pragma once

#include "core/base/document.h"

#include <cstddef>
#include <span>

namespace limpid::plugin {

/// What an estimator is given: an image, or an image with its repeats.
struct Measurement
{
  /// images × rows × columns, row-major, in the image's unit; repeats in the order of acquisition.
  std::span<const float> pixels;
  int images = 1;
  int rows = 0;
  int columns = 0;
  /// What the header tells and what was calibrated on the same scanner: {"modality",
  /// "acquisition": {"dose", "averages", "thicknessMm"}, "calibration": {"noise", "dose",
  /// "averages", "thicknessMm"}}; what isn't known is missing.
  Json facts = Json::object();

  std::size_t size() const
  {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
};

} // namespace limpid::plugin
