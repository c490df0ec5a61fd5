#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

namespace {

using limpid::Json;
using limpid::Result;
using limpid::plugin::Measurement;

Result<double> fromDetails(const Measurement& image, const Json& parameters)
{
  using limpid::metrics::Wavelet;
  const bool haar = parameters.at("wavelet") == "haar";
  return limpid::metrics::waveletNoise(image.pixels.first(image.size()), image.rows, image.columns,
                                       haar ? Wavelet::Haar : Wavelet::Daubechies);
}

} // namespace

const limpid::plugin::EstimatorV2* limpid_plugin_estimator_v2()
{
  static const limpid::plugin::EstimatorV2 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "wavelet-mad",
      .parameters = R"([
        {"id": "wavelet", "kind": "choice", "default": "daubechies",
         "choices": ["haar", "daubechies"], "choiceLabels": ["Haar", "Daubechies"], "label": "Wavelet",
         "help": "Haar sees single pixels, and edges too; Daubechies with eight taps is blind to smooth anatomy."}])",
      .estimate = limpid::plugin::estimateForHost<fromDetails>,
  };
  return &estimator;
}
