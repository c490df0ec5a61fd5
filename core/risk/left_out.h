#pragma once

#include "core/base/result.h"
#include "core/risk/edit.h"
#include "core/study/library.h"

#include <map>
#include <string>
#include <vector>

namespace limpid::risk {

/// What keeps images out of data sets from now on, or with `leaveOut` false lets them in again.
/// `reason` is a few words for the reader, "no anatomy".
Edit leftOutEdit(const std::vector<study::ImageKey>& images, bool leaveOut,
                 const std::string& reason);

/// Stores that: one step of the history, `author`'s, which undo takes back. BadInput for an image
/// without a UID.
Result<void> markLeftOut(study::Project& project, const std::vector<study::ImageKey>& images,
                         bool leaveOut, const std::string& reason, const std::string& author = {});

/// The images that are left out, with the reasons.
Result<std::map<study::ImageKey, std::string>> leftOutImages(study::Project& project);

} // namespace limpid::risk
