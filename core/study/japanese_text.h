#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace limpid::study {

/// UTF-8 of a text that switches to the characters of JIS X 0208 or 0212 (ISO 2022 IR 87 and 159),
/// with half-width katakana (IR 13) between: DCMTK on the C library's converter knows neither.
/// Nothing when there is no such switch, or the text is broken.
std::optional<std::string> japaneseAsUtf8(std::string_view text);

} // namespace limpid::study
