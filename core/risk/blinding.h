#pragma once

#include "core/base/result.h"
#include "core/study/project.h"

#include <string>
#include <vector>

namespace limpid::risk {

/// Hides or shows what other raters said, for all raters of the project; who did it and when is
/// kept. Anybody may: it protects from being led, not from malice.
Result<void> setBlinded(study::Project& project, bool blinded, const std::string& author);
Result<bool> isBlinded(study::Project& project);

/// A blinded rater who has finished sees the others' values. Rating on after that is possible; the
/// audit trail shows that it came later.
Result<void> setFinished(study::Project& project, const std::string& rater, bool finished);
Result<bool> hasFinished(study::Project& project, const std::string& rater);

/// Whether this rater is shown what others said.
Result<bool> seesOtherRaters(study::Project& project, const std::string& rater);

struct RaterEvent
{
  std::string event; ///< "blinded", "unblinded", "finished", "resumed"
  std::string rater;
  std::string madeAt; ///< ISO 8601, UTC
};
/// Oldest first.
Result<std::vector<RaterEvent>> raterEvents(study::Project& project);

} // namespace limpid::risk
