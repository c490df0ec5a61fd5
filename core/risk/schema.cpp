#include "core/risk/schema.h"

#include "core/risk/edit.h"
#include "core/risk/rating_database.h"
#include "core/risk/schema_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace limpid::risk {
namespace {

Component severityRating(std::string id, std::string label)
{
  Component component;
  component.id = std::move(id);
  component.label = std::move(label);
  component.values = {0, 1, 2, 3, 4};
  component.words = {"none", "slight", "moderate", "marked", "severe"};
  return component;
}

std::string scaleText(const Component& component)
{
  std::string text;
  for (std::size_t step = 0; step < component.values.size(); ++step) {
    text += fmt::format("{}{}", step == 0 ? "" : ", ", component.values[step]);
    if (step < component.words.size())
      text += fmt::format(" {}", component.words[step]);
  }
  return text;
}

bool sameSteps(const std::vector<double>& values)
{
  return std::set<double>(values.begin(), values.end()).size() != values.size();
}

Result<void> checkComponent(const Component& component)
{
  const auto bad = [&component](std::string_view why) {
    return failure(ErrorCode::BadInput, fmt::format("Component '{}' {}.", component.id, why));
  };
  if (component.id.empty())
    return failure(ErrorCode::BadInput, "A component of the quality vector has no id.");
  if (component.use == ComponentUse::Noise && component.kind == ComponentKind::Rated)
    return bad("is a rating, and a rating is never subtracted as noise; use 'limit' or 'none'");
  if (!std::all_of(component.values.begin(), component.values.end(),
                   [](double value) { return std::isfinite(value); }) ||
      sameSteps(component.values))
    return bad("has a scale whose steps aren't different numbers");
  if (!component.words.empty() && component.words.size() != component.values.size())
    return bad("needs one word per step of its scale");
  if (!component.limits.empty() && component.limits.size() != component.values.size())
    return bad("needs one limit per step of its scale");
  if (std::any_of(component.limits.begin(), component.limits.end(),
                  [](double limit) { return limit < 0 || std::isinf(limit); }))
    return bad("has a limit that isn't a noise level of 0 or more");
  return {};
}

/// A regional map can't be told to go with its component: it may be somebody's painting.
Result<void> checkRegions(SQLite::Database& database, const std::vector<Component>& after)
{
  SQLite::Statement query(database, "SELECT DISTINCT component FROM risk_region");
  while (query.executeStep())
    if (const std::string id = query.getColumn(0).getString(); !findComponent(after, id))
      return failure(ErrorCode::BadInput,
                     fmt::format("'{}' can't be removed: regional maps are stored for it.", id));
  return {};
}

const char* useName(ComponentUse use)
{
  switch (use) {
  case ComponentUse::Noise:
    return "noise";
  case ComponentUse::Limit:
    return "limit";
  case ComponentUse::None:
    return "none";
  }
  return "none";
}

std::optional<ComponentUse> useFromName(const std::string& name)
{
  for (const ComponentUse use : {ComponentUse::Noise, ComponentUse::Limit, ComponentUse::None})
    if (name == useName(use))
      return use;
  return std::nullopt;
}

std::vector<double> limitsFromJson(const Json& json)
{
  std::vector<double> limits;
  for (const Json& limit : json)
    limits.push_back(limit.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                     : limit.get<double>());
  return limits;
}

Result<Component> readComponent(const Json& json)
{
  Component component;
  component.id = json.at("id").get<std::string>();
  component.label = json.value("label", component.id);
  const std::string kind = json.value("kind", "rated");
  const std::string use = json.value("use", "none");
  const std::string good = json.value("goodEnd", "low");
  if ((kind != "rated" && kind != "measured") || !useFromName(use) ||
      (good != "low" && good != "high"))
    return failure(
        ErrorCode::BadInput,
        fmt::format("Component '{}' has an unknown kind '{}', use '{}' or good end '{}'.",
                    component.id, kind, use, good));
  component.kind = kind == "measured" ? ComponentKind::Measured : ComponentKind::Rated;
  component.use = *useFromName(use);
  component.goodIsLow = good == "low";
  component.unit = json.value("unit", "");
  component.values = json.value("values", std::vector<double>());
  component.words = json.value("words", std::vector<std::string>());
  component.limits = limitsFromJson(json.value("limits", Json::array()));
  if (const Result<void> checked = checkComponent(component); !checked)
    return failure(checked.error());
  return component;
}

} // namespace

Result<void> checkSchema(const std::vector<Component>& schema)
{
  std::set<std::string> ids;
  int noises = 0;
  for (const Component& component : schema) {
    if (Result<void> checked = checkComponent(component); !checked)
      return checked;
    if (!ids.insert(component.id).second)
      return failure(ErrorCode::BadInput,
                     fmt::format("Two components are called '{}'.", component.id));
    noises += component.use == ComponentUse::Noise ? 1 : 0;
  }
  if (noises > 1)
    return failure(ErrorCode::BadInput, "Only one component can be the noise that is subtracted.");
  return {};
}

