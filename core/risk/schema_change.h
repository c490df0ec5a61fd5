#pragma once

#include "core/risk/edit.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// Where the values of one step go when a scale changes.
struct StepMove
{
  double from = 0.0;
  std::optional<double> to; ///< nothing: they become unrated
  int values = 0;           ///< that are stored with it; filled in by the forecast
};

/// A schema to come, and where rated values go that would have no place in it. What is not said is
/// proposed: proposedMove().
struct SchemaChange
{
  std::vector<Component> schema;
  std::map<std::string, std::vector<StepMove>> moves; ///< by component
};

/// What a change does to one component of which values are stored.
struct ComponentForecast
{
  std::string component;
  bool removed = false;
  bool turned = false;         ///< its good end
  std::vector<StepMove> moves; ///< every value that is stored, rising; also those that stay
  int lostLimits = 0;          ///< steps that were matched to a limit and are no more

  bool changesValues() const;
};

struct SchemaForecast
{
  std::vector<ComponentForecast> components; ///< those with values, of the former schema
  Edit edit;                                 ///< what changeSchema() stores
};

/// Where a value of the former scale goes: to the step with the same word, else the same number,
/// else to the step that lies nearest between the two ends, counted from the good one.
std::optional<double> proposedMove(const Component& before, const Component& after, double value);

/// What the change would do, storing nothing. BadInput for a schema that contradicts itself or a
/// move to a value that isn't on the new scale.
Result<SchemaForecast> forecastSchemaChange(study::Project& project, const SchemaChange& change,
                                            const std::string& author);

/// Migrates what is rated and stores the schema, both in one step of the history.
Result<void> changeSchema(study::Project& project, const SchemaChange& change,
                          const std::string& author);

/// An id for a new component that none of the schema has, made of its label: "Ghost 2" → "ghost-2".
std::string freshId(const std::vector<Component>& schema, const std::string& label);

} // namespace limpid::risk
