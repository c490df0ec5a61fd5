#include "core/risk/schema_history.h"

#include "core/base/document.h"
#include "core/risk/match_history.h"
#include "core/risk/schema_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace limpid::risk {
namespace {

constexpr double notMatched = std::numeric_limits<double>::quiet_NaN();

struct LoggedSchema
{
  std::string before;
  std::string after;
  std::string author;
};

std::optional<LoggedSchema> changeOf(SQLite::Database& database, std::int64_t edit)
{
  SQLite::Statement query(database, "SELECT before_document, after_document, author FROM "
                                    "risk_schema_change WHERE batch = ?");
  query.bind(1, edit);
  if (!query.executeStep())
    return std::nullopt;
  return LoggedSchema{query.getColumn(0).getString(), query.getColumn(1).getString(),
                      query.getColumn(2).getString()};
}

Json scalesOf(const std::string& document)
{
  Json components = Json::parse(document, nullptr, false);
  for (Json& component : components)
    if (component.is_object())
      for (const char* const name : {"limits", "use"})
        component.erase(name);
  return components;
}

std::vector<Component> componentsIn(const std::string& document)
{
  std::vector<Component> components;
  for (const Json& json : Json::parse(document, nullptr, false))
    if (Result<Component> component = componentFromJson(json))
      components.push_back(std::move(*component));
  return components;
}

Component* find(std::vector<Component>& schema, const std::string& id)
{
  const auto found = std::ranges::find(schema, id, &Component::id);
  return found == schema.end() ? nullptr : &*found;
}

double limitAt(const Component& component, std::size_t step)
{
  return step < component.limits.size() ? component.limits[step] : notMatched;
}

bool same(double one, double other)
{
  return one == other || (std::isnan(one) && std::isnan(other));
}

bool hasLimits(const Component& component)
{
  return !std::ranges::all_of(component.limits, [](double limit) { return std::isnan(limit); });
}

void setLimit(Component& component, std::size_t step, double limit)
{
  component.limits.resize(component.values.size(), notMatched);
  component.limits[step] = limit;
}

/// What an edit of limits, or a match, did, on its way back.
class LimitsBroughtBack
{
public:
  LimitsBroughtBack(SQLite::Database& database, std::int64_t edit, Act act,
                    const std::optional<LoggedSchema>& change)
      : m_database(database), m_places(matchedPlaces(database, edit)), m_act(act)
  {
    if (!change)
      return;
    m_given = componentsIn(act == Act::Undo ? change->after : change->before);
    m_wanted = componentsIn(act == Act::Undo ? change->before : change->after);
  }

  void into(std::vector<Component>& schema)
  {
    for (Component& component : schema) {
      const bool changed = bringBackLimits(component);
      const bool matched = letAnswersDecide(component);
      bringBackUse(component, changed || matched);
      if ((changed || matched) && !hasLimits(component))
        component.limits.clear();
    }
  }

private:
  bool bringBackLimits(Component& component)
  {
    const Component* const given = find(m_given, component.id);
    const Component* const wanted = find(m_wanted, component.id);
    if (given == nullptr || wanted == nullptr)
      return false;
    bool changed = false;
    for (std::size_t step = 0; step < component.values.size(); ++step)
      if (!same(limitAt(*given, step), limitAt(*wanted, step))) {
        setLimit(component, step, limitAt(*wanted, step));
        changed = true;
      }
    return changed;
  }

  bool letAnswersDecide(Component& component)
  {
    bool matched = false;
    for (const MatchPlace& place : m_places) {
      const auto step = stepOf(component, place.value);
      if (place.component != component.id || !step)
        continue;
      matched = true;
      if (const auto limit = limitOfAllAnswers(m_database, component.id, place.value))
        setLimit(component, *step, *limit);
      else if (m_wanted.empty()) // it added to what others had matched, who took it back since
        setLimit(component, *step, notMatched);
    }
    return matched;
  }

  void bringBackUse(Component& component, bool limitsChanged)
  {
    const Component* const given = find(m_given, component.id);
    const Component* const wanted = find(m_wanted, component.id);
    if (limitsChanged && !hasLimits(component)) {
      const bool nonesWanted = wanted != nullptr && !hasLimits(*wanted);
      component.use = nonesWanted ? wanted->use : ComponentUse::None;
    } else if (wanted == nullptr || given == nullptr) {
      if (limitsChanged && m_act == Act::Redo)
        component.use = ComponentUse::Limit;
    } else if (given->use != wanted->use) {
      const bool othersLimit = limitsChanged && wanted->use == ComponentUse::None;
      component.use = othersLimit ? component.use : wanted->use;
    }
  }

  SQLite::Database& m_database;
  std::vector<MatchPlace> m_places;
  Act m_act;
  std::vector<Component> m_given;
  std::vector<Component> m_wanted;
};

} // namespace

void writeSchema(SQLite::Database& database, BatchWriter& batch, const std::string& document,
                 const std::string& author)
{
  const std::string before = schemaDocument(readSchema(database));
  if (before == document)
    return;
  writeSchemaTable(database, document);
  SQLite::Statement log(database, "INSERT INTO risk_schema_change VALUES(?, ?, ?, ?)");
  log.bind(1, batch.openBatch());
  log.bind(2, before);
  log.bind(3, document);
  log.bind(4, author);
  log.exec();
}

bool sameScales(const std::string& before, const std::string& after)
{
  return scalesOf(before) == scalesOf(after);
}

std::optional<double> limitOfAllAnswers(SQLite::Database& database, const std::string& component,
                                        double value)
{
  std::map<std::string, std::vector<double>> answers; // by rater
  SQLite::Statement query(database,
                          "SELECT rater, noise FROM risk_match WHERE component = ? AND value = ?");
  query.bind(1, component);
  query.bind(2, value);
  while (query.executeStep())
    answers[query.getColumn(0).getString()].push_back(query.getColumn(1).getDouble());
  std::optional<double> ofPeople;
  for (const auto& [rater, levels] : answers)
    if (!rater.empty())
      ofPeople = std::max(ofPeople.value_or(0.0), limitOfAnswers(levels).value);
  if (ofPeople || answers.empty())
    return ofPeople;
  return limitOfAnswers(answers.begin()->second).value;
}

void bringBackSchema(SQLite::Database& database, BatchWriter& batch, std::int64_t edit, Act act)
{
  const std::optional<LoggedSchema> change = changeOf(database, edit);
  if (change && !sameScales(change->before, change->after)) {
    writeSchema(database, batch, act == Act::Undo ? change->before : change->after, change->author);
    return;
  }
  if (!change && matchedPlaces(database, edit).empty())
    return;
  std::vector<Component> schema = readSchema(database);
  LimitsBroughtBack(database, edit, act, change).into(schema);
  writeSchema(database, batch, schemaDocument(schema), change ? change->author : std::string());
}

} // namespace limpid::risk
