#include "core/risk/rater_values.h"

#include "core/risk/rating_database.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace limpid::risk {
namespace {

constexpr std::uint64_t agreementSeed = 1; // of the resampling behind the intervals

bool sameTarget(const Target& one, const Target& other)
{
  return std::tie(one.level, one.uid, one.frame) == std::tie(other.level, other.uid, other.frame);
}

std::vector<std::string> namesOf(SQLite::Database& database, const std::string& component)
{
  SQLite::Statement query(database, "SELECT DISTINCT rater FROM risk_value WHERE component = ? AND "
                                    "rater <> '' ORDER BY rater");
  query.bind(1, component);
  std::vector<std::string> names;
  while (query.executeStep())
    names.push_back(query.getColumn(0).getString());
  return names;
}

RaterTable readTable(SQLite::Database& database, const std::string& component)
{
  RaterTable table{component, namesOf(database, component), {}};
  SQLite::Statement query(database, "SELECT level, uid, frame, rater, adjudicated, value FROM "
                                    "risk_value WHERE component = ? AND (rater <> '' OR "
                                    "adjudicated = 1) ORDER BY level, uid, frame");
  query.bind(1, component);
  while (query.executeStep()) {
    const Target target{levelFromNumber(query.getColumn(0).getInt()),
                        query.getColumn(1).getString(), query.getColumn(2).getInt()};
    if (table.places.empty() || !sameTarget(table.places.back().target, target))
      table.places.push_back(
          {target, std::vector<std::optional<double>>(table.raters.size()), std::nullopt});
    RatedPlace& place = table.places.back();
    const double value = query.getColumn(5).getDouble();
    if (query.getColumn(4).getInt() != 0) {
      place.adjudicated = value;
      continue;
    }
    const auto rater =
        std::lower_bound(table.raters.begin(), table.raters.end(), query.getColumn(3).getString());
    place.values[static_cast<std::size_t>(rater - table.raters.begin())] = value;
  }
  return table;
}

std::string agreementSentence(const ComponentAgreement& agreement, const Component& component)
{
  const char* measure = component.values.empty() ? "ICC" : "κ";
  switch (agreement.consensus) {
  case Consensus::Alone:
    return {};
  case Consensus::Strong:
    return fmt::format("Raters agree ({} {:.2f}). The median of their values counts.", measure,
                       agreement.lowest);
  case Consensus::Weak:
    return fmt::format("Raters agree weakly ({} {:.2f}). Limits use the more cautious rater.",
                       measure, agreement.lowest);
  case Consensus::Unknown:
    return fmt::format("Raters share fewer than {} ratings, so how well they agree isn't known. "
                       "Limits use the more cautious rater.",
                       fewestShared);
  }
  return {};
}

double sizeOf(const RatedPlace& place, const Component& component)
{
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  for (const std::optional<double>& value : place.values) {
    if (!value)
      continue;
    const auto step = stepOf(component, *value);
    const double where = step ? static_cast<double>(*step) : *value;
    lowest = std::min(lowest, where);
    highest = std::max(highest, where);
  }
  return highest > lowest ? highest - lowest : 0.0;
}

} // namespace

RatingMatrix RaterTable::matrix() const
{
  RatingMatrix matrix{raters, {}};
  matrix.values.reserve(places.size() * raters.size());
  for (const RatedPlace& place : places)
    for (const std::optional<double>& value : place.values)
      matrix.values.push_back(value.value_or(RatingMatrix::unrated));
  return matrix;
}

Result<RaterTable> raterTable(study::Project& project, const std::string& component)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<RaterTable> {
    return readTable(database, component);
  });
}

Result<std::vector<std::string>> raterNames(study::Project& project)
{
  return withRatings(project, [](SQLite::Database& database) -> Result<std::vector<std::string>> {
    SQLite::Statement query(database, "SELECT rater FROM risk_value WHERE rater <> '' UNION "
                                      "SELECT rater FROM risk_event WHERE rater <> '' ORDER BY 1");
    std::vector<std::string> names;
    while (query.executeStep())
      names.push_back(query.getColumn(0).getString());
    return names;
  });
}

Result<ComponentAgreement> agreementOf(study::Project& project, const std::string& id)
{
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const Result<Component> component = findComponent(*schema, id);
  if (!component)
    return failure(component.error());
  Result<RaterTable> table = raterTable(project, id);
  if (!table)
    return failure(table.error());
  ComponentAgreement agreement;
  agreement.table = std::move(*table);
  const RatingMatrix matrix = agreement.table.matrix();
  agreement.consensus = consensusOf(matrix, *component);
  agreement.lowest = lowestAgreement(matrix, *component);
  if (agreement.consensus != Consensus::Alone && !component->values.empty()) {
    auto figures = metrics::raterAgreement(matrix.values, matrix.raters.size(), component->values,
                                           agreementSeed);
    if (!figures)
      return failure(figures.error());
    agreement.figures = std::move(*figures);
  }
  agreement.sentence = agreementSentence(agreement, *component);
  return agreement;
}

std::vector<Disagreement> disagreements(const RaterTable& table, const Component& component)
{
  std::vector<Disagreement> found;
  for (const RatedPlace& place : table.places)
    if (const double size = sizeOf(place, component); size > 0.0)
      found.push_back({place, size});
  std::stable_sort(found.begin(), found.end(),
                   [](const Disagreement& one, const Disagreement& other) {
                     const bool oneDecided = one.place.adjudicated.has_value();
                     const bool otherDecided = other.place.adjudicated.has_value();
                     return oneDecided != otherDecided ? otherDecided : one.size > other.size;
                   });
  return found;
}

Result<void> adjudicate(study::Project& project, const Target& target, const std::string& component,
                        std::optional<double> value, const std::string& author,
                        std::optional<double> seconds)
{
  return setRatings(project, {{target, component, value, "adjudication", author, true, seconds}});
}

} // namespace limpid::risk
