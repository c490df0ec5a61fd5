#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/risk/rating_database.h"

#include <cstdint>
#include <optional>
#include <string>

namespace limpid::risk {

/// The edit that comes next: undo takes the newest that is done, redo the oldest that is undone
/// (edits are undone newest first, so that one was undone last). Nothing: there is none.
///
/// With a rater, of the rater's own edits alone. One of which others have changed everything since
/// is passed over, and so are limits that were said, not matched, after which others have changed
/// the components. What lies before another's change of the scales stays, and so does a change of
/// the scales after which others have edited: values would have no place.
std::optional<std::int64_t> nextEdit(SQLite::Database& database, Act act,
                                     const std::optional<std::string>& rater);

} // namespace limpid::risk
