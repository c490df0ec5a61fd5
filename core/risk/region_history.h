#pragma once

// For the sources of core/risk only: SQLite stays behind the public headers.

#include "core/risk/rating_database.h"
#include "core/risk/regional_map.h"

#include <string>

namespace limpid::risk {

struct RegionPlace
{
  study::ImageKey image;
  std::string component;
};

/// A map with where it came from, as it is restored by undo. Without values: none.
struct StoredRegion
{
  RegionalMap map;
  std::string source;
  std::string author;
  std::string setAt;
};

StoredRegion storedRegion(SQLite::Database& database, const RegionPlace& place);

/// Stores the map, or with one without values removes it, and logs in the batch what was there
/// before. Inside a transaction of its caller. A map that doesn't change leaves no trace. The log
/// holds maps as runs of equal values, for a brush leaves wide areas alike.
void writeRegion(SQLite::Database& database, BatchWriter& batch, const RegionPlace& place,
                 const StoredRegion& after);

/// Undoes or redoes what `edit` did to maps, as a part of `batch`.
void bringBackRegions(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
                      SinceThen sinceThen);

} // namespace limpid::risk
