#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

namespace {

using limpid::Json;
using limpid::Result;
using limpid::plugin::Measurement;

Result<double> fromAir(const Measurement& image, const Json&)
{
  return limpid::metrics::airNoise(image.pixels.first(image.size()), image.rows, image.columns);
}

} // namespace

const limpid::plugin::EstimatorV2* limpid_plugin_estimator_v2()
{
  static const limpid::plugin::EstimatorV2 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "air-background",
      .parameters = "[]",
      .estimate = limpid::plugin::estimateForHost<fromAir>,
  };
  return &estimator;
}