std::vector<Component> readSchema(SQLite::Database& database)
{
  std::vector<Component> schema;
  SQLite::Statement query(database, "SELECT document FROM risk_component ORDER BY position");
  while (query.executeStep()) {
    const Json json = Json::parse(query.getColumn(0).getString(), nullptr, false);
    if (Result<Component> component = componentFromJson(json))
      schema.push_back(std::move(*component));
  }
  return schema.empty() ? defaultSchema() : schema;
}

Result<void> checkStoredValues(SQLite::Database& database, const std::vector<Component>& before,
                               const std::vector<Component>& after,
                               const std::set<std::string>& turned)
{
  SQLite::Statement query(database,
                          "SELECT component, value, count(*) FROM risk_value GROUP BY 1, 2");
  while (query.executeStep()) {
    const std::string id = query.getColumn(0).getString();
    const double value = query.getColumn(1).getDouble();
    const Result<Component> now = findComponent(after, id);
    const Result<Component> old = findComponent(before, id);
    if (!now)
      return failure(ErrorCode::BadInput,
                     fmt::format("'{}' can't be removed: values are stored for it.", id));
    if (!checkValue(*now, value))
      return failure(
          ErrorCode::BadInput,
          fmt::format("The scale of '{}' can't change to {}: {} values of {} are stored.", id,
                      scaleText(*now), query.getColumn(2).getInt64(), value));
    if (old && old->goodIsLow != now->goodIsLow && !turned.contains(id))
      return failure(
          ErrorCode::BadInput,
          fmt::format("The good end of '{}' is {}, and values are stored that way; it can't turn.",
                      id, old->goodIsLow ? "low" : "high"));
  }
  return checkRegions(database, after);
}

void writeSchemaTable(SQLite::Database& database, const std::string& document)
{
  database.exec("DELETE FROM risk_component");
  const Json components = Json::parse(document, nullptr, false);
  if (!components.is_array())
    return;
  SQLite::Statement insert(database, "INSERT INTO risk_component VALUES(?, ?, ?)");
  for (std::size_t place = 0; place < components.size(); ++place) {
    insert.bind(1, components[place].value("id", ""));
    insert.bind(2, static_cast<int>(place));
    insert.bind(3, components[place].dump());
    insert.exec();
    insert.reset();
  }
}

std::string schemaDocument(const std::vector<Component>& schema)
{
  Json components = Json::array();
  for (const Component& component : schema)
    components.push_back(toJson(component));
  return components.dump();
}

std::vector<Component> defaultSchema()
{
  Component noise;
  noise.id = "noise";
  noise.label = "Noise";
  noise.kind = ComponentKind::Measured;
  noise.use = ComponentUse::Noise;
  return {noise, severityRating("motion", "Motion"), severityRating("artefact", "Artefact"),
          severityRating("contrast", "Loss of contrast")};
}

Result<std::vector<Component>> loadSchema(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<Component>> {
    return readSchema(database);
  });
}

Result<void> saveSchema(study::Project& project, const std::vector<Component>& schema,
                        const std::string& author)
{
  Edit edit;
  edit.schema = schema;
  edit.author = author;
  return store(project, edit);
}

Result<Component> findComponent(const std::vector<Component>& schema, const std::string& id)
{
  const auto found = std::find_if(schema.begin(), schema.end(),
                                  [&id](const Component& one) { return one.id == id; });
  if (found != schema.end())
    return *found;
  std::string names;
  for (const Component& component : schema)
    names += (names.empty() ? "" : ", ") + component.id;
  return failure(ErrorCode::NotFound,
                 fmt::format("There is no component '{}'; there are {}.", id, names));
}

std::optional<std::size_t> stepOf(const Component& component, double value)
{
  for (std::size_t step = 0; step < component.values.size(); ++step)
    if (std::abs(component.values[step] - value) <= 1e-9 * std::max(1.0, std::abs(value)))
      return step;
  return std::nullopt;
}

Result<void> checkValue(const Component& component, double value)
{
  if (!std::isfinite(value))
    return failure(ErrorCode::BadInput, fmt::format("{} must be a finite number.", component.id));
  if (component.kind == ComponentKind::Measured && value < 0)
    return failure(ErrorCode::BadInput, fmt::format("{} can't be negative.", component.id));
  if (!component.values.empty() && !stepOf(component, value))
    return failure(ErrorCode::BadInput, fmt::format("{} isn't on the scale of {}: {}.", value,
                                                    component.id, scaleText(component)));
  return {};
}

Json toJson(const Component& component)
{
  Json limits = Json::array();
  for (const double limit : component.limits)
    limits.push_back(std::isnan(limit) ? Json() : Json(limit));
  return {{"id", component.id},
          {"label", component.label},
          {"kind", component.kind == ComponentKind::Measured ? "measured" : "rated"},
          {"use", useName(component.use)},
          {"unit", component.unit},
          {"values", component.values},
          {"words", component.words},
          {"goodEnd", component.goodIsLow ? "low" : "high"},
          {"limits", limits}};
}

Result<Component> componentFromJson(const Json& json)
{
  try {
    return readComponent(json);
  } catch (const Json::exception& exception) {
    return failure(
        ErrorCode::BadInput,
        fmt::format("A component of the quality vector can't be read: {}.", exception.what()));
  }
}

} // namespace limpid::risk
