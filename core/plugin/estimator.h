#pragma once

#include "core/plugin/measurement.h"
#include "core/plugin/parameter_schema.h"
#include "core/plugin/plugin_list.h"

#include <memory>
#include <span>
#include <string_view>

namespace limpid::plugin {

struct EstimatorV2;

/// An opened estimator; its library stays loaded as long as one copy lives. It runs foreign code in
/// this process: the window never does, its worker does.
class Estimator
{
public:
  /// Opens the library of a usable item. Fails with Unsupported (the item says why it can't be
  /// used) or BadInput (the library can't be loaded, lacks the entry point or contradicts its
  /// metadata).
  static Result<Estimator> open(const PluginItem& item);

  const PluginItem& item() const { return m_item; }
  const ParameterSchema& parameters() const { return m_parameters; }

  /// σ in the unit of the pixels. `parameters` may leave out what has a default. BadInput with the
  /// estimator's own sentence, or Internal if its answer is no noise (negative, not finite).
  Result<double> estimate(const Measurement& measurement, const Json& parameters) const;

private:
  Estimator() = default;

  PluginItem m_item;
  ParameterSchema m_parameters;
  std::shared_ptr<void> m_library;
  const EstimatorV2* m_estimator = nullptr; // inside m_library
};

/// The estimator of that id in the folders. NotFound names those that can be used.
Result<Estimator> openEstimator(std::string_view id,
                                std::span<const std::filesystem::path> folders);

} // namespace limpid::plugin
