#pragma once

#include "core/base/result.h"
#include "core/preparation/prepare.h"
#include "core/preparation/selection.h"

namespace limpid::preparation {

/// Usage or BadInput for a request that no selection of images could fulfil.
Result<void> checkRequest(const DatasetRequest& request);

/// Pixels of the square that trains: what was asked for, or the smallest image's longer side up to
/// 64. BadInput when an image has fewer.
Result<int> chooseSize(const Selection& selection, const DatasetRequest& request);

} // namespace limpid::preparation
