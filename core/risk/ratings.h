#pragma once

#include "core/base/result.h"
#include "core/risk/schema.h"
#include "core/study/library.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// Where a value hangs; the narrower one wins (study → series → image).
enum class Level { Study, Series, Image };

struct Target
{
  Level level = Level::Image;
  std::string uid; ///< of the study, the series or the SOP instance
  int frame = 1;   ///< for images
};

struct Rating
{
  std::string component;
  double value = 0.0;
  std::string source;         ///< "person", "table", "immerkaer", "demo" …
  std::string author;         ///< who set it; may be a pseudonym
  std::string setAt;          ///< ISO 8601, UTC
  Level level = Level::Image; ///< inherited unless Image
  std::string rater{};        ///< whose own value it is; empty: measured, imported without a name
  bool adjudicated = false;   ///< decided after raters disagreed
};

/// component id → value in force. Unrated components are absent: unrated is not zero.
using QualityVector = std::map<std::string, Rating>;

/// A value to store, or with nullopt one to clear, and where it came from. A rating is the author's
/// own and leaves those of other raters alone; a measured value takes the place of the one before.
struct RatingChange
{
  Target target;
  std::string component;
  std::optional<double> value;
  std::string source;
  std::string author;
  bool adjudicated = false; ///< a decision between raters: wins over all of their values
  /// How long the author had looked at the image when setting it; none: not known.
  std::optional<double> seconds{};
};

/// Stores all of them in one batch of the history, or none: NotFound for an unknown component,
/// BadInput for a value that isn't on its scale. On disk when the call returns. Whether the targets
/// are in the library is the caller's to know.
Result<void> setRatings(study::Project& project, const std::vector<RatingChange>& changes);

/// The same for one component, one value and many targets. Clearing is a value of nullopt.
Result<void> setRating(study::Project& project, const std::vector<Target>& targets,
                       const std::string& component, std::optional<double> value,
                       const std::string& source, const std::string& author);

/// What is in force: of each rater the narrowest value, of those what core/risk/rater_values.h
/// says.
Result<QualityVector> qualityOf(study::Project& project, const study::ImageRecord& image);
/// The same for many images in few queries, in their order.
Result<std::vector<QualityVector>> qualityOf(study::Project& project,
                                             const std::vector<study::ImageRecord>& images);

/// The same as `rater` sees it: a decision between raters, else the rater's own value, else what is
/// in force. While the rater is blinded (core/risk/blinding.h) own ratings and measured values
/// alone.
Result<std::vector<QualityVector>> qualitySeenBy(study::Project& project,
                                                 const std::vector<study::ImageRecord>& images,
                                                 const std::string& rater);

/// Undo and redo over the history, batch by batch, the newest first; false when there is nothing
/// left. Both are entries of the history themselves, so nothing is ever lost, and both go on after
/// a restart. A new edit ends its author's chance to redo.
Result<bool> undo(study::Project& project);
Result<bool> redo(study::Project& project);

/// The same over what `rater` edited, empty: what was edited without a name. What others changed
/// since stays as they left it: an edit of which nothing else is left is passed over, and one from
/// before another's change of the scales can't be taken back.
Result<bool> undo(study::Project& project, const std::string& rater);
Result<bool> redo(study::Project& project, const std::string& rater);

/// One change; `source` is "undo" or "redo" for what those brought back.
struct HistoryEntry
{
  std::int64_t batch = 0;
  Target target;
  std::string component;
  std::optional<double> before;
  std::optional<double> after;
  std::string source;
  std::string author;
  std::string setAt;
  std::string rater{}; ///< whose value changed; empty: nobody's own
  bool adjudicated = false;
  std::optional<double> seconds{}; ///< see RatingChange
  std::string madeBy{};            ///< whose step it is, whoever the value names
};
/// Oldest first.
Result<std::vector<HistoryEntry>> history(study::Project& project);

/// All values as they are stored, not inherited, without `before` and batch.
Result<std::vector<HistoryEntry>> storedValues(study::Project& project);

} // namespace limpid::risk
