#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

namespace {

using limpid::failure;
using limpid::Json;
using limpid::Result;
using limpid::plugin::Measurement;

Result<double> fromRepeats(const Measurement& repeats, const Json& parameters)
{
  const auto noise =
      limpid::metrics::repeatNoise(repeats.pixels, repeats.images, repeats.rows, repeats.columns);
  if (!noise)
    return failure(noise.error());
  return parameters.at("statistic") == "median" ? noise->noise : noise->percentile95;
}

} // namespace

const limpid::plugin::EstimatorV2* limpid_plugin_estimator_v2()
{
  static const limpid::plugin::EstimatorV2 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "repeat-difference",
      .parameters = R"([
        {"id": "statistic", "kind": "choice", "default": "median",
         "choices": ["median", "percentile95"], "choiceLabels": ["median", "95th percentile"],
         "label": "Over the object",
         "help": "The median leaves pulsation, motion and edges out; the 95th percentile shows them."}])",
      .estimate = limpid::plugin::estimateForHost<fromRepeats>,
  };
  return &estimator;
}
