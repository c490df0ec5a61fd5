#include "core/risk/rating_database.h"

#include <fmt/format.h>

#include <array>
#include <utility>

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

const char* actName(Act act)
{
  switch (act) {
  case Act::Edit:
    return "edit";
  case Act::Undo:
    return "undo";
  case Act::Redo:
    return "redo";
  }
  return "edit";
}

std::string currentTime(SQLite::Database& database)
{
  return database.execAndGet("SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')").getString();
}

/// Binds level, uid, frame, component, rater and adjudicated from parameter 1 on.
void bindPlace(SQLite::Statement& statement, const Place& place)
{
  statement.bind(1, static_cast<int>(place.target.level));
  statement.bind(2, place.target.uid);
  statement.bind(3, place.target.frame);
  statement.bind(4, place.component);
  statement.bind(5, place.rater);
  statement.bind(6, place.adjudicated ? 1 : 0);
}

void bindValue(SQLite::Statement& statement, int first, const StoredValue& value)
{
  if (value.value)
    statement.bind(first, *value.value);
  else
    statement.bind(first);
  statement.bind(first + 1, value.source);
  statement.bind(first + 2, value.author);
  statement.bind(first + 3, value.setAt);
}

void run(SQLite::Statement& statement)
{
  statement.exec();
  statement.reset();
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

DurableTransaction::DurableTransaction(SQLite::Database& database)
    : m_database(database), m_synchronousBefore(database.execAndGet("PRAGMA synchronous").getInt())
{
  m_database.exec("PRAGMA synchronous = FULL");
  m_transaction.emplace(database, SQLite::TransactionBehavior::IMMEDIATE);
}

DurableTransaction::~DurableTransaction()
{
  m_transaction.reset(); // rolls back what wasn't committed
  m_database.tryExec("PRAGMA synchronous = " + std::to_string(m_synchronousBefore));
}

void DurableTransaction::commit()
{
  m_transaction->commit();
}

BatchWriter::BatchWriter(SQLite::Database& database, Act act)
    : m_database(database),
      m_act(act),
      m_madeAt(currentTime(database)),
      m_select(database, "SELECT value, source, author, set_at FROM risk_value WHERE level = ? AND "
                         "uid = ? AND frame = ? AND component = ? AND rater = ? AND "
                         "adjudicated = ?"),
      m_store(database, "INSERT OR REPLACE INTO risk_value(level, uid, frame, component, rater, "
                        "adjudicated, value, source, author, set_at) "
                        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      m_remove(database, "DELETE FROM risk_value WHERE level = ? AND uid = ? AND frame = ? AND "
                         "component = ? AND rater = ? AND adjudicated = ?"),
      m_log(database, "INSERT INTO risk_change(level, uid, frame, component, rater, adjudicated, "
                      "before_value, before_source, before_author, before_set_at, after_value, "
                      "after_source, after_author, after_set_at, seconds, batch) "
                      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
{
  SQLite::Statement measured(database, "SELECT id FROM risk_measured");
  while (measured.executeStep())
    m_measured.insert(measured.getColumn(0).getString());
}

void BatchWriter::write(const Target& target, const std::string& component,
                        const StoredValue& after)
{
  Place place = placeOf(target, component, after.author);
  if (after.adjudicated)
    place = {target, component, "", true};
  if (!place.rater.empty())
    write({target, component, "", false}, {});
  write(place, after);
}

Place BatchWriter::placeOf(const Target& target, const std::string& component,
                           const std::string& author) const
{
  return {target, component, m_measured.contains(component) ? std::string() : author, false};
}

void BatchWriter::write(const Place& where, const StoredValue& after)
{
  Place place = where;
  place.target = normalized(where.target);
  const StoredValue before = valueBefore(place);
  const bool unrated = !before.value && !after.value;
  const bool same =
      before.value == after.value && before.source == after.source && before.author == after.author;
  if (unrated || same)
    return;
  openBatch();
  replaceValue(place, after);
  bindPlace(m_log, place);
  bindValue(m_log, 7, before);
  bindValue(m_log, 11, after);
  if (after.seconds)
    m_log.bind(15, *after.seconds);
  else
    m_log.bind(15);
  m_log.bind(16, m_batch);
  run(m_log);
}

StoredValue BatchWriter::valueBefore(const Place& place)
{
  bindPlace(m_select, place);
  StoredValue before;
  if (m_select.executeStep())
    before = {m_select.getColumn(0).getDouble(), m_select.getColumn(1).getString(),
              m_select.getColumn(2).getString(), m_select.getColumn(3).getString()};
  m_select.reset();
  return before;
}

void BatchWriter::replaceValue(const Place& place, const StoredValue& after)
{
  SQLite::Statement& statement = after.value ? m_store : m_remove;
  bindPlace(statement, place);
  if (after.value)
    bindValue(statement, 7, after);
  run(statement);
}

std::optional<double> BatchWriter::valueAt(const Place& place)
{
  return valueBefore({normalized(place.target), place.component, place.rater, place.adjudicated})
      .value;
}

std::int64_t BatchWriter::openBatch()
{
  if (m_batch == 0)
    begin();
  return m_batch;
}

/// A new edit ends the chance to redo what was undone before it.
void BatchWriter::begin()
{
  if (m_act == Act::Edit)
    m_database.exec("UPDATE risk_batch SET state = 'discarded' WHERE state = 'undone'");
  SQLite::Statement insert(m_database,
                           "INSERT INTO risk_batch(act, state, made_at) VALUES(?, ?, ?)");
  insert.bind(1, actName(m_act));
  if (m_act == Act::Edit)
    insert.bind(2, "done");
  insert.bind(3, m_madeAt);
  insert.exec();
  m_batch = m_database.getLastInsertRowid();
}

Target normalized(Target target)
{
  if (target.level != Level::Image)
    target.frame = 0;
  return target;
}

Level levelFromNumber(int number)
{
  return number == 0 ? Level::Study : number == 1 ? Level::Series : Level::Image;
}

std::optional<double> optionalNumber(const SQLite::Column& column)
{
  if (column.isNull())
    return std::nullopt;
  return column.getDouble();
}

std::optional<std::string> optionalText(const SQLite::Column& column)
{
  if (column.isNull())
    return std::nullopt;
  return column.getString();
}

} // namespace limpid::risk
