#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

#include <string>

namespace {

using limpid::failure;
using limpid::Json;
using limpid::Result;
using limpid::plugin::Measurement;

Result<double> fromSpectrum(const Measurement& image, const Json& parameters)
{
  const auto patch = parameters.at("patch").get<std::string>();
  const auto spectrum =
      limpid::metrics::noiseSpectrum(image.pixels.first(image.size()), image.rows, image.columns,
                                     patch == "auto" ? 0 : std::stoi(patch));
  if (!spectrum)
    return failure(spectrum.error());
  return spectrum->noise;
}

} // namespace

const limpid::plugin::EstimatorV2* limpid_plugin_estimator_v2()
{
  static const limpid::plugin::EstimatorV2 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "spectrum",
      .parameters = R"([
        {"id": "patch", "kind": "choice", "default": "auto", "choices": ["auto", "8", "16"],
         "choiceLabels": ["automatic", "8 pixels", "16 pixels"],
         "label": "Patch size",
         "help": "Larger patches see coarser noise but find fewer flat places."}])",
      .estimate = limpid::plugin::estimateForHost<fromSpectrum>,
  };
  return &estimator;
}
