#include "core/risk/rating_table.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/risk/delimited_text.h"
#include "core/risk/ratings.h"
#include "core/risk/remarks.h"
#include "core/risk/table_file.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace limpid::risk {
namespace {

constexpr const char* unrated = "n/a";

/// Study, then series, then image; by UID, frame and rater, whose decisions stand apart.
using RowKey = std::tuple<int, std::string, int, std::string, bool>;

struct Row
{
  std::map<std::string, double> values;    // by component
  std::map<std::string, std::string> sure; // by component
  std::string comment;
  bool later = false;
  std::set<std::string> reviewed; // components
  std::string leftOut;            // why
};

const char* levelName(int level)
{
  return level == 0 ? "study" : level == 1 ? "series" : "image";
}

RowKey keyOf(const Target& target, const std::string& author, bool decided)
{
  return {static_cast<int>(target.level), target.uid,
          target.level == Level::Image ? target.frame : 0, author, decided};
}

void addRemark(Row& row, const Remark& remark)
{
  switch (remark.kind) {
  case RemarkKind::Confidence:
    row.sure[remark.component] = remark.text;
    break;
  case RemarkKind::Comment:
    row.comment = remark.text;
    break;
  case RemarkKind::Later:
    row.later = true;
    break;
  case RemarkKind::Reviewed:
    row.reviewed.insert(remark.component);
    break;
  case RemarkKind::LeftOut:
    row.leftOut = remark.text.empty() ? "yes" : remark.text;
    break;
  }
}

Result<std::map<RowKey, Row>> rowsOf(study::Project& project)
{
  const Result<std::vector<HistoryEntry>> values = storedValues(project);
  if (!values)
    return failure(values.error());
  const Result<std::vector<Remark>> remarks = storedRemarks(project);
  if (!remarks)
    return failure(remarks.error());
  std::map<RowKey, Row> rows;
  for (const HistoryEntry& entry : *values)
    if (entry.after)
      rows[keyOf(entry.target, entry.author, entry.adjudicated)].values[entry.component] =
          *entry.after;
  for (const Remark& remark : *remarks)
    addRemark(rows[keyOf(remark.target, remark.author, false)], remark);
  return rows;
}

std::string confidenceText(const Row& row)
{
  std::string text;
  for (const auto& [component, sure] : row.sure)
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", component, sure);
  return text;
}

std::vector<std::string> cellsOf(const RowKey& key, const Row& row,
                                 const std::vector<Component>& schema)
{
  const auto& [level, uid, frame, author, decided] = key;
  std::vector<std::string> cells{levelName(level), uid, level == 2 ? std::to_string(frame) : "",
                                 author};
  for (const Component& component : schema) {
    const auto value = row.values.find(component.id);
    cells.push_back(value == row.values.end() ? unrated : fmt::format("{}", value->second));
  }
  cells.insert(cells.end(), {confidenceText(row), row.comment, row.later ? "yes" : "",
                             fmt::format("{}", fmt::join(row.reviewed, " ")), row.leftOut,
                             decided ? "yes" : ""});
  return cells;
}

std::vector<std::string> columnsOf(const std::vector<Component>& schema)
{
  std::vector<std::string> columns{"level", "uid", "frame", "rater"};
  for (const Component& component : schema)
    columns.push_back(component.id);
  columns.insert(columns.end(),
                 {"confidence", "comment", "later", "reviewed", "left_out", "decided"});
  return columns;
}

/// Numbers as numbers, what isn't rated as null.
std::string jsonOf(const std::map<RowKey, Row>& rows, const std::vector<Component>& schema)
{
  Json list = Json::array();
  const std::vector<std::string> columns = columnsOf(schema);
  for (const auto& [key, row] : rows) {
    Json object = Json::object();
    const std::vector<std::string> cells = cellsOf(key, row, schema);
    for (std::size_t place = 0; place < columns.size(); ++place)
      object[columns[place]] = cells[place];
    for (const Component& component : schema) {
      const auto value = row.values.find(component.id);
      object[component.id] = value == row.values.end() ? Json() : Json(value->second);
    }
    object["frame"] = std::get<0>(key) == 2 ? Json(std::get<2>(key)) : Json();
    list.push_back(std::move(object));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace

Result<int> exportRatingTable(study::Project& project, const std::filesystem::path& file)
{
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const auto rows = rowsOf(project);
  if (!rows)
    return failure(rows.error());
  const std::string ending = lowerCase(file.extension().string());
  std::string text;
  if (ending == ".json") {
    text = jsonOf(*rows, *schema);
  } else {
    const char separator = separatorFor(file);
    text = delimitedLine(columnsOf(*schema), separator);
    for (const auto& [key, row] : *rows)
      text += delimitedLine(cellsOf(key, row, *schema), separator);
  }
  if (const Result<void> written = writeFileAtomically(file, text); !written)
    return failure(written.error());
  return static_cast<int>(rows->size());
}

} // namespace limpid::risk
