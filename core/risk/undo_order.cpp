#include "core/risk/undo_order.h"

#include "core/risk/match_history.h"
#include "core/risk/schema_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace limpid::risk {
namespace {

std::optional<std::int64_t> nextOfAll(SQLite::Database& database, Act act)
{
  SQLite::Statement query(database, act == Act::Undo
                                        ? "SELECT max(id) FROM risk_batch WHERE state = 'done'"
                                        : "SELECT min(id) FROM risk_batch WHERE state = 'undone'");
  query.executeStep();
  if (query.getColumn(0).isNull())
    return std::nullopt;
  return query.getColumn(0).getInt64();
}

struct SchemaChange
{
  std::int64_t edit = 0;
  bool limitsAlone = false; ///< every value keeps its place
};

/// The changes of the components that a query for batch, before and after finds.
std::vector<SchemaChange> schemaChanges(SQLite::Statement& query)
{
  std::vector<SchemaChange> changes;
  while (query.executeStep())
    changes.push_back({query.getColumn(0).getInt64(),
                       sameScales(query.getColumn(1).getString(), query.getColumn(2).getString())});
  return changes;
}

/// Those that others made and that are in force, the newest first.
std::vector<SchemaChange> schemaChangesOfOthers(SQLite::Database& database,
                                                const std::string& rater)
{
  SQLite::Statement query(database,
                          "SELECT batch, before_document, after_document FROM risk_schema_change "
                          "JOIN risk_batch ON risk_batch.id = batch WHERE state = 'done' AND "
                          "risk_batch.author <> ? ORDER BY batch DESC");
  query.bind(1, rater);
  return schemaChanges(query);
}

std::optional<SchemaChange> schemaChangeOf(SQLite::Database& database, std::int64_t edit)
{
  SQLite::Statement query(database, "SELECT batch, before_document, after_document FROM "
                                    "risk_schema_change WHERE batch = ?");
  query.bind(1, edit);
  const std::vector<SchemaChange> changes = schemaChanges(query);
  return changes.empty() ? std::nullopt : std::optional(changes.front());
}

bool othersEditedSince(SQLite::Database& database, std::int64_t edit, const std::string& rater)
{
  SQLite::Statement query(database, "SELECT 1 FROM risk_batch WHERE id > ? AND act = 'edit' AND "
                                    "state = 'done' AND author <> ? LIMIT 1");
  query.bind(1, edit);
  query.bind(2, rater);
  return query.executeStep();
}

/// Whether something of the edit is still as it (or its undo) left it. Before raters had values of
/// their own, a value of one could stand in the place of another's.
bool stands(SQLite::Database& database, std::int64_t edit, Act act)
{
  static constexpr auto* text = R"(
SELECT 1 FROM risk_change AS c LEFT JOIN risk_value AS v
  ON v.level = c.level AND v.uid = c.uid AND v.frame = c.frame AND v.component = c.component
  AND v.adjudicated = c.adjudicated AND v.rater =
    CASE WHEN c.rater = '' OR c.{0}_value IS NULL THEN c.rater ELSE c.{0}_author END
  WHERE c.batch = ?1 AND v.value IS c.{0}_value
  AND (v.value IS NULL OR (v.source = c.{0}_source AND v.author = c.{0}_author))
UNION ALL SELECT 1 FROM risk_region_change AS c LEFT JOIN risk_region AS r
  ON r.uid = c.uid AND r.frame = c.frame AND r.component = c.component
  WHERE c.batch = ?1 AND r.set_at IS c.{0}_set_at AND r.author IS c.{0}_author
UNION ALL SELECT 1 FROM risk_remark_change AS c LEFT JOIN risk_remark AS r
  ON r.level = c.level AND r.uid = c.uid AND r.frame = c.frame AND r.component = c.component
  AND r.kind = c.kind AND r.author = c.author
  WHERE c.batch = ?1 AND r.text IS c.{0}_text LIMIT 1)";
  SQLite::Statement query(database, fmt::format(text, act == Act::Undo ? "after" : "before"));
  query.bind(1, edit);
  return query.executeStep();
}

} // namespace

std::optional<std::int64_t> nextEdit(SQLite::Database& database, Act act,
                                     const std::optional<std::string>& rater)
{
  if (!rater)
    return nextOfAll(database, act);
  SQLite::Statement query(database, act == Act::Undo
                                        ? "SELECT id FROM risk_batch WHERE state = 'done' AND "
                                          "author = ? AND id > ? ORDER BY id DESC"
                                        : "SELECT id FROM risk_batch WHERE state = 'undone' AND "
                                          "author = ? AND id > ? ORDER BY id");
  const std::vector<SchemaChange> ofOthers = schemaChangesOfOthers(database, *rater);
  const auto scales = std::ranges::find(ofOthers, false, &SchemaChange::limitsAlone);
  query.bind(1, *rater);
  query.bind(2, scales == ofOthers.end() ? 0 : scales->edit);
  while (query.executeStep()) {
    const std::int64_t edit = query.getColumn(0).getInt64();
    if (!matchedPlaces(database, edit).empty()) { // brings back its own limit, of all there are
      if (answersStand(database, edit, act))
        return edit;
      continue;
    }
    if (const auto schema = schemaChangeOf(database, edit)) {
      if (schema->limitsAlone && !ofOthers.empty() && ofOthers.front().edit > edit)
        continue; // they are another's now
      if (!schema->limitsAlone && othersEditedSince(database, edit, *rater))
        return std::nullopt;
      return edit;
    }
    if (stands(database, edit, act))
      return edit;
  }
  return std::nullopt;
}

} // namespace limpid::risk
