#include "core/study/fragment_check.h"

#include "core/study/code_stream_check.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace limpid::study {
namespace {

constexpr std::uintmax_t tagAndLength = 8;
constexpr std::uint32_t pixelData = 0x7FE0'0010;
constexpr std::uint32_t item = 0xFFFE'E000;
constexpr std::uint32_t sequenceEnd = 0xFFFE'E0DD;
constexpr std::uint32_t unknownLength = 0xFFFF'FFFF;

/// What stands before a value in little endian, as coded pixels always do.
struct Start
{
  std::uint32_t tag = 0;
  std::uint32_t length = 0;
};

std::uint32_t shortAt(const std::array<unsigned char, 12>& bytes, std::size_t at)
{
  return bytes[at] + (static_cast<std::uint32_t>(bytes[at + 1]) << 8U);
}

/// `gap` bytes lie between tag and length.
Start startAt(std::istream& stream, std::uintmax_t place, std::size_t gap)
{
  std::array<unsigned char, 12> bytes{};
  stream.clear();
  stream.seekg(static_cast<std::streamoff>(place));
  stream.read(reinterpret_cast<char*>(bytes.data()),
              static_cast<std::streamsize>(tagAndLength + gap));
  return {(shortAt(bytes, 0) << 16U) + shortAt(bytes, 2),
          shortAt(bytes, 4 + gap) + (shortAt(bytes, 6 + gap) << 16U)};
}

/// The first bytes of a fragment: many where it begins an image, else a few.
std::string startOf(std::istream& stream, std::uintmax_t place, std::uint32_t length)
{
  std::string bytes(std::min<std::size_t>(length, runLengthHeaderBytes), '\0');
  stream.clear();
  stream.seekg(static_cast<std::streamoff>(place));
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!beginsImage(bytes))
    return bytes;
  const std::size_t seen = bytes.size();
  bytes.resize(std::min<std::size_t>(length, codeStreamStartBytes));
  stream.read(&bytes[seen], static_cast<std::streamsize>(bytes.size() - seen));
  return bytes;
}

/// Whether pixels of unknown length begin at a place, with their kind before the length or without
/// (explicit and implicit, PS3.5 7.1; some writers use the second for coded pixels too).
bool arePixels(std::istream& stream, std::uintmax_t begin)
{
  for (const std::size_t kindBytes : {4U, 0U}) {
    if (begin < tagAndLength + kindBytes)
      continue;
    const Start element = startAt(stream, begin - tagAndLength - kindBytes, kindBytes);
    if (element.tag == pixelData && element.length == unknownLength)
      return true;
  }
  return false;
}

} // namespace

std::string damageInFragments(std::istream& stream, std::uintmax_t begin, std::uintmax_t end,
                              const StoredForm& form)
{
  if (!arePixels(stream, begin))
    return "where its pixels begin is damaged";
  const bool runLengths = form.transferSyntax == "RLE Lossless";
  std::uintmax_t place = begin;
  bool isTable = true; // of offsets: the first item
  while (place + tagAndLength <= end) {
    const Start fragment = startAt(stream, place, 0);
    if (fragment.tag == sequenceEnd && fragment.length == 0)
      return {};
    if (fragment.tag != item) // GDCM ends the program at an end that has a length
      return "its fragments are damaged";
    place += tagAndLength;
    if (fragment.length > end - place)
      return "it ends in the middle of its pixels";
    const std::string start = startOf(stream, place, fragment.length);
    if (std::string damage = runLengths && !isTable
                                 ? damageInRunLengths(start, fragment.length, form)
                                 : damageInCodeStream(start, form);
        !damage.empty())
      return damage;
    isTable = false;
    place += fragment.length;
  }
  // Some writers leave the end out; at half of one GDCM ends the program.
  return place == end ? "" : "it ends in the middle of its pixels";
}

} // namespace limpid::study
