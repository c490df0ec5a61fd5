#include "core/risk/audit.h"

#include "core/base/atomic_file.h"
#include "core/risk/blinding.h"
#include "core/risk/delimited_text.h"
#include "core/risk/match_history.h"
#include "core/risk/rating_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

namespace limpid::risk {
namespace {

struct AuditLine
{
  std::string time;
  std::string who;
  std::string act;
  std::string component{};
  std::string level{};
  std::string uid{};
  std::string frame{};
  std::string rater{};
  std::optional<double> before{};
  std::optional<double> after{};
  std::optional<double> seconds{};
};

std::string numberCell(const std::optional<double>& value)
{
  return value ? fmt::format("{}", *value) : std::string();
}

std::string actOf(const HistoryEntry& entry)
{
  if (entry.source == "undo" || entry.source == "redo")
    return entry.source;
  if (!entry.after)
    return "cleared";
  if (entry.adjudicated)
    return "decided";
  return entry.rater.empty() && entry.source != "person" ? "measured" : "rated";
}

void setTarget(AuditLine& line, const Target& target)
{
  static constexpr std::array levels = {"study", "series", "image"};
  line.level = levels.at(static_cast<std::size_t>(target.level));
  line.uid = target.uid;
  if (target.level == Level::Image)
    line.frame = std::to_string(target.frame);
}

AuditLine lineOf(const HistoryEntry& entry)
{
  AuditLine line{entry.setAt, entry.madeBy, actOf(entry), entry.component};
  setTarget(line, entry.target);
  line.rater = entry.rater;
  line.before = entry.before;
  line.after = entry.after;
  line.seconds = entry.seconds;
  return line;
}

/// Of what was undone too: who answered what when.
std::vector<AuditLine> matchLines(SQLite::Database& database)
{
  std::vector<AuditLine> lines;
  for (const LoggedMatch& match : loggedMatches(database)) {
    AuditLine line{match.madeAt, match.madeBy, "matched", match.place.component};
    line.rater = match.place.rater;
    line.before = match.place.value;
    if (match.undoing) {
      line.act = *match.undoing == Act::Undo ? "undo" : "redo";
      lines.push_back(line);
    }
    for (const MatchAnswer& answer : match.answers) {
      line.after = answer.noise;
      line.seconds = answer.seconds;
      lines.push_back(line);
    }
  }
  return lines;
}

/// What keeps images out of data sets or accepts what was measured.
std::vector<AuditLine> remarkLines(SQLite::Database& database)
{
  SQLite::Statement query(
      database, "SELECT made_at, CASE WHEN act = 'edit' AND risk_batch.author = '' THEN "
                "risk_remark_change.author ELSE risk_batch.author END, CASE WHEN act <> 'edit' "
                "THEN act WHEN kind = 'reviewed' THEN iif(after_text IS NULL, 'unreviewed', kind) "
                "ELSE iif(after_text IS NULL, 'let in', 'left out') END, component, level, uid, "
                "frame FROM risk_remark_change JOIN risk_batch ON risk_batch.id = batch "
                "WHERE kind IN ('left-out', 'reviewed') ORDER BY risk_remark_change.id");
  std::vector<AuditLine> lines;
  while (query.executeStep()) {
    AuditLine line{query.getColumn(0).getString(), query.getColumn(1).getString(),
                   query.getColumn(2).getString(), query.getColumn(3).getString()};
    setTarget(line, {levelFromNumber(query.getColumn(4).getInt()), query.getColumn(5).getString(),
                     query.getColumn(6).getInt()});
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<AuditLine> schemaLines(SQLite::Database& database)
{
  SQLite::Statement query(
      database, "SELECT made_at, CASE WHEN act = 'edit' AND risk_batch.author = '' THEN "
                "risk_schema_change.author ELSE risk_batch.author END, "
                "CASE act WHEN 'edit' THEN 'components' ELSE act END "
                "FROM risk_schema_change JOIN risk_batch ON risk_batch.id = batch ORDER BY batch");
  std::vector<AuditLine> lines;
  while (query.executeStep())
    lines.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                     query.getColumn(2).getString()});
  return lines;
}

Result<std::vector<AuditLine>> auditLines(study::Project& project)
{
  const auto changes = history(project);
  if (!changes)
    return failure(changes.error());
  const auto events = raterEvents(project);
  if (!events)
    return failure(events.error());
  auto lines = withRatings(project, [](SQLite::Database& database) {
    std::vector<AuditLine> all = matchLines(database);
    std::ranges::move(remarkLines(database), std::back_inserter(all));
    std::ranges::move(schemaLines(database), std::back_inserter(all));
    return Result<std::vector<AuditLine>>(std::move(all));
  });
  if (!lines)
    return lines;
  for (const RaterEvent& event : *events)
    lines->push_back({event.madeAt, event.rater, event.event});
  for (const HistoryEntry& entry : *changes)
    lines->push_back(lineOf(entry));
  std::stable_sort(lines->begin(), lines->end(), [](const AuditLine& one, const AuditLine& other) {
    return one.time < other.time;
  });
  return lines;
}

} // namespace

Result<int> exportAudit(study::Project& project, const std::filesystem::path& table)
{
  const auto lines = auditLines(project);
  if (!lines)
    return failure(lines.error());
  std::string text = "time,who,act,component,level,uid,frame,rater,before,after,seconds\r\n";
  for (const AuditLine& line : *lines)
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\r\n", line.time, quotedCell(line.who),
                        line.act, quotedCell(line.component), line.level, quotedCell(line.uid),
                        line.frame, quotedCell(line.rater), numberCell(line.before),
                        numberCell(line.after), numberCell(line.seconds));
  if (const Result<void> written = writeFileAtomically(table, text); !written)
    return failure(written.error());
  return static_cast<int>(lines->size());
}

} // namespace limpid::risk
