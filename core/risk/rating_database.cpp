#include "core/risk/rating_database.h"

#include <utility>

namespace limpid::risk {
namespace {

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

BatchWriter::BatchWriter(SQLite::Database& database, Act act, std::string author)
    : m_database(database),
      m_act(act),
      m_author(std::move(author)),
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

bool BatchWriter::write(const Target& target, const std::string& component,
                        const StoredValue& after)
{
  Place place = placeOf(target, component, after.author);
  if (after.adjudicated)
    place = {target, component, "", true};
  if (!place.rater.empty())
    write({target, component, "", false}, {});
  return write(place, after);
}

Place BatchWriter::placeOf(const Target& target, const std::string& component,
                           const std::string& author) const
{
  return {target, component, isMeasured(component) ? std::string() : author, false};
}

bool BatchWriter::write(const Place& where, const StoredValue& after)
{
  Place place = where;
  place.target = normalized(where.target);
  const StoredValue before = valueBefore(place);
  const bool unrated = !before.value && !after.value;
  const bool same =
      before.value == after.value && before.source == after.source && before.author == after.author;
  if (unrated || same)
    return false;
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
  return true;
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

StoredValue BatchWriter::storedAt(const Place& place)
{
  return valueBefore({normalized(place.target), place.component, place.rater, place.adjudicated});
}

std::int64_t BatchWriter::openBatch()
{
  if (m_batch == 0)
    begin();
  return m_batch;
}

/// A new edit ends its author's chance to redo what they undid before it.
void BatchWriter::begin()
{
  if (m_act == Act::Edit) {
    SQLite::Statement discard(m_database, "UPDATE risk_batch SET state = 'discarded' "
                                          "WHERE state = 'undone' AND author = ?");
    discard.bind(1, m_author);
    discard.exec();
  }
  SQLite::Statement insert(
      m_database, "INSERT INTO risk_batch(act, state, made_at, author) VALUES(?, ?, ?, ?)");
  insert.bind(1, actName(m_act));
  if (m_act == Act::Edit)
    insert.bind(2, "done");
  insert.bind(3, m_madeAt);
  insert.bind(4, m_author);
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
