#include "core/risk/blinding.h"

#include "core/risk/rating_database.h"

namespace limpid::risk {
namespace {

constexpr const char* blindedEvent = "blinded";
constexpr const char* unblindedEvent = "unblinded";
constexpr const char* finishedEvent = "finished";
constexpr const char* resumedEvent = "resumed";

Result<void> record(study::Project& project, const char* event, const std::string& rater)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<void> {
    DurableTransaction transaction(database);
    SQLite::Statement insert(database, "INSERT INTO risk_event(event, rater, made_at) "
                                       "VALUES(?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
    insert.bind(1, event);
    insert.bind(2, rater);
    insert.exec();
    transaction.commit();
    return {};
  });
}

} // namespace

Result<void> setBlinded(study::Project& project, bool blinded, const std::string& author)
{
  const Result<bool> before = isBlinded(project);
  if (!before)
    return failure(before.error());
  if (*before == blinded)
    return {};
  return record(project, blinded ? blindedEvent : unblindedEvent, author);
}

Result<bool> isBlinded(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<bool> {
    SQLite::Statement last(database, "SELECT event FROM risk_event WHERE event IN (?, ?) "
                                     "ORDER BY id DESC LIMIT 1");
    last.bind(1, blindedEvent);
    last.bind(2, unblindedEvent);
    return last.executeStep() && last.getColumn(0).getString() == blindedEvent;
  });
}

Result<void> setFinished(study::Project& project, const std::string& rater, bool finished)
{
  if (rater.empty())
    return failure(ErrorCode::BadInput, "Only a rater with a name can finish.");
  const Result<bool> before = hasFinished(project, rater);
  if (!before)
    return failure(before.error());
  if (*before == finished)
    return {};
  return record(project, finished ? finishedEvent : resumedEvent, rater);
}

Result<bool> hasFinished(study::Project& project, const std::string& rater)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<bool> {
    SQLite::Statement last(database, "SELECT event FROM risk_event WHERE rater = ? AND "
                                     "event IN (?, ?) ORDER BY id DESC LIMIT 1");
    last.bind(1, rater);
    last.bind(2, finishedEvent);
    last.bind(3, resumedEvent);
    return last.executeStep() && last.getColumn(0).getString() == finishedEvent;
  });
}

Result<bool> seesOtherRaters(study::Project& project, const std::string& rater)
{
  const Result<bool> blinded = isBlinded(project);
  if (!blinded || !*blinded)
    return blinded ? Result<bool>(true) : blinded;
  return hasFinished(project, rater);
}

Result<std::vector<RaterEvent>> raterEvents(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<RaterEvent>> {
    SQLite::Statement query(database, "SELECT event, rater, made_at FROM risk_event ORDER BY id");
    std::vector<RaterEvent> events;
    while (query.executeStep())
      events.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                        query.getColumn(2).getString()});
    return events;
  });
}

} // namespace limpid::risk
