#pragma once

#include "core/base/result.h"
#include "core/risk/ratings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// What is said beside a value: how sure its rater is (0 … 1, as text), a comment, that the target
/// is to be decided later, that somebody looked at what was measured and accepts it, or why an
/// image stays out of data sets (left_out.h). A review is of one value: it goes when another takes
/// the place of that value, by an estimator or by hand, and comes back with its undo.
enum class RemarkKind { Confidence, Comment, Later, Reviewed, LeftOut };

/// One remark of one author. It is inherited by nobody.
struct Remark
{
  Target target;
  std::string component; ///< empty: the target as a whole
  RemarkKind kind = RemarkKind::Comment;
  std::string text;
  std::string author;
  std::string setAt; ///< ISO 8601, UTC
};

/// A remark to store, or with nullopt one to take away.
struct RemarkChange
{
  Target target;
  std::string component;
  RemarkKind kind = RemarkKind::Comment;
  std::optional<std::string> text;
  std::string author;
};

/// One change of a remark that the history holds.
struct RemarkEntry
{
  std::int64_t batch = 0;
  Target target;
  std::string component;
  RemarkKind kind = RemarkKind::Comment;
  std::optional<std::string> before;
  std::optional<std::string> after;
  std::string author;
  std::string setAt;
};

/// "confidence", "comment", "later", "reviewed", "left-out": as files and the database say.
const char* remarkName(RemarkKind kind);

/// BadInput for a confidence that isn't a number from 0 to 1, or a remark without a target.
Result<void> checkRemark(const RemarkChange& change);

/// All remarks in force.
Result<std::vector<Remark>> storedRemarks(study::Project& project);
/// Their changes, oldest first.
Result<std::vector<RemarkEntry>> remarkHistory(study::Project& project);

} // namespace limpid::risk
