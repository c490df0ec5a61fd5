#pragma once

#include "core/base/result.h"
#include "core/study/project.h"

#include <filesystem>

namespace limpid::risk {

/// Who did what, when, and how long they had looked at the image, as CSV, oldest first: every
/// change of a value, what is left out of data sets, reviews, changes of the components and their
/// limits, undo and redo, blinding, and answers of matches by eye, undone ones too. Columns: time
/// (ISO 8601, UTC), who (made it, whosever the value is), act ("rated", "decided", "measured",
/// "cleared", "left out", "let in", "reviewed", "unreviewed", "components", "undo", "redo",
/// "blinded", "unblinded", "finished", "resumed"; "matched": before is the step, after its noise),
/// component, level, uid, frame, rater (whose value it is), before, after, seconds (empty: not
/// known). Gives the number of lines below the header.
Result<int> exportAudit(study::Project& project, const std::filesystem::path& table);

} // namespace limpid::risk
