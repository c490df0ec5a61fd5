#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

#include <algorithm>
#include <cmath>

namespace {

using limpid::ErrorCode;
using limpid::failure;
using limpid::Json;
using limpid::Result;
using limpid::plugin::Measurement;

Result<double> whiteNoise(const Measurement& image, const Json&)
{
  if (image.rows < 3 || image.columns < 3)
    return failure(ErrorCode::BadInput, "The image is smaller than Immerkær's 3 × 3 mask.");
  const auto pixels = image.pixels.first(image.size());
  if (!std::all_of(pixels.begin(), pixels.end(), [](float pixel) { return std::isfinite(pixel); }))
    return failure(ErrorCode::BadInput, "The image has pixels that aren't numbers.");
  const double noise = limpid::metrics::immerkaer(pixels, image.rows, image.columns);
  if (noise == 0.0)
    return failure(ErrorCode::BadInput, "The image is flat: there is nothing to measure noise on.");
  return noise;
}

} // namespace

const limpid::plugin::EstimatorV2* limpid_plugin_estimator_v2()
{
  static const limpid::plugin::EstimatorV2 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "immerkaer",
      .parameters = "[]",
      .estimate = limpid::plugin::estimateForHost<whiteNoise>,
  };
  return &estimator;
}
