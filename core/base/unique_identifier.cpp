#include "core/base/unique_identifier.h"

#include "core/base/digest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <random>

namespace limpid {
namespace {

/// 128 bits, the most significant word first.
using Bits = std::array<std::uint32_t, 4>;

/// Version and variant of RFC 9562, so that the number is a UUID as PS3.5 asks.
Bits asUuid(Bits bits, std::uint32_t version)
{
  bits[1] = (bits[1] & 0xFFFF0FFFU) | (version << 12);
  bits[2] = (bits[2] & 0x3FFFFFFFU) | 0x80000000U;
  return bits;
}

std::string decimal(Bits bits)
{
  std::string digits;
  while (std::any_of(bits.begin(), bits.end(), [](std::uint32_t word) { return word != 0; })) {
    std::uint64_t remainder = 0;
    for (std::uint32_t& word : bits) {
      const std::uint64_t dividend = (remainder << 32) | word;
      word = static_cast<std::uint32_t>(dividend / 10);
      remainder = dividend % 10;
    }
    digits.push_back(static_cast<char>('0' + remainder));
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

} // namespace

std::string uidOf(std::string_view identity)
{
  return uidOfDigest(digestOf(identity));
}

std::string uidOfDigest(std::string_view hexadecimal)
{
  Bits bits{};
  for (std::size_t word = 0; word < bits.size(); ++word) {
    const std::string_view digits = hexadecimal.substr(std::min(8 * word, hexadecimal.size()), 8);
    std::from_chars(digits.data(), digits.data() + digits.size(), bits[word], 16);
  }
  return "2.25." + decimal(asUuid(bits, 8));
}

std::string freshUid()
{
  std::random_device device;
  Bits bits{};
  for (std::uint32_t& word : bits)
    word = device();
  return "2.25." + decimal(asUuid(bits, 4));
}

} // namespace limpid
