#pragma once

// For the sources of core/study only: DCMTK stays behind deidentification.h.

#include "core/base/result.h"
#include "core/study/deidentification.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::study {

/// Why the pixels of an image may hold text that names somebody, as the end of a sentence; empty
/// when they don't: Burned In Annotation NO, or a kind of image that bears no text.
std::string burnedInConcern(DcmDataset& dataset);

/// Whether the image may show a face from which a person can be recognised: a head of CT, MR or a
/// photograph (PS3.15 E.3.2).
bool mayShowAFace(DcmDataset& dataset);

/// Paints rectangles of all frames with the darkest stored value; whether the pixels were coded and
/// are plain now. `file` is where the data set comes from. Unsupported for encodings that can't be
/// decoded or that don't keep pixels apart; BadInput for a rectangle that lies outside. The error's
/// message is the reason alone.
Result<bool> paintOver(DcmDataset& dataset, const std::filesystem::path& file,
                       const std::vector<PixelMask>& masks);

} // namespace limpid::study
