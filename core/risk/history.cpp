#include "core/risk/rating_database.h"
#include "core/risk/ratings.h"
#include "core/risk/region_history.h"
#include "core/risk/remark_history.h"

#include <algorithm>
#include <utility>

namespace limpid::risk {
namespace {

struct LoggedChange
{
  Place place;
  StoredValue before;
  StoredValue after;
};

StoredValue readValue(SQLite::Statement& query, int first)
{
  return {optionalNumber(query.getColumn(first)), query.getColumn(first + 1).getString(),
          query.getColumn(first + 2).getString(), query.getColumn(first + 3).getString()};
}

std::vector<LoggedChange> changesOf(SQLite::Database& database, std::int64_t batch)
{
  SQLite::Statement query(database,
                          "SELECT level, uid, frame, component, before_value, before_source, "
                          "before_author, before_set_at, after_value, after_source, after_author, "
                          "after_set_at, rater, adjudicated FROM risk_change WHERE batch = ? "
                          "ORDER BY id");
  query.bind(1, batch);
  std::vector<LoggedChange> changes;
  while (query.executeStep())
    changes.push_back({{{levelFromNumber(query.getColumn(0).getInt()),
                         query.getColumn(1).getString(), query.getColumn(2).getInt()},
                        query.getColumn(3).getString(),
                        query.getColumn(12).getString(),
                        query.getColumn(13).getInt() != 0},
                       readValue(query, 4),
                       readValue(query, 8)});
  return changes;
}

bool isOfAnother(const Place& place, const StoredValue& value)
{
  return value.value && !place.rater.empty() && value.author != place.rater;
}

/// Puts `value` in the place of `current`. Before raters had values of their own, the value of one
/// took the place of another's.
void restoreValue(BatchWriter& batch, const Place& place, const StoredValue& current,
                  const StoredValue& value)
{
  if (isOfAnother(place, current))
    batch.write({place.target, place.component, current.author, place.adjudicated}, {});
  if (isOfAnother(place, value)) {
    batch.write(place, {});
    batch.write({place.target, place.component, value.author, place.adjudicated}, value);
    return;
  }
  batch.write(place, value);
}

/// Brings back all that the edit `edit` changed: what was before it, or what it made.
void restore(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act)
{
  const bool before = act == Act::Undo;
  std::vector<LoggedChange> changes = changesOf(database, edit);
  if (before)
    std::reverse(changes.begin(), changes.end());
  for (const LoggedChange& change : changes)
    restoreValue(batch, change.place, before ? change.after : change.before,
                 before ? change.before : change.after);
  bringBackRegions(database, batch, edit, act);
  bringBackRemarks(database, batch, edit, act);
  bringBackSchema(database, batch, edit, act);
}

/// The edit that comes next: undo takes the newest that is done, redo the oldest that is undone
/// (edits are undone newest first, so that one was undone last).
std::optional<std::int64_t> nextEdit(SQLite::Database& database, Act act)
{
  SQLite::Statement query(database, act == Act::Undo
                                        ? "SELECT max(id) FROM risk_batch WHERE state = 'done'"
                                        : "SELECT min(id) FROM risk_batch WHERE state = 'undone'");
  query.executeStep();
  if (query.getColumn(0).isNull())
    return std::nullopt;
  return query.getColumn(0).getInt64();
}

void setState(SQLite::Database& database, std::int64_t batch, const char* state)
{
  SQLite::Statement update(database, "UPDATE risk_batch SET state = ? WHERE id = ?");
  update.bind(1, state);
  update.bind(2, batch);
  update.exec();
}

bool undoOne(SQLite::Database& database)
{
  DurableTransaction transaction(database);
  const std::optional<std::int64_t> edit = nextEdit(database, Act::Undo);
  if (!edit)
    return false;
  BatchWriter batch(database, Act::Undo);
  restore(database, batch, *edit, Act::Undo);
  setState(database, *edit, "undone");
  transaction.commit();
  return true;
}

bool redoOne(SQLite::Database& database)
{
  DurableTransaction transaction(database);
  const std::optional<std::int64_t> edit = nextEdit(database, Act::Redo);
  if (!edit)
    return false;
  BatchWriter batch(database, Act::Redo);
  restore(database, batch, *edit, Act::Redo);
  setState(database, *edit, "done");
  transaction.commit();
  return true;
}

} // namespace

Result<bool> undo(study::Project& project)
{
  return withRatings(project,
                     [](SQLite::Database& database) -> Result<bool> { return undoOne(database); });
}

Result<bool> redo(study::Project& project)
{
  return withRatings(project,
                     [](SQLite::Database& database) -> Result<bool> { return redoOne(database); });
}

Result<std::vector<HistoryEntry>> history(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<HistoryEntry>> {
    SQLite::Statement query(
        database,
        "SELECT batch, level, uid, frame, component, before_value, after_value, "
        "CASE act WHEN 'edit' THEN after_source ELSE act END, "
        "CASE act WHEN 'edit' THEN after_author ELSE '' END, made_at, rater, adjudicated, seconds "
        "FROM risk_change JOIN risk_batch ON risk_batch.id = batch "
        "ORDER BY risk_change.id");
    std::vector<HistoryEntry> entries;
    while (query.executeStep())
      entries.push_back({query.getColumn(0).getInt64(),
                         {levelFromNumber(query.getColumn(1).getInt()),
                          query.getColumn(2).getString(), query.getColumn(3).getInt()},
                         query.getColumn(4).getString(),
                         optionalNumber(query.getColumn(5)),
                         optionalNumber(query.getColumn(6)),
                         query.getColumn(7).getString(),
                         query.getColumn(8).getString(),
                         query.getColumn(9).getString(),
                         query.getColumn(10).getString(),
                         query.getColumn(11).getInt() != 0,
                         optionalNumber(query.getColumn(12))});
    return entries;
  });
}

} // namespace limpid::risk
