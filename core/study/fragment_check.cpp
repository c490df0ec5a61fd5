#include "core/study/fragment_check.h"

#include "core/study/code_stream_check.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

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

struct Fragment
{
  std::uintmax_t place = 0; ///< of its first byte
  std::uint32_t length = 0;
};

/// The items between two places; the reason why they can't be followed to their end goes to
/// `damage`.
std::vector<Fragment> fragmentsIn(std::istream& stream, std::uintmax_t begin, std::uintmax_t end,
                                  std::string& damage)
{
  std::vector<Fragment> fragments;
  std::uintmax_t place = begin;
  while (place + tagAndLength <= end) {
    const Start start = startAt(stream, place, 0);
    if (start.tag == sequenceEnd && start.length == 0)
      return fragments;
    place += tagAndLength;
    if (start.tag != item) // GDCM ends the program at an end that has a length
      damage = "its fragments are damaged";
    else if (start.length > end - place)
      damage = "it ends in the middle of its pixels";
    if (!damage.empty())
      return fragments;
    fragments.push_back({place, start.length});
    place += start.length;
  }
  if (place != end) // some writers leave the end out; at half of one GDCM ends the program
    damage = "it ends in the middle of its pixels";
  return fragments;
}

/// The fragments behind the table of offsets. Those of a single frame belong together.
std::string damageInRunLengthsOf(std::istream& stream, const std::vector<Fragment>& fragments,
                                 const StoredForm& form)
{
  std::uint64_t all = 0;
  for (std::size_t at = 1; at < fragments.size(); ++at)
    all += fragments[at].length;
  for (std::size_t at = 1; at < fragments.size(); ++at) {
    const Fragment& fragment = fragments[at];
    const std::uint64_t length = form.frames == 1 ? all : fragment.length;
    if (std::string damage =
            damageInRunLengths(startOf(stream, fragment.place, fragment.length), length, form);
        !damage.empty())
      return damage;
    if (form.frames == 1)
      break;
  }
  return {};
}

} // namespace

std::string damageInFragments(std::istream& stream, std::uintmax_t begin, std::uintmax_t end,
                              const StoredForm& form)
{
  if (!arePixels(stream, begin))
    return "where its pixels begin is damaged";
  std::string damage;
  const std::vector<Fragment> fragments = fragmentsIn(stream, begin, end, damage);
  if (!damage.empty())
    return damage;
  if (form.transferSyntax == "RLE Lossless")
    return damageInRunLengthsOf(stream, fragments, form);
  for (const Fragment& fragment : fragments)
    if (damage = damageInCodeStream(startOf(stream, fragment.place, fragment.length), form);
        !damage.empty())
      return damage;
  return {};
}

} // namespace limpid::study
