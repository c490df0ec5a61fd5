#pragma once

#include "core/base/result.h"
#include "core/study/patients.h"
#include "core/study/project.h"

namespace limpid::risk {

/// How many values are stored for a patient's studies, series and images.
Result<int> countRatings(study::Project& project, const study::PatientRecord& patient);

/// Deletes those values and their whole history; undo can't bring them back.
Result<void> forgetRatings(study::Project& project, const study::PatientRecord& patient);

} // namespace limpid::risk
