#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/risk/rating_database.h"
#include "core/risk/remarks.h"

#include <cstdint>
#include <string>

namespace limpid::risk {

RemarkKind remarkFromName(const std::string& name);

/// Stores the remark, or takes it away, and logs in the batch what was there before. Inside a
/// transaction of its caller. A remark that doesn't change leaves no trace.
void writeRemark(SQLite::Database& database, BatchWriter& batch, const RemarkChange& after,
                 const std::string& setAt);

/// Takes the reviews of that place away where it is measured: its value is another now.
void endReviews(SQLite::Database& database, BatchWriter& batch, const Target& target,
                const std::string& component);
/// Writes the value as batch.write() does, and ends the reviews of the one before.
void writeValue(SQLite::Database& database, BatchWriter& batch, const Target& target,
                const std::string& component, const StoredValue& value);

/// Undo or redo what `edit` did to them, as a part of `batch`.
void bringBackRemarks(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
                      SinceThen sinceThen);

} // namespace limpid::risk
