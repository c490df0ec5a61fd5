#pragma once

#include "core/base/result.h"
#include "core/risk/schema.h"
#include "core/study/library.h"

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
};

/// component id → value in force. Unrated components are absent: unrated is not zero.
using QualityVector = std::map<std::string, Rating>;

/// Stored at once, with history. Clearing is a value of nullopt.
Result<void> setRating(study::Project& project, const std::vector<Target>& targets,
                       const std::string& component, std::optional<double> value,
                       const std::string& source, const std::string& author);

Result<QualityVector> qualityOf(study::Project& project, const study::ImageRecord& image);
/// The same for many images in few queries, in their order.
Result<std::vector<QualityVector>> qualityOf(study::Project& project,
                                             const std::vector<study::ImageRecord>& images);

/// Undo and redo over the history; false when there is nothing left. The newest batch first.
Result<bool> undo(study::Project& project);
Result<bool> redo(study::Project& project);

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
};
Result<std::vector<HistoryEntry>> history(study::Project& project);

} // namespace limpid::risk
