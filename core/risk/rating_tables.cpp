// The tables of core/risk and how they came about.

#include "core/risk/rating_database.h"

#include <fmt/format.h>

#include <array>

namespace limpid::risk {
namespace {

/// Entry n leads from version n to n + 1. Never change one that was released: add the next.
constexpr std::array migrations = {
    R"(
CREATE TABLE risk_component(
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  document TEXT NOT NULL);

CREATE TABLE risk_value(
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  author TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(level, uid, frame, component)) WITHOUT ROWID;

CREATE TABLE risk_batch(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  act TEXT NOT NULL CHECK(act IN ('edit', 'undo', 'redo')),
  state TEXT CHECK(state IN ('done', 'undone', 'discarded')),
  made_at TEXT NOT NULL);
CREATE INDEX risk_batch_by_state ON risk_batch(state, id);

CREATE TABLE risk_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  before_value REAL, before_source TEXT, before_author TEXT, before_set_at TEXT,
  after_value REAL, after_source TEXT, after_author TEXT, after_set_at TEXT);
CREATE INDEX risk_change_by_batch ON risk_change(batch, id);
)",
    R"(
CREATE TABLE risk_region(
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  rows INTEGER NOT NULL,
  columns INTEGER NOT NULL,
  pixels BLOB NOT NULL,
  source TEXT NOT NULL,
  author TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(uid, frame, component));
)",
    R"(
CREATE TABLE risk_region_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  before_rows INTEGER, before_columns INTEGER, before_pixels BLOB,
  before_source TEXT, before_author TEXT, before_set_at TEXT,
  after_rows INTEGER, after_columns INTEGER, after_pixels BLOB,
  after_source TEXT, after_author TEXT, after_set_at TEXT);
CREATE INDEX risk_region_change_by_batch ON risk_region_change(batch, id);
CREATE INDEX risk_region_change_by_uid ON risk_region_change(uid);
)",
    R"(
CREATE TABLE risk_remark(
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(level, uid, frame, component, kind, author)) WITHOUT ROWID;

CREATE TABLE risk_remark_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES risk_batch(id),
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  before_text TEXT, before_set_at TEXT,
  after_text TEXT, after_set_at TEXT);
CREATE INDEX risk_remark_change_by_batch ON risk_remark_change(batch, id);

CREATE TABLE risk_schema_change(
  batch INTEGER PRIMARY KEY REFERENCES risk_batch(id),
  before_document TEXT NOT NULL,
  after_document TEXT NOT NULL,
  author TEXT NOT NULL);
)",
    // Ratings by rater; who is measured by nobody in particular has no rater. A project without a
    // schema of its own has the default one, whose only measured component is the noise.
    R"(
CREATE TABLE risk_value_by_rater(
  level INTEGER NOT NULL,
  uid TEXT NOT NULL,
  frame INTEGER NOT NULL,
  component TEXT NOT NULL,
  rater TEXT NOT NULL,
  adjudicated INTEGER NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  author TEXT NOT NULL,
  set_at TEXT NOT NULL,
  PRIMARY KEY(level, uid, frame, component, rater, adjudicated)) WITHOUT ROWID;
CREATE VIEW risk_measured AS
  SELECT id FROM risk_component WHERE json_extract(document, '$.kind') = 'measured'
  UNION ALL SELECT 'noise' WHERE NOT EXISTS(SELECT 1 FROM risk_component);
INSERT INTO risk_value_by_rater
  SELECT level, uid, frame, component,
         CASE WHEN component IN risk_measured THEN '' ELSE author END,
         0, value, source, author, set_at FROM risk_value;
DROP TABLE risk_value;
ALTER TABLE risk_value_by_rater RENAME TO risk_value;
CREATE INDEX risk_value_by_component ON risk_value(component, rater);

ALTER TABLE risk_change ADD COLUMN rater TEXT NOT NULL DEFAULT '';
ALTER TABLE risk_change ADD COLUMN adjudicated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE risk_change ADD COLUMN seconds REAL;
UPDATE risk_change SET rater = CASE WHEN after_value IS NULL THEN before_author ELSE after_author END
  WHERE component NOT IN risk_measured;

CREATE TABLE risk_event(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event TEXT NOT NULL,
  rater TEXT NOT NULL,
  made_at TEXT NOT NULL);

CREATE TABLE risk_match(
  component TEXT NOT NULL,
  value REAL NOT NULL,
  rater TEXT NOT NULL,
  pair INTEGER NOT NULL,
  noise REAL NOT NULL,
  seconds REAL,
  method TEXT NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY(component, value, rater, pair));
)",
    // Who made an edit, so that everybody undoes their own: until now whoever all of it names.
    R"(
ALTER TABLE risk_batch ADD COLUMN author TEXT NOT NULL DEFAULT '';
UPDATE risk_batch SET author = coalesce((
  SELECT CASE WHEN count(DISTINCT name) = 1 THEN min(name) END FROM (
    SELECT coalesce(nullif(after_author, ''), before_author) AS name
      FROM risk_change WHERE batch = risk_batch.id
    UNION ALL SELECT coalesce(nullif(after_author, ''), before_author)
      FROM risk_region_change WHERE batch = risk_batch.id
    UNION ALL SELECT author FROM risk_remark_change WHERE batch = risk_batch.id
    UNION ALL SELECT author FROM risk_schema_change WHERE batch = risk_batch.id)
  WHERE name <> ''), '') WHERE act = 'edit';
)",
    // Answers of matches as steps of the history. Those given before have none (batch NULL), but
    // stay on record.
    R"(
CREATE TABLE risk_match_change(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER REFERENCES risk_batch(id),
  component TEXT NOT NULL,
  value REAL NOT NULL,
  rater TEXT NOT NULL,
  before_answers TEXT, before_method TEXT, before_made_at TEXT,
  after_answers TEXT, after_method TEXT, after_made_at TEXT);
CREATE INDEX risk_match_change_by_batch ON risk_match_change(batch, id);
INSERT INTO risk_match_change(component, value, rater, after_answers, after_method, after_made_at)
  SELECT component, value, rater,
         json_group_array(json_object('noise', noise, 'seconds', seconds)), method, made_at
    FROM (SELECT * FROM risk_match ORDER BY made_at, component, value, rater, pair)
    GROUP BY component, value, rater ORDER BY made_at;
)"};
constexpr int newestVersion = static_cast<int>(migrations.size());

int storedVersion(SQLite::Database& database)
{
  if (!database.tableExists("risk_version"))
    return 0;
  return database.execAndGet("SELECT version FROM risk_version").getInt();
}

void migrate(SQLite::Database& database)
{
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = storedVersion(database); // another process may have been faster
  if (version == 0)
    database.exec("CREATE TABLE risk_version(version INTEGER NOT NULL);"
                  "INSERT INTO risk_version VALUES(0)");
  for (int next = version; next < newestVersion; ++next)
    database.exec(migrations.at(static_cast<std::size_t>(next)));
  SQLite::Statement update(database, "UPDATE risk_version SET version = ?");
  update.bind(1, newestVersion);
  update.exec();
  transaction.commit();
}

} // namespace

Result<void> prepareTables(SQLite::Database& database)
{
  const int version = storedVersion(database);
  if (version > newestVersion)
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} holds ratings of version {}; this program reads up to {}.",
                               database.getFilename(), version, newestVersion));
  if (version < newestVersion)
    migrate(database);
  return {};
}

} // namespace limpid::risk
