#pragma once

// For the sources of core/study, core/risk and core/export, which write DICOM beside real images.

#include "core/base/result.h"
#include "core/study/library.h"
#include "core/study/project.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <memory>

namespace limpid::study {

/// The header of an image of the library as deidentify() would write it, with the pseudonym and the
/// mapped UIDs of this project, without pixels. NotFound when the library or the disk doesn't hold
/// the image; BadInput when its pixels may name somebody (see burnedInConcern()): what is made from
/// them could show it too.
Result<std::unique_ptr<DcmDataset>> deidentifiedHeader(Project& project, const ImageKey& image);

} // namespace limpid::study
