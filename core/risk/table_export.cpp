#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/risk/table_file.h"
#include "core/risk/table_import.h"

#include <fmt/format.h>

#include <array>

namespace limpid::risk {
namespace {

constexpr std::array columns = {"record",    "batch",  "level",       "uid",     "frame",
                                "component", "before", "value",       "source",  "author",
                                "set_at",    "rater",  "adjudicated", "seconds", "text"};
using Cells = std::array<std::string, columns.size()>;

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

std::string batchCell(std::int64_t batch)
{
  return batch > 0 ? std::to_string(batch) : std::string();
}

std::string frameCell(const Target& target)
{
  return target.level == Level::Image ? std::to_string(target.frame) : std::string();
}

Cells cellsOf(const char* record, const HistoryEntry& entry)
{
  return {record,
          batchCell(entry.batch),
          levelName(entry.target.level),
          entry.target.uid,
          frameCell(entry.target),
          entry.component,
          numberCell(entry.before),
          numberCell(entry.after),
          entry.source,
          entry.author,
          entry.setAt,
          entry.rater,
          entry.adjudicated ? "yes" : "",
          numberCell(entry.seconds),
          ""};
}

Cells cellsOf(const Remark& remark)
{
  return {remarkName(remark.kind),
          "",
          levelName(remark.target.level),
          remark.target.uid,
          frameCell(remark.target),
          remark.component,
          "",
          "",
          "",
          remark.author,
          remark.setAt,
          "",
          "",
          "",
          remark.text};
}

/// What was said afterwards stands as text, its kind as the source.
Cells cellsOf(const RemarkEntry& entry)
{
  return {"history",
          batchCell(entry.batch),
          levelName(entry.target.level),
          entry.target.uid,
          frameCell(entry.target),
          entry.component,
          "",
          "",
          remarkName(entry.kind),
          entry.author,
          entry.setAt,
          "",
          "",
          "",
          entry.after.value_or("")};
}

Result<std::vector<Cells>> rowsOf(study::Project& project)
{
  const Result<std::vector<HistoryEntry>> values = storedValues(project);
  if (!values)
    return failure(values.error());
  const Result<std::vector<Remark>> remarks = storedRemarks(project);
  if (!remarks)
    return failure(remarks.error());
  const Result<std::vector<HistoryEntry>> changes = history(project);
  if (!changes)
    return failure(changes.error());
  const Result<std::vector<RemarkEntry>> remarkChanges = remarkHistory(project);
  if (!remarkChanges)
    return failure(remarkChanges.error());
  std::vector<Cells> rows;
  for (const HistoryEntry& entry : *values)
    rows.push_back(cellsOf("value", entry));
  for (const Remark& remark : *remarks)
    rows.push_back(cellsOf(remark));
  for (const HistoryEntry& entry : *changes)
    rows.push_back(cellsOf("history", entry));
  for (const RemarkEntry& entry : *remarkChanges)
    rows.push_back(cellsOf(entry));
  return rows;
}

std::string jsonOf(const std::vector<Cells>& rows)
{
  Json list = Json::array();
  for (const Cells& row : rows) {
    Json object = Json::object();
    for (std::size_t place = 0; place < columns.size(); ++place)
      object[columns[place]] = row[place];
    list.push_back(std::move(object));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace

Result<int> exportTable(study::Project& project, const std::filesystem::path& table)
{
  const Result<std::vector<Cells>> rows = rowsOf(project);
  if (!rows)
    return failure(rows.error());
  std::string text;
  if (lowerCase(table.extension().string()) == ".json") {
    text = jsonOf(*rows);
  } else {
    const char separator = separatorFor(table);
    text = delimitedLine({columns.begin(), columns.end()}, separator);
    for (const Cells& row : *rows)
      text += delimitedLine({row.begin(), row.end()}, separator);
  }
  if (const Result<void> written = writeFileAtomically(table, text); !written)
    return failure(written.error());
  return static_cast<int>(rows->size());
}

} // namespace limpid::risk
