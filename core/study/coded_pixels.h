#pragma once

#include "core/base/result.h"
#include "core/study/stored_pixels.h"

#include <filesystem>
#include <optional>
#include <string>

namespace limpid::study {

/// Pixels that are coded (PS3.5 A.4), through GDCM: run lengths, JPEG, JPEG-LS, JPEG 2000.
/// `content` stands for the file where it had to be unpacked or mended.
Result<StoredPixels> codedPixels(const std::filesystem::path& file,
                                 const std::optional<std::string>& content, const StoredForm& form);

} // namespace limpid::study
