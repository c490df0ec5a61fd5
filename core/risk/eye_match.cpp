#include "core/risk/eye_match.h"

#include "core/risk/match_history.h"
#include "core/risk/matching.h"
#include "core/risk/rating_database.h"
#include "core/risk/schema_history.h"
#include "core/risk/schema_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace limpid::risk {
namespace {

constexpr const char* byEye = "eye";
constexpr const char* byClassifier = "classifier";

/// 97.5 % points of Student's t by degrees of freedom, from 1; beyond the table the normal one.
double studentPoint(std::size_t degrees)
{
  constexpr std::array points = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
                                 2.306,  2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
                                 2.131,  2.120, 2.110, 2.101, 2.093, 2.086};
  return degrees <= points.size() ? points.at(degrees - 1) : 1.96;
}

/// The answers and the limit that they make with those of the others are one step of the history.
Result<void> storeAnswers(study::Project& project, const MatchPlace& place, const char* method,
                          const std::vector<MatchAnswer>& answers, const std::string& author)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<void> {
    DurableTransaction transaction(database);
    BatchWriter batch(database, Act::Edit, author);
    writeAnswers(database, batch, place, {answers, method, batch.madeAt()});
    std::vector<Component> schema = readSchema(database);
    const auto component = std::ranges::find(schema, place.component, &Component::id);
    if (component == schema.end())
      return failure(findComponent(schema, place.component).error());
    const auto limit = limitOfAllAnswers(database, place.component, place.value);
    if (Result<void> set = setLimit(*component, place.value, limit.value_or(0.0)); !set)
      return set; // the transaction goes back
    writeSchema(database, batch, schemaDocument(schema), author);
    transaction.commit();
    return {};
  });
}

std::string wordOf(const Component& component, double value)
{
  const auto step = stepOf(component, value);
  return step && *step < component.words.size() ? component.words[*step] : fmt::format("{}", value);
}

/// "Motion" within a sentence: "motion"; abbreviations and other scripts stay.
std::string inSentence(std::string label)
{
  const auto capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
  if (!label.empty() && capital(label[0]) && (label.size() == 1 || !capital(label[1])))
    label[0] = static_cast<char>(label[0] - 'A' + 'a');
  return label;
}

std::string bestWord(const Component& component)
{
  const auto best = component.goodIsLow
                        ? std::min_element(component.values.begin(), component.values.end())
                        : std::max_element(component.values.begin(), component.values.end());
  return best == component.values.end() ? std::string("none") : wordOf(component, *best);
}

} // namespace

metrics::Interval limitOfAnswers(std::span<const double> answers)
{
  if (answers.empty())
    return {};
  const auto count = static_cast<double>(answers.size());
  const double mean = std::accumulate(answers.begin(), answers.end(), 0.0) / count;
  if (answers.size() == 1)
    return {mean, mean, mean};
  double squares = 0.0;
  for (const double answer : answers)
    squares += (answer - mean) * (answer - mean);
  const double half = studentPoint(answers.size() - 1) * std::sqrt(squares / (count - 1.0) / count);
  return {mean, std::max(0.0, mean - half), mean + half};
}

Result<GradeMatch> storeEyeMatch(study::Project& project, const std::string& component,
                                 double value, const std::string& rater,
                                 const std::vector<MatchAnswer>& answers)
{
  if (rater.empty() || answers.empty())
    return failure(ErrorCode::BadInput, "A match by eye needs a rater's name and an answer.");
  std::vector<double> levels;
  for (const MatchAnswer& answer : answers) {
    if (!std::isfinite(answer.noise) || answer.noise < 0.0)
      return failure(ErrorCode::BadInput, "An answer of a match is a noise level of 0 or more.");
    levels.push_back(answer.noise);
  }
  const GradeMatch match{component, value, rater, limitOfAnswers(levels), answers.size(), {}};
  if (const Result<void> stored =
          storeAnswers(project, {component, value, rater}, byEye, answers, rater);
      !stored)
    return failure(stored.error());
  return match;
}

Result<void> storeMeasuredMatch(study::Project& project, const std::string& component, double value,
                                double limit, const std::string& author)
{
  if (!std::isfinite(limit) || limit < 0.0)
    return failure(ErrorCode::BadInput, "A limit is a noise level of 0 or more.");
  return storeAnswers(project, {component, value, {}}, byClassifier, {{limit}}, author);
}

Result<std::vector<GradeMatch>> gradeMatches(study::Project& project, const std::string& component)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<std::vector<GradeMatch>> {
    SQLite::Statement query(database,
                            "SELECT value, rater, noise, made_at FROM risk_match "
                            "WHERE component = ? ORDER BY value, rater = '', rater, pair");
    query.bind(1, component);
    std::vector<GradeMatch> matches;
    std::vector<double> answers;
    while (query.executeStep()) {
      const double value = query.getColumn(0).getDouble();
      const std::string rater = query.getColumn(1).getString();
      if (matches.empty() || matches.back().value != value || matches.back().rater != rater) {
        matches.push_back({component, value, rater, {}, 0, query.getColumn(3).getString()});
        answers.clear();
      }
      answers.push_back(query.getColumn(2).getDouble());
      matches.back().pairs = answers.size();
      matches.back().limit = limitOfAnswers(answers);
    }
    return matches;
  });
}

std::string matchSentence(const Component& component, const GradeMatch& match,
                          const std::string& unit)
{
  const std::string word = wordOf(component, match.value);
  const std::string by = match.rater.empty()
                             ? std::string("Measured by a classifier")
                             : fmt::format("Matched by {} on {} {}", match.rater, match.pairs,
                                           match.pairs == 1 ? "pair" : "pairs");
  const std::string interval =
      match.limit.high > match.limit.low
          ? fmt::format(" ({:.3g}–{:.3g} {})", match.limit.low, match.limit.high, unit)
          : std::string();
  return fmt::format("{}: {} {} can't be told from {} above {:.3g} {}{}. Images rated {} teach "
                     "only above that.",
                     by, word, inSentence(component.label), bestWord(component), match.limit.value,
                     unit, interval, word);
}

} // namespace limpid::risk
