#pragma once

// For the sources of core/study only: DCMTK stays behind deidentification.h.

#include "core/base/result.h"

#include <filesystem>

class DcmDataset;

namespace limpid::study {

/// Puts plain pixels in the place of coded ones, decoded as the pixel reader does it, and what the
/// Image Pixel Module says of them. `file` is where the data set comes from; it is to be written in
/// Explicit VR Little Endian. The error's message is the reason alone.
Result<void> decodePixels(DcmDataset& dataset, const std::filesystem::path& file);

} // namespace limpid::study
