#pragma once

#include <cstddef>

namespace limpid::plugin {

/// The number that metadata must state; it rises with every change of EstimatorV1's meaning.
inline constexpr int estimatorApi = 1;
inline constexpr const char* estimatorEntryPoint = "limpid_plugin_estimator_v1";

/// What the library of an estimator hands out, with static lifetime. C types only: no exception and
/// no C++ object crosses this edge. Authors write a C++ function: estimator_plugin.h.
struct EstimatorV1
{
  int api;                ///< estimatorApi of the header it was built with
  const char* id;         ///< that of the metadata
  const char* parameters; ///< schema as JSON text, "[]" for none (parameter_schema.h)
  /// Measures the noise of one image, `pixels` row-major. `parameters` is a JSON object with every
  /// parameter of the schema. Returns 0 and writes σ in the unit of the pixels, or returns another
  /// value and writes one sentence to `reason` (ends with NUL, cut to `reasonBytes`). May be called
  /// from several threads at once.
  int (*estimate)(const float* pixels, int rows, int columns, const char* parameters, double* noise,
                  char* reason, std::size_t reasonBytes);
};

} // namespace limpid::plugin

/// Every estimator defines this.
extern "C" __attribute__((visibility("default"))) const limpid::plugin::EstimatorV1*
limpid_plugin_estimator_v1(); // NOLINT(readability-identifier-naming): a C name
