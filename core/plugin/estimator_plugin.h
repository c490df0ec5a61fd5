#pragma once

#include "core/base/document.h"
#include "core/plugin/estimator_api.h"
#include "core/plugin/measurement.h"

#include <span>
#include <utility>

namespace limpid::plugin {

/// What the author of an estimator writes: σ in the unit of the pixels, or why there is none.
/// Exceptions become reasons.
using EstimateFunction = Result<double> (*)(const Measurement& measurement, const Json& parameters);

/// Carries an EstimateFunction over the edge of EstimatorV2.
int answerHost(EstimateFunction estimate, Measurement measurement, const char* facts,
               const char* parameters, double* noise, std::span<char> reason) noexcept;

/// For EstimatorV2::estimate.
template<EstimateFunction estimate>
int estimateForHost(const float* pixels, int images, int rows, int columns, const char* facts,
                    const char* parameters, double* noise, char* reason, std::size_t reasonBytes)
{
  Measurement measurement{{}, images, rows, columns, Json::object()};
  measurement.pixels = {pixels, static_cast<std::size_t>(images) * measurement.size()};
  return answerHost(estimate, std::move(measurement), facts, parameters, noise,
                    {reason, reasonBytes});
}

} // namespace limpid::plugin
