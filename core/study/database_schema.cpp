#include "core/study/database_schema.h"

#include "core/study/library.h"
#include "core/study/search_text.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/format.h>

#include <array>

namespace limpid::study {
namespace {

/// A patient's name and number stand here and nowhere else; `key` is a keyed digest.
/// A file that holds no image stays with its reason, so that the next scan need not read it again.
constexpr const char* version1 = R"sql(
CREATE TABLE project (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
);
CREATE TABLE patients (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  sex        TEXT NOT NULL,
  identified_by INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE studies (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL,
  patient     INTEGER NOT NULL REFERENCES patients(id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  date        TEXT NOT NULL,
  UNIQUE (uid, patient)
);
CREATE TABLE series (
  id                 INTEGER PRIMARY KEY,
  uid                TEXT NOT NULL UNIQUE,
  study              INTEGER NOT NULL REFERENCES studies(id) ON DELETE CASCADE,
  number             INTEGER NOT NULL,
  description        TEXT NOT NULL,
  modality           TEXT NOT NULL,
  body_part          TEXT NOT NULL,
  kernel_or_sequence TEXT NOT NULL,
  plane              TEXT NOT NULL,
  sop_class          TEXT NOT NULL,
  spacing_row        REAL,
  spacing_column     REAL,
  slice_thickness    REAL,
  localizer          INTEGER NOT NULL,
  derived            INTEGER NOT NULL,
  secondary          INTEGER NOT NULL,
  synthetic          INTEGER NOT NULL
);
CREATE INDEX series_of_study ON series(study);
CREATE TABLE series_warnings (
  series   INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  sentence TEXT NOT NULL,
  UNIQUE (series, sentence)
);
CREATE TABLE files (
  id       INTEGER PRIMARY KEY,
  path     TEXT NOT NULL UNIQUE,
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  uid      TEXT NOT NULL,
  reason   TEXT NOT NULL
);
CREATE INDEX file_of_uid ON files(uid);
CREATE TABLE images (
  id              INTEGER PRIMARY KEY,
  uid             TEXT NOT NULL,
  frame           INTEGER NOT NULL,
  series          INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  file            INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  rows            INTEGER NOT NULL,
  columns         INTEGER NOT NULL,
  instance_number INTEGER NOT NULL,
  position_mm     REAL,
  exposure_mas    REAL,
  window_center   REAL,
  window_width    REAL,
  UNIQUE (uid, frame)
);
CREATE INDEX image_of_series ON images(series, position_mm, instance_number, frame);
CREATE INDEX image_of_file ON images(file);
)sql";

/// Who was scanned where: the files are read again at the next scan, so that old series get it too.
constexpr const char* version2 = R"sql(
ALTER TABLE series ADD COLUMN scanner TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN institution TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN age_years REAL;
UPDATE files SET modified = 0 WHERE reason = '';
)sql";

/// Where images lie, and what a search looks in. Files are read once more for it, and those that
/// were refused are tried again: this version reads more.
constexpr const char* version3 = R"sql(
ALTER TABLE images ADD COLUMN orientation TEXT;
ALTER TABLE images ADD COLUMN origin_x REAL;
ALTER TABLE images ADD COLUMN origin_y REAL;
ALTER TABLE images ADD COLUMN origin_z REAL;
ALTER TABLE series ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN insisted INTEGER NOT NULL DEFAULT 0;
UPDATE files SET modified = -1 WHERE reason = '';
DELETE FROM files WHERE reason <> '' AND uid = '';
)sql";

void makeVersion1(SQLite::Database& database)
{
  database.exec(version1);
}

void makeVersion2(SQLite::Database& database)
{
  database.exec(version2);
}

void makeVersion3(SQLite::Database& database)
{
  database.exec(version3);
  SQLite::Statement rows(database,
                         "SELECT series.id, patients.name, patients.patient_id, "
                         "studies.description, studies.date, series.description, series.modality, "
                         "body_part, kernel_or_sequence, plane FROM series JOIN studies ON "
                         "studies.id = study JOIN patients ON patients.id = patient");
  SQLite::Statement fill(database, "UPDATE series SET search = ? WHERE id = ?");
  while (rows.executeStep()) {
    SeriesRecord series;
    int at = 0;
    for (std::string SeriesRecord::*const text :
         {&SeriesRecord::patientName, &SeriesRecord::patientId, &SeriesRecord::studyDescription,
          &SeriesRecord::studyDate, &SeriesRecord::description, &SeriesRecord::modality,
          &SeriesRecord::bodyPart, &SeriesRecord::kernelOrSequence, &SeriesRecord::plane})
      series.*text = rows.getColumn(++at).getString();
    fill.reset();
    SQLite::bind(fill, searchTextOf(series), rows.getColumn(0).getInt64());
    fill.exec();
  }
}

/// Step n leads from version n to n + 1.
using Migration = void (*)(SQLite::Database&);
constexpr std::array<Migration, newestSchemaVersion> migrations = {makeVersion1, makeVersion2,
                                                                   makeVersion3};

int versionOf(SQLite::Database& database)
{
  return database.execAndGet("PRAGMA user_version").getInt();
}

} // namespace

Result<void> migrateSchema(SQLite::Database& database, const std::filesystem::path& file)
{
  if (versionOf(database) > newestSchemaVersion)
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} was written by a newer Limpid (layout {}; this one knows {}).",
                               file.string(), versionOf(database), newestSchemaVersion));
  while (versionOf(database) < newestSchemaVersion) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = versionOf(database); // another process may have been faster
    if (version >= newestSchemaVersion)
      break;
    migrations[static_cast<std::size_t>(version)](database);
    database.exec(fmt::format("PRAGMA user_version = {}", version + 1));
    transaction.commit();
  }
  return {};
}

} // namespace limpid::study
