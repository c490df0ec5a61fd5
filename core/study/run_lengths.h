#pragma once

#include <optional>
#include <span>
#include <vector>

namespace limpid::study {

/// The bytes of an RLE frame of one segment (PS3.5 annex G), `bytes` of them; nothing when it holds
/// fewer, or more than one segment.
std::optional<std::vector<char>> decodeRunLengths(std::span<const char> coded, std::size_t bytes);

} // namespace limpid::study
