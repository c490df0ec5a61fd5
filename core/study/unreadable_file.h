#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace limpid::study {

/// How many bytes reasonInFirstBytes() looks at: preamble and "DICM".
constexpr std::size_t firstBytesNeeded = 132;

/// Empty when the first bytes of a file may be DICOM, else the sentence that says why they aren't.
/// A data set without preamble begins with group 0002 or 0008, in either byte order.
std::string reasonInFirstBytes(std::string_view start);

/// Why the header couldn't be parsed: no DICOM after all, cut off, or `error`.
std::string reasonOfBrokenHeader(std::string_view start, bool cutOff, std::string_view error);

} // namespace limpid::study
