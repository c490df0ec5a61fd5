#pragma once

#include "core/base/result.h"
#include "core/study/dicom_file.h"
#include "core/study/stored_pixels.h"

#include <filesystem>

namespace limpid::study {

/// Pixels that are coded (PS3.5 A.4), through GDCM: run lengths, JPEG, JPEG-LS, JPEG 2000.
/// `parsed` is the file, up to its pixels. BadInput where its fragments don't lie in the file.
Result<StoredPixels> codedPixels(const std::filesystem::path& file, const DicomFile& parsed,
                                 const StoredForm& form);

} // namespace limpid::study
