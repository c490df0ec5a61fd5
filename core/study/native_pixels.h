#pragma once

#include "core/base/result.h"
#include "core/study/dicom_file.h"
#include "core/study/stored_pixels.h"

#include <filesystem>
#include <vector>

namespace limpid::study {

/// Pixels that aren't coded: integers of 1 to 16 and of 32 bits, packed or not, in either byte
/// order, floats and doubles (PS3.3 C.7.6.24). `parsed` must hold the whole file.
///
/// Where pixels are signed and no value of the file uses the bits above High Bit, the highest bit
/// is the sign; where one does, the writer filled whole words, and they count as they are. Bits
/// with an overlay in them are taken away.
Result<StoredPixels> nativePixels(DicomFile& parsed, const std::filesystem::path& file,
                                  const StoredForm& form);

/// The same of the bytes of Pixel Data, in little endian order; what is missing at their end counts
/// as zero.
Result<StoredPixels> nativePixels(std::vector<char> bytes, const std::filesystem::path& file,
                                  const StoredForm& form);

} // namespace limpid::study
