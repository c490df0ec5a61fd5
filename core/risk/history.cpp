#include "core/risk/match_history.h"
#include "core/risk/rating_database.h"
#include "core/risk/ratings.h"
#include "core/risk/region_history.h"
#include "core/risk/remark_history.h"
#include "core/risk/schema_history.h"
#include "core/risk/undo_order.h"

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

/// Where the value is stored that the history knows at `place`.
Place placeOfValue(const Place& place, const StoredValue& value)
{
  return isOfAnother(place, value)
             ? Place{place.target, place.component, value.author, place.adjudicated}
             : place;
}

bool stands(BatchWriter& batch, const Place& place, const StoredValue& value)
{
  const StoredValue now = batch.storedAt(placeOfValue(place, value));
  return now.value == value.value &&
         (!now.value || (now.source == value.source && now.author == value.author));
}

/// Puts `value` in the place of `current`. Before raters had values of their own, the value of one
/// took the place of another's.
void restoreValue(BatchWriter& batch, const Place& place, const StoredValue& current,
                  const StoredValue& value)
{
  if (isOfAnother(place, current))
    batch.write(placeOfValue(place, current), {});
  if (isOfAnother(place, value)) {
    batch.write(place, {});
    batch.write(placeOfValue(place, value), value);
    return;
  }
  batch.write(place, value);
}

/// Brings back all that the edit `edit` changed: what was before it, or what it made.
void restore(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
             SinceThen sinceThen)
{
  const bool before = act == Act::Undo;
  std::vector<LoggedChange> changes = changesOf(database, edit);
  if (before)
    std::reverse(changes.begin(), changes.end());
  for (const LoggedChange& change : changes) {
    const StoredValue& current = before ? change.after : change.before;
    if (sinceThen == SinceThen::Overwrite || stands(batch, change.place, current))
      restoreValue(batch, change.place, current, before ? change.before : change.after);
  }
  bringBackRegions(database, batch, edit, act, sinceThen);
  bringBackRemarks(database, batch, edit, act, sinceThen);
  bringBackAnswers(database, batch, edit, act, sinceThen);
  bringBackSchema(database, batch, edit, act);
}

void setState(SQLite::Database& database, std::int64_t batch, const char* state)
{
  SQLite::Statement update(database, "UPDATE risk_batch SET state = ? WHERE id = ?");
  update.bind(1, state);
  update.bind(2, batch);
  update.exec();
}

Result<bool> take(study::Project& project, Act act, const std::optional<std::string>& rater)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<bool> {
    DurableTransaction transaction(database);
    const std::optional<std::int64_t> edit = nextEdit(database, act, rater);
    if (!edit)
      return false;
    BatchWriter batch(database, act, rater.value_or(""));
    restore(database, batch, *edit, act, rater ? SinceThen::Keep : SinceThen::Overwrite);
    setState(database, *edit, act == Act::Undo ? "undone" : "done");
    transaction.commit();
    return true;
  });
}

} // namespace

Result<bool> undo(study::Project& project)
{
  return take(project, Act::Undo, std::nullopt);
}

Result<bool> redo(study::Project& project)
{
  return take(project, Act::Redo, std::nullopt);
}

Result<bool> undo(study::Project& project, const std::string& rater)
{
  return take(project, Act::Undo, rater);
}

Result<bool> redo(study::Project& project, const std::string& rater)
{
  return take(project, Act::Redo, rater);
}

Result<std::vector<HistoryEntry>> history(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<HistoryEntry>> {
    SQLite::Statement query(
        database, "SELECT batch, level, uid, frame, component, before_value, after_value, "
                  "CASE act WHEN 'edit' THEN after_source ELSE act END, "
                  "CASE act WHEN 'edit' THEN after_author ELSE risk_batch.author END, made_at, "
                  "rater, adjudicated, seconds, "
                  "CASE WHEN act = 'edit' AND risk_batch.author = '' THEN after_author "
                  "ELSE risk_batch.author END "
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
                         optionalNumber(query.getColumn(12)),
                         query.getColumn(13).getString()});
    return entries;
  });
}

} // namespace limpid::risk
