#include "core/risk/history_steps.h"

#include "core/risk/rating_database.h"
#include "core/risk/undo_order.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace limpid::risk {
namespace {

StepAct actFromName(const std::string& name)
{
  return name == "undo" ? StepAct::Undo : name == "redo" ? StepAct::Redo : StepAct::Edit;
}

StepState stateFromName(const std::string& name)
{
  return name == "undone"      ? StepState::Undone
         : name == "discarded" ? StepState::Discarded
                               : StepState::Done;
}

void addName(std::vector<std::string>& names, const std::string& name)
{
  if (!name.empty() && std::ranges::find(names, name) == names.end())
    names.push_back(name);
}

using StepsByBatch = std::map<std::int64_t, HistoryStep>;

/// The steps of a query for id, act, state, time and author.
StepsByBatch batchesOf(SQLite::Statement& query)
{
  StepsByBatch steps;
  while (query.executeStep()) {
    HistoryStep step;
    step.batch = query.getColumn(0).getInt64();
    step.act = actFromName(query.getColumn(1).getString());
    step.state = stateFromName(query.getColumn(2).getString());
    step.madeAt = query.getColumn(3).getString();
    step.madeBy = query.getColumn(4).getString();
    addName(step.authors, step.madeBy);
    steps.emplace(step.batch, std::move(step));
  }
  return steps;
}

StepsByBatch newestBatches(SQLite::Database& database, int most)
{
  SQLite::Statement query(database, "SELECT id, act, state, made_at, author FROM risk_batch "
                                    "ORDER BY id DESC LIMIT ?");
  query.bind(1, most);
  return batchesOf(query);
}

void bindRange(SQLite::Statement& query, const StepsByBatch& steps)
{
  query.bind(1, steps.begin()->first);
  query.bind(2, steps.rbegin()->first);
}

/// Undo and redo don't carry the names of those whose values they bring back.
void addValues(SQLite::Database& database, StepsByBatch& steps)
{
  SQLite::Statement query(
      database,
      "SELECT batch, component, count(*), sum(after_value IS NULL), "
      "coalesce(after_source, before_source), coalesce(after_author, before_author), "
      "level, uid, frame, before_value, after_value FROM risk_change WHERE batch BETWEEN ? AND ? "
      "GROUP BY batch, component, 5, 6 ORDER BY batch, min(id)");
  bindRange(query, steps);
  while (query.executeStep()) {
    const auto found = steps.find(query.getColumn(0).getInt64());
    if (found == steps.end())
      continue;
    HistoryStep& step = found->second;
    addName(step.components, query.getColumn(1).getString());
    step.values += query.getColumn(2).getInt();
    step.cleared += query.getColumn(3).getInt();
    if (step.act == StepAct::Edit) {
      addName(step.sources, query.getColumn(4).getString());
      addName(step.authors, query.getColumn(5).getString());
    }
    step.target = {levelFromNumber(query.getColumn(6).getInt()), query.getColumn(7).getString(),
                   query.getColumn(8).getInt()};
    step.before = optionalNumber(query.getColumn(9));
    step.after = optionalNumber(query.getColumn(10));
  }
}

void addMaps(SQLite::Database& database, StepsByBatch& steps)
{
  SQLite::Statement query(database, "SELECT batch, component, count(*), "
                                    "coalesce(after_author, before_author) FROM risk_region_change "
                                    "WHERE batch BETWEEN ? AND ? GROUP BY batch, component, 4");
  bindRange(query, steps);
  while (query.executeStep())
    if (const auto found = steps.find(query.getColumn(0).getInt64()); found != steps.end()) {
      addName(found->second.components, query.getColumn(1).getString());
      found->second.maps += query.getColumn(2).getInt();
      if (found->second.act == StepAct::Edit)
        addName(found->second.authors, query.getColumn(3).getString());
    }
}

/// The step of the scale is what its value was set to.
void addMatches(SQLite::Database& database, StepsByBatch& steps)
{
  SQLite::Statement query(database, "SELECT batch, component, value, rater FROM risk_match_change "
                                    "WHERE batch BETWEEN ? AND ? ORDER BY id");
  bindRange(query, steps);
  while (query.executeStep())
    if (const auto found = steps.find(query.getColumn(0).getInt64()); found != steps.end()) {
      addName(found->second.components, query.getColumn(1).getString());
      found->second.after = query.getColumn(2).getDouble();
      ++found->second.matches;
      if (found->second.act == StepAct::Edit)
        addName(found->second.authors, query.getColumn(3).getString());
    }
}

void addRemarksAndSchemas(SQLite::Database& database, StepsByBatch& steps)
{
  SQLite::Statement remarks(
      database, "SELECT batch, author, count(*), count(after_text) "
                "FROM risk_remark_change WHERE batch BETWEEN ? AND ? GROUP BY batch, author");
  bindRange(remarks, steps);
  while (remarks.executeStep())
    if (const auto found = steps.find(remarks.getColumn(0).getInt64()); found != steps.end()) {
      found->second.remarks += remarks.getColumn(2).getInt();
      const bool says = remarks.getColumn(3).getInt() > 0; // others may take remarks away
      if (found->second.act == StepAct::Edit && says)
        addName(found->second.authors, remarks.getColumn(1).getString());
    }
  SQLite::Statement schemas(
      database, "SELECT batch, author FROM risk_schema_change WHERE batch BETWEEN ? AND ?");
  bindRange(schemas, steps);
  while (schemas.executeStep())
    if (const auto found = steps.find(schemas.getColumn(0).getInt64()); found != steps.end()) {
      found->second.schema = true;
      if (found->second.act == StepAct::Edit)
        addName(found->second.authors, schemas.getColumn(1).getString());
    }
}

void fill(SQLite::Database& database, StepsByBatch& steps)
{
  addValues(database, steps);
  addMaps(database, steps);
  addMatches(database, steps);
  addRemarksAndSchemas(database, steps);
}

std::optional<HistoryStep> stepOf(SQLite::Database& database, std::optional<std::int64_t> batch)
{
  if (!batch)
    return std::nullopt;
  SQLite::Statement query(database,
                          "SELECT id, act, state, made_at, author FROM risk_batch WHERE id = ?");
  query.bind(1, *batch);
  StepsByBatch steps = batchesOf(query);
  fill(database, steps);
  return std::move(steps.begin()->second);
}

} // namespace

Result<std::vector<HistoryStep>> historySteps(study::Project& project, int most)
{
  return withRatings(project,
                     [most](SQLite::Database& database) -> Result<std::vector<HistoryStep>> {
                       StepsByBatch steps = newestBatches(database, most);
                       std::vector<HistoryStep> list;
                       if (steps.empty())
                         return list;
                       fill(database, steps);
                       for (auto& [batch, step] : std::ranges::reverse_view(steps))
                         list.push_back(std::move(step));
                       return list;
                     });
}

Result<HistoryEnds> historyEnds(study::Project& project, const std::string& rater)
{
  return withRatings(project, [&rater](SQLite::Database& database) -> Result<HistoryEnds> {
    return HistoryEnds{stepOf(database, nextEdit(database, Act::Undo, rater)),
                       stepOf(database, nextEdit(database, Act::Redo, rater))};
  });
}

} // namespace limpid::risk
