#include "core/base/atomic_file.h"
#include "core/risk/delimited_text.h"
#include "core/risk/table_import.h"

#include <fmt/format.h>

namespace limpid::risk {
namespace {

std::string numberCell(const std::optional<double>& value)
{
  return value ? fmt::format("{}", *value) : std::string();
}

const char* levelName(Level level)
{
  switch (level) {
  case Level::Study:
    return "study";
  case Level::Series:
    return "series";
  case Level::Image:
    return "image";
  }
  return "image";
}

std::string line(const char* record, const HistoryEntry& entry)
{
  const bool image = entry.target.level == Level::Image;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", record,
                     entry.batch > 0 ? std::to_string(entry.batch) : "",
                     levelName(entry.target.level), quotedCell(entry.target.uid),
                     image ? std::to_string(entry.target.frame) : "", quotedCell(entry.component),
                     numberCell(entry.before), numberCell(entry.after), quotedCell(entry.source),
                     quotedCell(entry.author), entry.setAt, quotedCell(entry.rater),
                     entry.adjudicated ? "yes" : "", numberCell(entry.seconds));
}

} // namespace

Result<int> exportTable(study::Project& project, const std::filesystem::path& table)
{
  const Result<std::vector<HistoryEntry>> values = storedValues(project);
  if (!values)
    return failure(values.error());
  const Result<std::vector<HistoryEntry>> changes = history(project);
  if (!changes)
    return failure(changes.error());
  std::string text = "record,batch,level,uid,frame,component,before,value,source,author,set_at,"
                     "rater,adjudicated,seconds\r\n";
  for (const HistoryEntry& entry : *values)
    text += line("value", entry);
  for (const HistoryEntry& entry : *changes)
    text += line("history", entry);
  if (const Result<void> written = writeFileAtomically(table, text); !written)
    return failure(written.error());
  return static_cast<int>(values->size() + changes->size());
}

} // namespace limpid::risk
