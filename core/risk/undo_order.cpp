#include "core/risk/undo_order.h"

#include <fmt/format.h>

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

/// The newest change of the components that another made and that is in force.
std::int64_t schemaOfOthers(SQLite::Database& database, const std::string& rater)
{
  SQLite::Statement query(database, "SELECT coalesce(max(batch), 0) FROM risk_schema_change "
                                    "JOIN risk_batch ON risk_batch.id = batch "
                                    "WHERE state = 'done' AND risk_batch.author <> ?");
  query.bind(1, rater);
  query.executeStep();
  return query.getColumn(0).getInt64();
}

bool changesSchema(SQLite::Database& database, std::int64_t edit)
{
  SQLite::Statement query(database, "SELECT 1 FROM risk_schema_change WHERE batch = ?");
  query.bind(1, edit);
  return query.executeStep();
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
  query.bind(1, *rater);
  query.bind(2, schemaOfOthers(database, *rater));
  while (query.executeStep()) {
    const std::int64_t edit = query.getColumn(0).getInt64();
    if (changesSchema(database, edit)) {
      if (othersEditedSince(database, edit, *rater))
        return std::nullopt;
      return edit;
    }
    if (stands(database, edit, act))
      return edit;
  }
  return std::nullopt;
}

} // namespace limpid::risk
