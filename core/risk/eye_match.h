#pragma once

#include "core/metrics/intervals.h"
#include "core/risk/schema.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::risk {

/// Pairs of a good and a bad image that one match of a grade takes.
inline constexpr std::size_t pairsPerGrade = 5;

/// The noise from which on somebody could no longer tell the bad image of a pair from the good one.
struct MatchAnswer
{
  double noise = 0.0;              ///< standard deviation, the image's unit, at training size
  std::optional<double> seconds{}; ///< that the answer took
};

/// One matched grade: who or what matched it, and how well the answers agree.
struct GradeMatch
{
  std::string component;
  double value = 0.0;      ///< the step of the scale
  std::string rater;       ///< empty: measured by the classifier
  metrics::Interval limit; ///< λ of M10, see limitOfAnswers(); no interval when measured
  std::size_t pairs = 0;
  std::string madeAt; ///< ISO 8601, UTC
};

/// Mean of the answers with Student's 95 % interval, which ends at 0; of one answer the interval
/// has no width.
metrics::Interval limitOfAnswers(std::span<const double> answers);

/// Stores a rater's answers for one step in place of former ones, and lets the rating gate
/// (matchLimit()) by the largest limit that any rater gave: the cautious one. Both are one step of
/// the history: undo takes the answers back and leaves the limit that those of the others make.
Result<GradeMatch> storeEyeMatch(study::Project& project, const std::string& component,
                                 double value, const std::string& rater,
                                 const std::vector<MatchAnswer>& answers);

/// Stores what the classifier measured, nobody's answer, as a step of `author`, who had it do so.
/// Where raters have matched the step, theirs stays in force.
Result<void> storeMeasuredMatch(study::Project& project, const std::string& component, double value,
                                double limit, const std::string& author = {});

/// What was matched and not undone, step by step, people before the classifier.
Result<std::vector<GradeMatch>> gradeMatches(study::Project& project, const std::string& component);

/// "Matched by Dr Li on 5 pairs: marked motion can't be told from none above 11 HU (9–14 HU).
/// Images rated marked teach only above that."
std::string matchSentence(const Component& component, const GradeMatch& match,
                          const std::string& unit);

} // namespace limpid::risk
