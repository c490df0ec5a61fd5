#pragma once

#include "core/base/result.h"
#include "core/imaging/intensity.h"
#include "core/jobs/job.h"
#include "core/preparation/selection.h"

#include <optional>

namespace limpid::preparation {

/// The window of the data set: what was asked for, CT −1000 … 1000 HU, or the 0.5 and 99.5 %
/// percentiles over all its images, from at most some four million evenly spaced pixels; never per
/// image (M0). None: stopped. Images that can't be decoded don't count.
Result<std::optional<imaging::IntensityWindow>>
chooseWindow(const Selection& selection, const DatasetRequest& request, jobs::JobContext& context);

} // namespace limpid::preparation
