#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace limpid::dataset {

/// Marks a data set, a run or what came of them: a patient whose images are in it has been
/// withdrawn. `withdrawn.json` names the pseudonyms.
Result<void> markWithdrawn(const std::filesystem::path& folder, const std::string& pseudonym);

/// BadInput with a sentence when the folder is marked, or one of the two above it (RUN of
/// RUN/samples/NAME): no training, drawing or export goes on from there.
Result<void> checkNotWithdrawn(const std::filesystem::path& folder);

} // namespace limpid::dataset
