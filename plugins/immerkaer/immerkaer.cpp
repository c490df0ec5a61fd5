#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

#include <algorithm>
#include <cmath>

namespace {

using limpid::ErrorCode;
using limpid::failure;
using limpid::Json;
using limpid::Result;

Result<double> whiteNoise(std::span<const float> pixels, int rows, int columns, const Json&)
{
  if (rows < 3 || columns < 3)
    return failure(ErrorCode::BadInput, "The image is smaller than Immerkær's 3 × 3 mask.");
  if (!std::all_of(pixels.begin(), pixels.end(), [](float pixel) { return std::isfinite(pixel); }))
    return failure(ErrorCode::BadInput, "The image has pixels that aren't numbers.");
  const double noise = limpid::metrics::immerkaer(pixels, rows, columns);
  if (noise == 0.0)
    return failure(ErrorCode::BadInput, "The image is flat: there is nothing to measure noise on.");
  return noise;
}

} // namespace

const limpid::plugin::EstimatorV1* limpid_plugin_estimator_v1()
{
  static const limpid::plugin::EstimatorV1 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "immerkaer",
      .parameters = "[]",
      .estimate = limpid::plugin::estimateForHost<whiteNoise>,
  };
  return &estimator;
}
