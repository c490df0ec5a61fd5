#include "core/risk/table_request.h"

#include "core/risk/rater_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace limpid::risk {
namespace {

constexpr std::array<std::string_view, 14> keyNames = {
    "sop_instance_uid",  "sopinstanceuid", "series_uid", "series_instance_uid",
    "seriesinstanceuid", "path",           "file",       "filename",
    "file_name",         "study_uid",      "uid",        "bids_name",
    "subject_id",        "participant_id"};

constexpr std::array<std::string_view, 5> raterNames = {"rater", "author", "reader", "annotator",
                                                        "rated_by"};

Result<std::size_t> keyColumn(const Table& table, const TableImport& request)
{
  if (!request.keyColumn.empty()) {
    if (const auto column = table.findColumn(request.keyColumn))
      return *column;
    return failure(ErrorCode::BadInput, fmt::format("{} has no column '{}'.",
                                                    request.table.string(), request.keyColumn));
  }
  for (const std::string_view name : keyNames)
    if (const auto column = table.findColumn(name))
      return *column;
  return failure(ErrorCode::BadInput,
                 fmt::format("No column of {} names the image: it needs sop_instance_uid, "
                             "series_uid or path, or say which column it is: --key COLUMN.",
                             request.table.string()));
}

bool isTaken(const TableLayout& layout, std::size_t column)
{
  return column == layout.key || column == layout.frame || column == layout.rater ||
         std::any_of(layout.values.begin(), layout.values.end(),
                     [column](const auto& value) { return value.column == column; });
}

/// A column of that name, unless it is told to mean something else.
std::optional<std::size_t> remarkColumn(const Table& table, const TableLayout& layout,
                                        std::string_view name)
{
  const auto column = table.findColumn(name);
  return column && isTaken(layout, *column) ? std::nullopt : column;
}

Result<void> takeRaterColumn(TableLayout& layout, const Table& table, const TableImport& request)
{
  if (!request.raterColumn) {
    const auto column = findRaterColumn(table);
    if (column && !isTaken(layout, *column))
      layout.rater = column;
    return {};
  }
  if (request.raterColumn->empty())
    return {};
  const auto column = table.findColumn(*request.raterColumn);
  if (!column)
    return failure(ErrorCode::BadInput, fmt::format("{} has no column '{}'.",
                                                    request.table.string(), *request.raterColumn));
  if (isTaken(layout, *column))
    return failure(ErrorCode::BadInput,
                   fmt::format("The column '{}' can't name the rater: it means something else.",
                               *request.raterColumn));
  layout.rater = column;
  return {};
}

void takeRemarkColumns(TableLayout& layout, const Table& table)
{
  layout.confidence = remarkColumn(table, layout, "confidence");
  layout.comment = remarkColumn(table, layout, "comment");
  layout.later = remarkColumn(table, layout, "later");
  layout.reviewed = remarkColumn(table, layout, "reviewed");
  layout.leftOut = remarkColumn(table, layout, "left_out");
  layout.decided = remarkColumn(table, layout, "decided");
  layout.source = remarkColumn(table, layout, "source");
}

Result<void> mapColumns(TableLayout& layout, const Table& table, const TableImport& request)
{
  for (const auto& [name, component] : request.map) {
    const auto column = table.findColumn(name);
    if (!column)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} has no column '{}'.", request.table.string(), name));
    layout.values.push_back({*column, component});
  }
  return {};
}

/// A step of "1:none,2:moderate".
Result<std::pair<double, std::string>> parseStep(std::string_view text, const std::string& id)
{
  const std::size_t colon = text.find(':');
  const auto value = parseNumber(text.substr(0, colon), false);
  if (!value)
    return failure(ErrorCode::BadInput,
                   fmt::format("'{}' is no step of a scale for {}: write value:word, as in "
                               "1:none,2:moderate.",
                               text, id));
  return std::pair(*value, colon == std::string_view::npos ? std::string()
                                                           : trimmed(text.substr(colon + 1)));
}

