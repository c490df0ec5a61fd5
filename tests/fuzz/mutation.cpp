#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <cstdint>

namespace limpid::fuzz {
namespace {

constexpr std::size_t headerBytes = 4096;
constexpr std::size_t longestPiece = 512;

/// A place, in nine of ten cases in the first four kilobytes.
std::size_t placeIn(const std::string& bytes, Random& random)
{
  const std::size_t near =
      random.below(10) == 0 ? bytes.size() : std::min(bytes.size(), headerBytes);
  return static_cast<std::size_t>(random.below(near));
}

std::size_t lengthFrom(const std::string& bytes, std::size_t place, Random& random)
{
  const std::size_t most = std::min(longestPiece, bytes.size() - place);
  return static_cast<std::size_t>(random.below(most)) + 1;
}

/// Numbers that break arithmetic, two or four bytes wide.
void writeOddNumber(std::string& bytes, Random& random)
{
  constexpr std::uint32_t odd[] = {0,          1,          0x7F,       0xFF,       0x7FFF,
                                   0x8000,     0xFFFF,     0x7FFFFFFF, 0x80000000, 0xFFFFFFFF,
                                   0xFFFFFFFE, 0x00010000, 0x10000000};
  const std::uint32_t number = odd[random.below(std::size(odd))];
  const std::size_t place = placeIn(bytes, random);
  const std::size_t width = random.below(2) == 0 ? 2 : 4;
  for (std::size_t byte = 0; byte < width && place + byte < bytes.size(); ++byte)
    bytes[place + byte] = static_cast<char>((number >> (8U * byte)) & 0xFFU);
}

void changeOnce(std::string& bytes, Random& random)
{
  const std::size_t place = placeIn(bytes, random);
  const std::size_t length = lengthFrom(bytes, place, random);
  switch (random.below(7)) {
  case 0:
    bytes[place] =
        static_cast<char>(static_cast<std::uint8_t>(bytes[place]) ^ (1U << random.below(8)));
    break;
  case 1:
    bytes[place] = static_cast<char>(random.below(256));
    break;
  case 2:
    writeOddNumber(bytes, random);
    break;
  case 3:
    bytes.erase(place, length);
    break;
  case 4:
    bytes.insert(place, bytes.substr(placeIn(bytes, random), length));
    break;
  case 5: {
    const std::string piece = bytes.substr(place, length);
    const std::size_t target = placeIn(bytes, random);
    bytes.replace(target, std::min(piece.size(), bytes.size() - target), piece);
    break;
  }
  default:
    bytes.resize(random.below(4) == 0 ? place : bytes.size());
    break;
  }
}

} // namespace

std::string mutated(std::string bytes, Random& random)
{
  const std::uint64_t changes = 1 + random.below(8);
  for (std::uint64_t change = 0; change < changes && !bytes.empty(); ++change)
    changeOnce(bytes, random);
  return bytes;
}

} // namespace limpid::fuzz
