#pragma once

#include "core/base/result.h"
#include "core/study/library.h"

#include <map>
#include <string>
#include <vector>

namespace limpid::risk {

/// Keeps images out of data sets from now on, or with `leaveOut` false lets them in again. One step
/// of the history, which undo takes back. `reason` is a few words for the reader, "no anatomy".
/// BadInput for an image without a UID.
Result<void> markLeftOut(study::Project& project, const std::vector<study::ImageKey>& images,
                         bool leaveOut, const std::string& reason);

/// The images that are left out, with the reasons.
Result<std::map<study::ImageKey, std::string>> leftOutImages(study::Project& project);

} // namespace limpid::risk