Result<void> applyScale(Component& component, std::string_view text)
{
  std::vector<double> values;
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const auto step = parseStep(text.substr(0, comma), component.id);
    if (!step)
      return failure(step.error());
    values.push_back(step->first);
    words.push_back(step->second);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  if (std::all_of(words.begin(), words.end(), [](const auto& word) { return word.empty(); }))
    words.clear();
  if (values != component.values)
    component.limits.clear(); // matched on another scale
  component.values = std::move(values);
  component.words = std::move(words);
  return {};
}

Result<Component> componentFor(const std::vector<Component>& schema, const std::string& id,
                               const TableImport& request)
{
  Component component;
  if (Result<Component> known = findComponent(schema, id)) {
    component = std::move(*known);
  } else {
    component.id = component.label = id;
    if (!request.scales.contains(id))
      return failure(ErrorCode::BadInput,
                     fmt::format("There is no component '{0}' yet. Say its scale to make it a "
                                 "rating: --scale {0}=1:none,2:moderate,3:severe.",
                                 id));
  }
  if (const auto scale = request.scales.find(id); scale != request.scales.end()) {
    if (component.kind == ComponentKind::Measured)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} is measured; it has no scale of words.", id));
    if (const Result<void> applied = applyScale(component, scale->second); !applied)
      return failure(applied.error());
  }
  return component;
}

/// The components that columns of raters can mean: those whose scale the request says, else all.
std::vector<Component> ratingsAskedFor(const std::vector<Component>& schema,
                                       const TableImport& request)
{
  std::vector<Component> asked;
  for (const auto& [id, scale] : request.scales)
    if (Result<Component> component = componentFor(schema, id, request))
      asked.push_back(std::move(*component));
  return asked.empty() ? schema : asked;
}

void takeColumnsByName(TableLayout& layout, const Table& table, const TableImport& request,
                       const std::vector<Component>& schema)
{
  for (const Component& component : schema)
    if (const auto column = table.findColumn(component.id))
      layout.values.push_back({*column, component.id});
  const RaterColumns raters = findRaterColumns(table, ratingsAskedFor(schema, request));
  for (const std::size_t column : raters.columns)
    if (raters.component && !isTaken(layout, column))
      layout.values.push_back({column, *raters.component});
}

Error nothingMapped(const Table& table, const TableImport& request,
                    const std::vector<Component>& schema)
{
  const RaterColumns raters = findRaterColumns(table, schema);
  if (raters.columns.empty())
    return {ErrorCode::BadInput,
            fmt::format("No column of {} is called like a component of the quality; say which one "
                        "means what: --map COLUMN=COMPONENT.",
                        request.table.string())};
  std::string names;
  std::string options;
  for (const std::size_t column : raters.columns) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", table.columns[column]);
    options += fmt::format(" --map {}=COMPONENT", table.columns[column]);
  }
  return {ErrorCode::BadInput, fmt::format("Say what {} rated:{}.", names, options)};
}

/// Whose values the columns are, where the request says it.
Result<void> takeNamedRaters(TableLayout& layout, const Table& table, const TableImport& request)
{
  for (const auto& [name, rater] : request.raters) {
    const auto column = table.findColumn(name);
    const auto value = std::find_if(layout.values.begin(), layout.values.end(),
                                    [&column](const auto& one) { return one.column == column; });
    if (value == layout.values.end())
      return failure(ErrorCode::BadInput,
                     fmt::format("{} can't be {}'s: {} has no such column of a rating.", name,
                                 rater, request.table.string()));
    value->rater = rater;
  }
  return {};
}

