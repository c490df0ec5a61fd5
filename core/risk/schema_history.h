#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/risk/rating_database.h"

#include <cstdint>
#include <optional>
#include <string>

namespace limpid::risk {

/// Stores the schema, whole, and logs in the batch what was there before; `document` as
/// schemaDocument() makes it. Inside a transaction of its caller.
void writeSchema(SQLite::Database& database, BatchWriter& batch, const std::string& document,
                 const std::string& author);

/// Whether two documents differ in limits and uses at most: every value keeps its place.
bool sameScales(const std::string& before, const std::string& after);

/// The limit that the stored answers of a step make: the largest that a person gave, the cautious
/// one, else what the classifier measured. None: nobody matched it.
std::optional<double> limitOfAllAnswers(SQLite::Database& database, const std::string& component,
                                        double value);

/// Undoes or redoes what `edit` did to the components, as a part of `batch`, once its answers are
/// brought back. Of limits only those that the edit changed; a step that somebody else's answers
/// match keeps the limit that these make.
void bringBackSchema(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act);

} // namespace limpid::risk
