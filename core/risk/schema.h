#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/study/project.h"

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
  std::string unit;           ///< "HU", "a.u."; empty for ratings
  std::vector<double> values; ///< the scale's steps, as the source wrote them; empty: continuous
  std::vector<std::string> words; ///< one per step: none, slight, moderate …
  bool goodIsLow = true;          ///< which end is good
  std::vector<double> limits; ///< λ per step, native unit, once matched (M10); empty: not matched
};

/// The default schema: noise (measured), motion, artefact, contrast (rated, none … severe, use
/// none).
std::vector<Component> defaultSchema();
Result<std::vector<Component>> loadSchema(study::Project& project);
Result<void> saveSchema(study::Project& project, const std::vector<Component>& schema);
Json toJson(const Component& component);
Result<Component> componentFromJson(const Json& json);

} // namespace limpid::risk
