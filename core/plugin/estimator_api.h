#pragma once

#include <cstddef>

namespace limpid::plugin {

/// The number that metadata must state; it rises with every change of EstimatorV2's meaning.
inline constexpr int estimatorApi = 2;
inline constexpr const char* estimatorEntryPoint = "limpid_plugin_estimator_v2";

/// What the library of an estimator hands out, with static lifetime. C types only: no exception and
/// no C++ object crosses this edge. Authors write a C++ function: estimator_plugin.h.
struct EstimatorV2
{
  int api;                ///< estimatorApi of the header it was built with
  const char* id;         ///< that of the metadata
  const char* parameters; ///< schema as JSON text, "[]" for none (parameter_schema.h)
  /// Measures the noise of one image: `pixels` holds images × rows × columns, row-major, more than
  /// one image where the metadata needs repeats. `facts` is a JSON object (measurement.h),
  /// `parameters` one with every parameter of the schema. Returns 0 and writes σ in the unit of the
  /// pixels, or returns another value and writes one sentence to `reason` (ends with NUL, cut to
  /// `reasonBytes`). May be called from several threads at once.
  int (*estimate)(const float* pixels, int images, int rows, int columns, const char* facts,
                  const char* parameters, double* noise, char* reason, std::size_t reasonBytes);
};

} // namespace limpid::plugin

/// Every estimator defines this.
extern "C" __attribute__((visibility("default"))) const limpid::plugin::EstimatorV2*
limpid_plugin_estimator_v2(); // NOLINT(readability-identifier-naming): a C name
