#pragma once

// For the sources of core/risk only: DCMTK stays behind regional_map_dicom.h.

#include "core/base/result.h"
#include "core/risk/regional_map.h"
#include "core/risk/schema.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <filesystem>
#include <string>

namespace limpid::risk {

/// Composes the Parametric Map of one image. `header` is the image's own, de-identified.
/// Unsupported when it says no plane.
Result<void> writeParametricMap(const std::filesystem::path& file, DcmDataset& header, int frame,
                                const Component& component, const std::string& unit,
                                const RegionalMap& map);

} // namespace limpid::risk
