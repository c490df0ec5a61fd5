#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace limpid::study {

/// Empty when the first bytes may be DICOM, else the sentence that says why they aren't. A data set
/// without preamble begins with group 0002 or 0008, in either byte order.
std::string reasonInFirstBytes(const std::filesystem::path& file);

/// Why the header couldn't be parsed: no DICOM after all, cut off, or `error`.
std::string reasonOfBrokenHeader(const std::filesystem::path& file, bool cutOff,
                                 std::string_view error);

} // namespace limpid::study
