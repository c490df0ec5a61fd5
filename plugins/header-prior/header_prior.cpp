#include "core/metrics/noise_estimators.h"
#include "core/plugin/estimator_plugin.h"

#include <optional>

namespace {

using limpid::failure;
using limpid::Json;
using limpid::Result;
using limpid::plugin::Measurement;

using limpid::metrics::Acquisition;

std::optional<double> numberIn(const Json& object, const char* name)
{
  const auto field = object.find(name);
  return field != object.end() && field->is_number() ? std::optional(field->get<double>())
                                                     : std::nullopt;
}

Acquisition acquisitionIn(const Json& object)
{
  return {numberIn(object, "dose"), numberIn(object, "averages"), numberIn(object, "thicknessMm")};
}

Result<double> fromHeader(const Measurement& image, const Json&)
{
  const Json calibration = image.facts.value("calibration", Json::object());
  const auto noise = numberIn(calibration, "noise");
  if (!noise)
    return failure(limpid::ErrorCode::BadInput,
                   "No repeats of a scan of the same scanner and kernel or sequence are in the "
                   "library to calibrate the header by.");
  return limpid::metrics::headerNoise(
      {*noise, acquisitionIn(calibration)},
      acquisitionIn(image.facts.value("acquisition", Json::object())));
}

} // namespace

const limpid::plugin::EstimatorV2* limpid_plugin_estimator_v2()
{
  static const limpid::plugin::EstimatorV2 estimator{
      .api = limpid::plugin::estimatorApi,
      .id = "header-prior",
      .parameters = "[]",
      .estimate = limpid::plugin::estimateForHost<fromHeader>,
  };
  return &estimator;
}
