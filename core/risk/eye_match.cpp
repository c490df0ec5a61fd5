#include "core/risk/eye_match.h"

#include "core/risk/matching.h"
#include "core/risk/rating_database.h"

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

void insertAnswers(SQLite::Database& database, const GradeMatch& match, const char* method,
                   const std::vector<MatchAnswer>& answers)
{
  SQLite::Statement remove(
      database, "DELETE FROM risk_match WHERE component = ? AND value = ? AND rater = ?");
  remove.bind(1, match.component);
  remove.bind(2, match.value);
  remove.bind(3, match.rater);
  remove.exec();
  SQLite::Statement insert(database,
                           "INSERT INTO risk_match(component, value, rater, pair, noise, seconds, "
                           "method, made_at) VALUES(?, ?, ?, ?, ?, ?, ?, "
                           "strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))");
  for (std::size_t pair = 0; pair < answers.size(); ++pair) {
    insert.bind(1, match.component);
    insert.bind(2, match.value);
    insert.bind(3, match.rater);
    insert.bind(4, static_cast<int>(pair));
    insert.bind(5, answers[pair].noise);
    if (answers[pair].seconds)
      insert.bind(6, *answers[pair].seconds);
    else
      insert.bind(6);
    insert.bind(7, method);
    insert.exec();
    insert.reset();
  }
}

Result<void> storeAnswers(study::Project& project, const GradeMatch& match, const char* method,
                          const std::vector<MatchAnswer>& answers)
{
  return withRatings(project, [&](SQLite::Database& database) -> Result<void> {
    DurableTransaction transaction(database);
    insertAnswers(database, match, method, answers);
    transaction.commit();
    return {};
  });
}

/// The largest that a person gave, else what was measured.
Result<double> limitOfAll(study::Project& project, const std::string& component, double value)
{
  const auto matches = gradeMatches(project, component);
  if (!matches)
    return failure(matches.error());
  std::optional<double> ofPeople;
  double measured = 0.0;
  for (const GradeMatch& match : *matches) {
    if (match.value != value)
      continue;
    if (match.rater.empty())
      measured = match.limit.value;
    else
      ofPeople = std::max(ofPeople.value_or(0.0), match.limit.value);
  }
  return ofPeople.value_or(measured);
}

Result<void> bringIntoForce(study::Project& project, const std::string& component, double value,
                            const std::string& author)
{
  const Result<double> limit = limitOfAll(project, component, value);
  if (!limit)
    return failure(limit.error());
  return matchLimit(project, component, value, *limit, author);
}

/// The step must be there and the component one that can be matched, before anything is stored.
Result<void> checkStep(study::Project& project, const std::string& id, double value)
{
  const Result<std::vector<Component>> schema = loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const Result<Component> component = findComponent(*schema, id);
  if (!component)
    return failure(component.error());
  return checkMatch(*component, value, 0.0);
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
  if (const Result<void> checked = checkStep(project, component, value); !checked)
    return failure(checked.error());
  std::vector<double> levels;
  for (const MatchAnswer& answer : answers) {
    if (!std::isfinite(answer.noise) || answer.noise < 0.0)
      return failure(ErrorCode::BadInput, "An answer of a match is a noise level of 0 or more.");
    levels.push_back(answer.noise);
  }
  const GradeMatch match{component, value, rater, limitOfAnswers(levels), answers.size(), {}};
  if (const Result<void> stored = storeAnswers(project, match, byEye, answers); !stored)
    return failure(stored.error());
  if (const Result<void> inForce = bringIntoForce(project, component, value, rater); !inForce)
    return failure(inForce.error());
  return match;
}

Result<void> storeMeasuredMatch(study::Project& project, const std::string& component, double value,
                                double limit, const std::string& author)
{
  if (const Result<void> checked = checkStep(project, component, value); !checked)
    return checked;
  if (!std::isfinite(limit) || limit < 0.0)
    return failure(ErrorCode::BadInput, "A limit is a noise level of 0 or more.");
  const GradeMatch match{component, value, {}, {limit, limit, limit}, 1, {}};
  if (Result<void> stored = storeAnswers(project, match, byClassifier, {{limit}}); !stored)
    return stored;
  return bringIntoForce(project, component, value, author);
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
