#include "core/study/run_lengths.h"

#include <algorithm>
#include <cstdint>

namespace limpid::study {
namespace {

constexpr std::size_t headerBytes = 64;

std::uint32_t wordAt(std::span<const char> bytes, std::size_t at)
{
  std::uint32_t word = 0;
  for (std::size_t byte = 0; byte < 4; ++byte)
    word |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + byte])) << (8U * byte);
  return word;
}

} // namespace

std::optional<std::vector<char>> decodeRunLengths(std::span<const char> coded, std::size_t bytes)
{
  if (coded.size() < headerBytes || wordAt(coded, 0) != 1)
    return std::nullopt;
  std::vector<char> decoded;
  decoded.reserve(bytes);
  std::size_t at = wordAt(coded, 4);
  while (at + 1 < coded.size() && decoded.size() < bytes) {
    const auto control = static_cast<std::int8_t>(coded[at++]);
    if (control >= 0) {
      const std::size_t count =
          std::min<std::size_t>(static_cast<std::size_t>(control) + 1, coded.size() - at);
      decoded.insert(decoded.end(), coded.begin() + static_cast<std::ptrdiff_t>(at),
                     coded.begin() + static_cast<std::ptrdiff_t>(at + count));
      at += count;
    } else if (control != -128) {
      decoded.insert(decoded.end(), static_cast<std::size_t>(1 - control), coded[at++]);
    }
  }
  if (decoded.size() < bytes)
    return std::nullopt;
  decoded.resize(bytes);
  return decoded;
}

} // namespace limpid::study
