#pragma once

#include "core/base/result.h"

namespace limpid::study {

/// Quiets DCMTK's own log (its findings come back as reasons) and makes sure that its data
/// dictionary is there: without it files in implicit VR lose the meaning of their elements. Call it
/// before anything else of DCMTK; calling it again costs nothing.
Result<void> prepareDicomDictionary();

} // namespace limpid::study
