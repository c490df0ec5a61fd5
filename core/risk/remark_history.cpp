#include "core/risk/remark_history.h"

#include <algorithm>
#include <vector>

namespace limpid::risk {
namespace {

void bindPlace(SQLite::Statement& statement, const RemarkChange& place)
{
  statement.bind(1, static_cast<int>(place.target.level));
  statement.bind(2, place.target.uid);
  statement.bind(3, place.target.frame);
  statement.bind(4, place.component);
  statement.bind(5, remarkName(place.kind));
  statement.bind(6, place.author);
}

struct StoredRemark
{
  std::optional<std::string> text;
  std::string setAt;
};

StoredRemark remarkBefore(SQLite::Database& database, const RemarkChange& place)
{
  SQLite::Statement select(database,
                           "SELECT text, set_at FROM risk_remark WHERE level = ? AND uid = ? AND "
                           "frame = ? AND component = ? AND kind = ? AND author = ?");
  bindPlace(select, place);
  if (!select.executeStep())
    return {};
  return {select.getColumn(0).getString(), select.getColumn(1).getString()};
}

void replaceRemark(SQLite::Database& database, const RemarkChange& after, const std::string& setAt)
{
  SQLite::Statement statement(
      database, after.text ? "INSERT OR REPLACE INTO risk_remark(level, uid, frame, component, "
                             "kind, author, text, set_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
                           : "DELETE FROM risk_remark WHERE level = ? AND uid = ? AND frame = ? "
                             "AND component = ? AND kind = ? AND author = ?");
  bindPlace(statement, after);
  if (after.text) {
    statement.bind(7, *after.text);
    statement.bind(8, setAt);
  }
  statement.exec();
}

void bindText(SQLite::Statement& statement, int first, const StoredRemark& remark)
{
  if (!remark.text)
    return; // both stay NULL
  statement.bind(first, *remark.text);
  statement.bind(first + 1, remark.setAt);
}

} // namespace

void writeRemark(SQLite::Database& database, BatchWriter& batch, const RemarkChange& change,
                 const std::string& setAt)
{
  RemarkChange after = change;
  after.target = normalized(after.target);
  const StoredRemark before = remarkBefore(database, after);
  if (before.text == after.text)
    return;
  replaceRemark(database, after, setAt);
  SQLite::Statement log(database,
                        "INSERT INTO risk_remark_change(level, uid, frame, component, kind, "
                        "author, before_text, before_set_at, after_text, after_set_at, batch) "
                        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bindPlace(log, after);
  bindText(log, 7, before);
  bindText(log, 9, {after.text, setAt});
  log.bind(11, batch.openBatch());
  log.exec();
}

void endReviews(SQLite::Database& database, BatchWriter& batch, const Target& target,
                const std::string& component)
{
  if (!batch.isMeasured(component))
    return;
  std::vector<RemarkChange> reviews;
  {
    const RemarkChange place{normalized(target), component, RemarkKind::Reviewed, {}, {}};
    SQLite::Statement query(database,
                            "SELECT author FROM risk_remark WHERE level = ? AND uid = ? AND "
                            "frame = ? AND component = ? AND kind = ?");
    query.bind(1, static_cast<int>(place.target.level));
    query.bind(2, place.target.uid);
    query.bind(3, place.target.frame);
    query.bind(4, place.component);
    query.bind(5, remarkName(place.kind));
    while (query.executeStep()) {
      reviews.push_back(place);
      reviews.back().author = query.getColumn(0).getString();
    }
  }
  for (const RemarkChange& gone : reviews)
    writeRemark(database, batch, gone, batch.madeAt());
}

void writeValue(SQLite::Database& database, BatchWriter& batch, const Target& target,
                const std::string& component, const StoredValue& value)
{
  if (batch.write(target, component, value))
    endReviews(database, batch, target, component);
}

void bringBackRemarks(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act,
                      SinceThen sinceThen)
{
  struct Change
  {
    RemarkChange wanted;
    std::string setAt;
    std::optional<std::string> current;
  };
  std::vector<Change> changes;
  {
    SQLite::Statement query(database, "SELECT level, uid, frame, component, kind, before_text, "
                                      "before_set_at, after_text, after_set_at, author "
                                      "FROM risk_remark_change WHERE batch = ? ORDER BY id");
    query.bind(1, edit);
    const int text = act == Act::Undo ? 5 : 7;
    while (query.executeStep())
      changes.push_back({{{levelFromNumber(query.getColumn(0).getInt()),
                           query.getColumn(1).getString(), query.getColumn(2).getInt()},
                          query.getColumn(3).getString(),
                          remarkFromName(query.getColumn(4).getString()),
                          optionalText(query.getColumn(text)),
                          query.getColumn(9).getString()},
                         query.getColumn(text + 1).getString(),
                         optionalText(query.getColumn(act == Act::Undo ? 7 : 5))});
  }
  if (act == Act::Undo)
    std::ranges::reverse(changes);
  for (const Change& change : changes)
    if (sinceThen == SinceThen::Overwrite ||
        remarkBefore(database, change.wanted).text == change.current)
      writeRemark(database, batch, change.wanted, change.setAt);
}

} // namespace limpid::risk
