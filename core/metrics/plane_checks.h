#pragma once

// For the sources of core/metrics only.

#include "core/base/result.h"
#include "core/metrics/object_mask.h"

#include <string_view>

namespace limpid::metrics {

/// BadInput unless `pixels` are whole planes (one, or `images`) of at least `least` rows and
/// columns and hold finite numbers only; `estimator` begins the sentence.
Result<Plane> checkPlane(std::span<const float> pixels, int images, int rows, int columns,
                         int least, std::string_view estimator);

/// Reorders the values, of which there is at least one.
double medianInPlace(std::vector<double>& values);

/// Linear between the order statistics; reorders nothing but needs sorted values.
double quantileOfSorted(const std::vector<double>& sorted, double share);

} // namespace limpid::metrics
