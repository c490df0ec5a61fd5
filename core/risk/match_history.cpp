#include "core/risk/match_history.h"

#include "core/base/document.h"

#include <algorithm>

namespace limpid::risk {
namespace {

struct LoggedChange
{
  MatchPlace place;
  StoredAnswers before;
  StoredAnswers after;
};

void bindPlace(SQLite::Statement& statement, int first, const MatchPlace& place)
{
  statement.bind(first, place.component);
  statement.bind(first + 1, place.value);
  statement.bind(first + 2, place.rater);
}

std::string documentOf(const std::vector<MatchAnswer>& answers)
{
  Json list = Json::array();
  for (const MatchAnswer& answer : answers)
    list.push_back(
        {{"noise", answer.noise}, {"seconds", answer.seconds ? Json(*answer.seconds) : Json()}});
  return list.dump();
}

std::vector<MatchAnswer> answersIn(const std::string& document)
{
  std::vector<MatchAnswer> answers;
  for (const Json& answer : Json::parse(document, nullptr, false)) {
    const Json seconds = answer.value("seconds", Json());
    answers.push_back({answer.value("noise", 0.0),
                       seconds.is_number() ? std::optional(seconds.get<double>()) : std::nullopt});
  }
  return answers;
}

StoredAnswers readAnswers(SQLite::Statement& query, int first)
{
  if (query.getColumn(first).isNull())
    return {};
  return {answersIn(query.getColumn(first).getString()), query.getColumn(first + 1).getString(),
          query.getColumn(first + 2).getString()};
}

void bindAnswers(SQLite::Statement& statement, int first, const StoredAnswers& answers)
{
  if (answers.answers.empty())
    return; // all three stay NULL
  statement.bind(first, documentOf(answers.answers));
  statement.bind(first + 1, answers.method);
  statement.bind(first + 2, answers.madeAt);
}

void replaceAnswers(SQLite::Database& database, const MatchPlace& place, const StoredAnswers& after)
{
  SQLite::Statement remove(
      database, "DELETE FROM risk_match WHERE component = ? AND value = ? AND rater = ?");
  bindPlace(remove, 1, place);
  remove.exec();
  SQLite::Statement insert(database, "INSERT INTO risk_match(component, value, rater, pair, noise, "
                                     "seconds, method, made_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t pair = 0; pair < after.answers.size(); ++pair) {
    bindPlace(insert, 1, place);
    insert.bind(4, static_cast<int>(pair));
    insert.bind(5, after.answers[pair].noise);
    if (after.answers[pair].seconds)
      insert.bind(6, *after.answers[pair].seconds);
    else
      insert.bind(6);
    insert.bind(7, after.method);
    insert.bind(8, after.madeAt);
    insert.exec();
    insert.reset();
  }
}

std::vector<LoggedChange> changesOf(SQLite::Database& database, std::int64_t edit)
{
  SQLite::Statement query(database,
                          "SELECT component, value, rater, before_answers, before_method, "
                          "before_made_at, after_answers, after_method, after_made_at "
                          "FROM risk_match_change WHERE batch = ? ORDER BY id");
  query.bind(1, edit);
  std::vector<LoggedChange> changes;
  while (query.executeStep())
    changes.push_back({{query.getColumn(0).getString(), query.getColumn(1).getDouble(),
                        query.getColumn(2).getString()},
                       readAnswers(query, 3),
                       readAnswers(query, 6)});
  return changes;
}

/// A match has a time of its own, which undo and redo bring back with it.
bool stands(SQLite::Database& database, const LoggedChange& change, Act act)
{
  const StoredAnswers& left = act == Act::Undo ? change.after : change.before;
  return storedAnswers(database, change.place).madeAt == left.madeAt;
}

std::optional<Act> undoingOf(const std::string& act)
{
  return act == "undo"   ? std::optional(Act::Undo)
         : act == "redo" ? std::optional(Act::Redo)
                         : std::nullopt;
}

} // namespace

StoredAnswers storedAnswers(SQLite::Database& database, const MatchPlace& place)
{
  SQLite::Statement query(database, "SELECT noise, seconds, method, made_at FROM risk_match WHERE "
                                    "component = ? AND value = ? AND rater = ? ORDER BY pair");
  bindPlace(query, 1, place);
  StoredAnswers stored;
  while (query.executeStep()) {
    stored.answers.push_back({query.getColumn(0).getDouble(), optionalNumber(query.getColumn(1))});
    stored.method = query.getColumn(2).getString();
    stored.madeAt = query.getColumn(3).getString();
  }
  return stored;
}

void writeAnswers(SQLite::Database& database, BatchWriter& batch, const MatchPlace& place,
                  const StoredAnswers& after)
{
  const StoredAnswers before = storedAnswers(database, place);
  if (before.answers.empty() && after.answers.empty())
    return;
  replaceAnswers(database, place, after);
  SQLite::Statement log(database,
                        "INSERT INTO risk_match_change(component, value, rater, before_answers, "
                        "before_method, before_made_at, after_answers, after_method, "
                        "after_made_at, batch) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bindPlace(log, 1, place);
  bindAnswers(log, 4, before);
  bindAnswers(log, 7, after);
  log.bind(10, batch.openBatch());
  log.exec();
}

bool answersStand(SQLite::Database& database, std::int64_t edit, Act act)
{
  return std::ranges::any_of(changesOf(database, edit), [&](const LoggedChange& change) {
    return stands(database, change, act);
  });
}

std::vector<MatchPlace> matchedPlaces(SQLite::Database& database, std::int64_t edit)
{
  std::vector<MatchPlace> places;
  for (LoggedChange& change : changesOf(database, edit))
    places.push_back(std::move(change.place));
  return places;
}

void bringBackAnswers(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
                      SinceThen sinceThen)
{
  for (const LoggedChange& change : changesOf(database, edit))
    if (sinceThen == SinceThen::Overwrite || stands(database, change, act))
      writeAnswers(database, batch, change.place, act == Act::Undo ? change.before : change.after);
}

std::vector<LoggedMatch> loggedMatches(SQLite::Database& database)
{
  SQLite::Statement query(database,
                          "SELECT component, value, rater, coalesce(risk_batch.act, 'edit'), "
                          "coalesce(nullif(risk_batch.author, ''), rater), "
                          "coalesce(risk_batch.made_at, after_made_at), after_answers "
                          "FROM risk_match_change AS c LEFT JOIN risk_batch "
                          "ON risk_batch.id = c.batch ORDER BY c.id");
  std::vector<LoggedMatch> matches;
  while (query.executeStep()) {
    LoggedMatch match{{query.getColumn(0).getString(), query.getColumn(1).getDouble(),
                       query.getColumn(2).getString()},
                      undoingOf(query.getColumn(3).getString()),
                      query.getColumn(4).getString(),
                      query.getColumn(5).getString(),
                      {}};
    if (!match.undoing)
      match.answers = answersIn(query.getColumn(6).getString());
    matches.push_back(std::move(match));
  }
  return matches;
}

} // namespace limpid::risk
