#pragma once

#include "core/base/document.h"
#include "core/plugin/estimator_api.h"

#include <span>

namespace limpid::plugin {

/// What the author of an estimator writes: σ in the unit of the pixels, or why there is none.
/// Exceptions become reasons.
using EstimateFunction = Result<double> (*)(std::span<const float> pixels, int rows, int columns,
                                            const Json& parameters);

/// Carries an EstimateFunction over the edge of EstimatorV1.
int answerHost(EstimateFunction estimate, std::span<const float> pixels, int rows, int columns,
               const char* parameters, double* noise, std::span<char> reason) noexcept;

/// For EstimatorV1::estimate.
template<EstimateFunction estimate>
int estimateForHost(const float* pixels, int rows, int columns, const char* parameters,
                    double* noise, char* reason, std::size_t reasonBytes)
{
  const std::size_t count = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  return answerHost(estimate, {pixels, count}, rows, columns, parameters, noise,
                    {reason, reasonBytes});
}

} // namespace limpid::plugin
