#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace SQLite {
class Database;
}

namespace limpid::study {

/// The newest layout of limpid.db that this program knows (PRAGMA user_version).
constexpr int newestSchemaVersion = 3;

/// Brings the tables of core/study to the newest layout, one version at a time, each in a
/// transaction. Unsupported when a newer program wrote the file. Throws SQLite::Exception.
/// core/risk makes its own tables.
Result<void> migrateSchema(SQLite::Database& database, const std::filesystem::path& file);

} // namespace limpid::study
