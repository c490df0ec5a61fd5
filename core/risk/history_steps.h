#pragma once

#include "core/risk/ratings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

enum class StepAct { Edit, Undo, Redo };
/// Whether an edit is in force, can be brought back by redo, or was left behind by a newer one.
enum class StepState { Done, Undone, Discarded };

/// One step of the history: who did what when, to how much.
struct HistoryStep
{
  std::int64_t batch = 0;
  StepAct act = StepAct::Edit;
  StepState state = StepState::Done; ///< of edits; undo and redo are always Done
  std::string madeAt;                ///< ISO 8601, UTC
  std::string madeBy;                ///< empty: nobody in particular
  std::vector<std::string> authors;  ///< madeBy, then whom its values name; without the unnamed
  std::vector<std::string> sources;  ///< of the values: "person", "table", an estimator
  std::vector<std::string> components;
  int values = 0;  ///< changed, cleared ones included
  int cleared = 0; ///< values taken away
  int remarks = 0;
  int maps = 0;        ///< of regional risk
  int matches = 0;     ///< grades matched, by eye or by classifier
  bool schema = false; ///< the components were changed; a match changes their limits
  /// Of the only value, where there is one alone.
  Target target;
  std::optional<double> before;
  std::optional<double> after; ///< of a match: the grade
};

/// The newest `most` steps, newest first.
Result<std::vector<HistoryStep>> historySteps(study::Project& project, int most);

/// What undo() and redo() of a rater would take next.
struct HistoryEnds
{
  std::optional<HistoryStep> undo;
  std::optional<HistoryStep> redo;
};
Result<HistoryEnds> historyEnds(study::Project& project, const std::string& rater);

} // namespace limpid::risk