/// Columns of one component are different raters', and what is measured has one column.
Result<void> checkRaters(const TableLayout& layout, const Table& table,
                         const std::vector<Component>& schema)
{
  for (auto one = layout.values.begin(); one != layout.values.end(); ++one)
    for (auto other = layout.values.begin(); other != one; ++other) {
      if (one->component != other->component)
        continue;
      const auto component = findComponent(schema, one->component);
      if (component && component->kind == ComponentKind::Measured)
        return failure(ErrorCode::BadInput,
                       fmt::format("{} is measured, so one column holds it, not both {} and {}.",
                                   one->component, table.columns[other->column],
                                   table.columns[one->column]));
      if (one->rater == other->rater)
        return failure(ErrorCode::BadInput,
                       fmt::format("The columns {} and {} both hold the {} of {}.",
                                   table.columns[other->column], table.columns[one->column],
                                   one->component, one->rater));
    }
  return {};
}

/// Several columns of one rating are a rater's each, called as the column unless said.
Result<void> nameRaters(TableLayout& layout, const Table& table, const TableImport& request,
                        const std::vector<Component>& schema)
{
  if (Result<void> taken = takeNamedRaters(layout, table, request); !taken)
    return taken;
  for (ValueColumn& value : layout.values) {
    const auto columns =
        std::count_if(layout.values.begin(), layout.values.end(),
                      [&value](const auto& one) { return one.component == value.component; });
    if (columns > 1 && value.rater.empty())
      value.rater = trimmed(table.columns[value.column]);
  }
  return checkRaters(layout, table, schema);
}

Result<void> applyGoodEnd(Component& component, const TableImport& request, bool settled)
{
  const auto said = request.goodEnds.find(component.id);
  if (said == request.goodEnds.end()) {
    if (settled || component.kind == ComponentKind::Measured)
      return {};
    return failure(ErrorCode::BadInput, fmt::format("Which end of {0} is good? Say --good-end "
                                                    "{0}=low or --good-end {0}=high.",
                                                    component.id));
  }
  if (said->second != "low" && said->second != "high")
    return failure(ErrorCode::BadInput, fmt::format("The good end of {} is low or high, not '{}'.",
                                                    component.id, said->second));
  component.goodIsLow = said->second == "low";
  return {};
}

} // namespace

std::optional<std::size_t> findRaterColumn(const Table& table)
{
  for (const std::string_view name : raterNames)
    if (const auto column = table.findColumn(name))
      return column;
  return std::nullopt;
}

bool isReadByName(std::string_view column)
{
  constexpr std::array<std::string_view, 8> names = {"frame",    "confidence", "comment", "later",
                                                     "reviewed", "left_out",   "decided", "source"};
  return std::find(names.begin(), names.end(), lowerCase(column)) != names.end();
}

Result<TableLayout> layoutOf(const Table& table, const TableImport& request,
                             const std::vector<Component>& schema)
{
  const Result<std::size_t> key = keyColumn(table, request);
  if (!key)
    return failure(key.error());
  TableLayout layout{*key, table.findColumn("frame")};
  if (const Result<void> mapped = mapColumns(layout, table, request); !mapped)
    return failure(mapped.error());
  if (request.map.empty())
    takeColumnsByName(layout, table, request, schema);
  if (const Result<void> named = nameRaters(layout, table, request, schema); !named)
    return failure(named.error());
  if (const Result<void> taken = takeRaterColumn(layout, table, request); !taken)
    return failure(taken.error());
  takeRemarkColumns(layout, table);
  if (layout.values.empty() && !layout.reviewed && !layout.leftOut)
    return failure(nothingMapped(table, request, schema));
  return layout;
}

Result<std::vector<Component>> schemaAfter(std::vector<Component> schema,
                                           const TableImport& request, const TableLayout& layout,
                                           const std::set<std::string>& settled)
{
  for (const ValueColumn& value : layout.values) {
    const std::string& id = value.component;
    Result<Component> component = componentFor(schema, id, request);
    if (!component)
      return failure(component.error());
    if (const auto end = applyGoodEnd(*component, request, settled.contains(id)); !end)
      return failure(end.error());
    const auto place = std::find_if(schema.begin(), schema.end(),
                                    [&id](const Component& one) { return one.id == id; });
    if (place == schema.end())
      schema.push_back(std::move(*component));
    else
      *place = std::move(*component);
  }
  return schema;
}

} // namespace limpid::risk
