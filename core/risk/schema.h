#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/study/project.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

enum class ComponentKind { Measured, Rated };
enum class ComponentUse { Noise, Limit, None };

/// One entry of the quality vector. The schema is data, kept in the project.
struct Component
{
  std::string id;    ///< "noise", "motion"
  std::string label; ///< for the window
  ComponentKind kind = ComponentKind::Rated;
  ComponentUse use = ComponentUse::None;
  std::string unit;           ///< "HU", "a.u."; empty: none (ratings), or the image's own (noise)
  std::vector<double> values; ///< the scale's steps, as the source wrote them; empty: continuous
  std::vector<std::string> words; ///< one per step: none, slight, moderate …
  bool goodIsLow = true;          ///< which end is good
  /// λ per step once matched (M10), in the image's unit at training size; NaN for a step that isn't
  /// matched, empty when none is.
  std::vector<double> limits;
};

/// The default schema: noise (measured), motion, artefact, contrast (rated, none … severe, use
/// none).
std::vector<Component> defaultSchema();
Result<std::vector<Component>> loadSchema(study::Project& project);
/// BadInput when it contradicts itself, or values are stored that it has no place for: an unknown
/// component, a step that is gone, the other end of the scale. Only a measured component can be the
/// noise that is subtracted, and only one (M10). One step of the history, which is `author`'s.
Result<void> saveSchema(study::Project& project, const std::vector<Component>& schema,
                        const std::string& author = {});

/// NotFound names the components that there are.
Result<Component> findComponent(const std::vector<Component>& schema, const std::string& id);
/// The step of the scale that has this value; none for a continuous component.
std::optional<std::size_t> stepOf(const Component& component, double value);
/// BadInput when `value` isn't on the scale, isn't finite, or is a negative measurement.
Result<void> checkValue(const Component& component, double value);

Json toJson(const Component& component);
Result<Component> componentFromJson(const Json& json);

} // namespace limpid::risk
