#pragma once

#include "core/base/result.h"
#include "core/study/project.h"

#include <filesystem>

namespace limpid::risk {

/// Ratings as people keep them: one row for each study, series or image and rater that has any, a
/// column for each component. Columns level, uid, frame, rater, the components (numbers as on their
/// scale, n/a where unrated), confidence, comment, later, reviewed (the components whose measured
/// values the rater accepts), left_out (why the image stays out of data sets), decided ("yes": the
/// row's values are decisions between raters, the rater is who decided). CSV, TSV (.tsv, .tab) or
/// JSON (.json) by the ending; importTable() reads all of it back. Gives the number of rows.
///
/// It names images by their UIDs, no file and no patient.
Result<int> exportRatingTable(study::Project& project, const std::filesystem::path& file);

} // namespace limpid::risk
