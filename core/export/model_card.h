#pragma once

#include "core/base/result.h"
#include "core/export/provenance.h"

#include <filesystem>

namespace limpid::exporting {

/// Writes `<folder>/model-card.md` for people who get the images without the project: intended use,
/// data (counts, never identities), reference quality, method, checks and limits. What isn't known
/// is said to be unknown.
Result<void> writeModelCard(const std::filesystem::path& folder, const Provenance& provenance);

} // namespace limpid::exporting
