#include "core/risk/remarks.h"

#include "core/risk/rating_database.h"
#include "core/risk/remark_history.h"
#include "core/risk/table_file.h"

#include <fmt/format.h>

#include <utility>

namespace limpid::risk {

const char* remarkName(RemarkKind kind)
{
  switch (kind) {
  case RemarkKind::Confidence:
    return "confidence";
  case RemarkKind::Comment:
    return "comment";
  case RemarkKind::Later:
    return "later";
  case RemarkKind::Reviewed:
    return "reviewed";
  case RemarkKind::LeftOut:
    return "left-out";
  }
  return "comment";
}

RemarkKind remarkFromName(const std::string& name)
{
  for (const RemarkKind kind :
       {RemarkKind::Confidence, RemarkKind::Later, RemarkKind::Reviewed, RemarkKind::LeftOut})
    if (name == remarkName(kind))
      return kind;
  return RemarkKind::Comment;
}

Result<void> checkRemark(const RemarkChange& change)
{
  if (change.target.uid.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("A {} names no image.", remarkName(change.kind)));
  if (change.kind != RemarkKind::Confidence || !change.text)
    return {};
  const auto confidence = parseNumber(*change.text, false);
  if (!confidence || *confidence < 0.0 || *confidence > 1.0)
    return failure(ErrorCode::BadInput,
                   fmt::format("'{}' is no confidence: it goes from 0 to 1.", *change.text));
  return {};
}

Result<std::vector<Remark>> storedRemarks(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<Remark>> {
    SQLite::Statement query(database, "SELECT level, uid, frame, component, kind, text, author, "
                                      "set_at FROM risk_remark");
    std::vector<Remark> remarks;
    while (query.executeStep())
      remarks.push_back({{levelFromNumber(query.getColumn(0).getInt()),
                          query.getColumn(1).getString(), query.getColumn(2).getInt()},
                         query.getColumn(3).getString(),
                         remarkFromName(query.getColumn(4).getString()),
                         query.getColumn(5).getString(),
                         query.getColumn(6).getString(),
                         query.getColumn(7).getString()});
    return remarks;
  });
}

Result<std::vector<RemarkEntry>> remarkHistory(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<RemarkEntry>> {
    SQLite::Statement query(
        database, "SELECT batch, level, uid, frame, component, kind, before_text, "
                  "after_text, risk_remark_change.author, made_at FROM risk_remark_change "
                  "JOIN risk_batch ON risk_batch.id = batch "
                  "ORDER BY risk_remark_change.id");
    std::vector<RemarkEntry> entries;
    while (query.executeStep())
      entries.push_back({query.getColumn(0).getInt64(),
                         {levelFromNumber(query.getColumn(1).getInt()),
                          query.getColumn(2).getString(), query.getColumn(3).getInt()},
                         query.getColumn(4).getString(),
                         remarkFromName(query.getColumn(5).getString()),
                         optionalText(query.getColumn(6)),
                         optionalText(query.getColumn(7)),
                         query.getColumn(8).getString(),
                         query.getColumn(9).getString()});
    return entries;
  });
}

} // namespace limpid::risk
