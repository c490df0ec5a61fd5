#include "core/risk/audit.h"

#include "core/base/atomic_file.h"
#include "core/risk/blinding.h"
#include "core/risk/delimited_text.h"
#include "core/risk/rating_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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

AuditLine lineOf(const HistoryEntry& entry)
{
  static constexpr std::array levels = {"study", "series", "image"};
  AuditLine line{entry.setAt, entry.author, actOf(entry), entry.component};
  line.level = levels.at(static_cast<std::size_t>(entry.target.level));
  line.uid = entry.target.uid;
  if (entry.target.level == Level::Image)
    line.frame = std::to_string(entry.target.frame);
  line.rater = entry.rater;
  line.before = entry.before;
  line.after = entry.after;
  line.seconds = entry.seconds;
  return line;
}

std::vector<AuditLine> matchLines(SQLite::Database& database)
{
  SQLite::Statement query(database, "SELECT component, value, rater, noise, seconds, made_at FROM "
                                    "risk_match ORDER BY made_at, component, value, pair");
  std::vector<AuditLine> lines;
  while (query.executeStep()) {
    AuditLine line{query.getColumn(5).getString(), query.getColumn(2).getString(), "matched",
                   query.getColumn(0).getString()};
    line.rater = line.who;
    line.before = query.getColumn(1).getDouble();
    line.after = query.getColumn(3).getDouble();
    line.seconds = optionalNumber(query.getColumn(4));
    lines.push_back(std::move(line));
  }
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
    return Result<std::vector<AuditLine>>(matchLines(database));
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
