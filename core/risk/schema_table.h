#pragma once

// For the sources of core/risk only: the schema as its table holds it.

#include "core/risk/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <set>
#include <string>
#include <vector>

namespace limpid::risk {

/// The stored schema, or the default where none is.
std::vector<Component> readSchema(SQLite::Database& database);
/// Replaces the table by the components of a schemaDocument().
void writeSchemaTable(SQLite::Database& database, const std::string& document);

/// BadInput for components that contradict themselves or each other.
Result<void> checkSchema(const std::vector<Component>& schema);
/// What is stored must have a place in the new schema. `turned` may turn their good end round.
Result<void> checkStoredValues(SQLite::Database& database, const std::vector<Component>& before,
                               const std::vector<Component>& after,
                               const std::set<std::string>& turned);

/// A JSON array of the components, in their order.
std::string schemaDocument(const std::vector<Component>& schema);

} // namespace limpid::risk
