#include "core/imaging/tiff_check.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <fstream>
#include <optional>
#include <set>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

/// Numbers of a TIFF file, in its byte order.
class Numbers
{
public:
  explicit Numbers(const fs::path& path) : m_stream(path, std::ios::binary)
  {
    std::array<char, 2> order{};
    m_stream.read(order.data(), order.size());
    m_swapped = (order[0] == 'M') == (std::endian::native == std::endian::little);
  }

  /// Nothing behind the end of the file.
  template<typename Number>
  std::optional<Number> at(std::uint64_t place)
  {
    std::array<char, sizeof(Number)> bytes{};
    m_stream.clear();
    m_stream.seekg(static_cast<std::streamoff>(place));
    if (!m_stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
      return std::nullopt;
    if (m_swapped)
      std::ranges::reverse(bytes);
    return std::bit_cast<Number>(bytes);
  }

private:
  std::ifstream m_stream;
  bool m_swapped = false;
};

constexpr std::uint64_t entryBytes = 12;

/// The first number of the entry for `tag` in the directory at `place`, where it is a SHORT; else
/// `otherwise`, which is the standard's default.
std::uint16_t shortIn(Numbers& numbers, std::uint64_t place, std::uint16_t entries,
                      std::uint16_t tag, std::uint16_t otherwise)
{
  for (std::uint64_t entry = 0; entry < entries; ++entry) {
    const std::uint64_t at = place + sizeof(std::uint16_t) + entry * entryBytes;
    if (numbers.at<std::uint16_t>(at) != tag)
      continue;
    // More than two of them stand elsewhere in the file.
    const bool elsewhere = numbers.at<std::uint32_t>(at + 4).value_or(1) > 2;
    const std::uint64_t value = elsewhere ? numbers.at<std::uint32_t>(at + 8).value_or(0) : at + 8;
    return numbers.at<std::uint16_t>(value).value_or(otherwise);
  }
  return otherwise;
}

/// Pixels that ITK would give back as other values, without a word.
std::string misreadPixels(Numbers& numbers, std::uint64_t place, std::uint16_t entries)
{
  constexpr std::uint16_t bitsPerSample = 258;
  constexpr std::uint16_t photometricInterpretation = 262;
  constexpr std::uint16_t sampleFormat = 339;
  constexpr std::uint16_t floatingPoint = 3;
  const std::uint16_t bits = shortIn(numbers, place, entries, bitsPerSample, 1);
  const bool isFloat = shortIn(numbers, place, entries, sampleFormat, 1) == floatingPoint;
  if (bits >= 32 && !isFloat)
    return "its pixels are whole numbers of 32 bits or more; save it with 16 bits or as floating "
           "point";
  if (bits == 16 && isFloat)
    return "its pixels are floating point of 16 bits; save it with 32 bits";
  if (bits >= 8 && shortIn(numbers, place, entries, photometricInterpretation, 1) == 0)
    return "its pixels are white where they are 0; save it with black as 0";
  return {};
}

} // namespace

std::string damageInTiff(const fs::path& path)
{
  std::error_code status;
  const std::uintmax_t fileBytes = fs::file_size(path, status);
  if (status)
    return {}; // ITK says so
  Numbers numbers(path);
  std::set<std::uint32_t> seen;
  std::uint64_t bytes = 0;
  std::optional<std::uint32_t> place = numbers.at<std::uint32_t>(4);
  while (place && *place != 0) {
    const auto entries = numbers.at<std::uint16_t>(*place);
    if (!entries)
      break;
    if (!seen.insert(*place).second)
      return "its directories of pages lead back to an earlier one";
    const std::uint64_t entriesBytes = entryBytes * *entries;
    bytes += sizeof(std::uint16_t) + entriesBytes + sizeof(std::uint32_t);
    if (bytes > fileBytes)
      return "its directories of pages are larger than the file";
    if (std::string misread = misreadPixels(numbers, *place, *entries); !misread.empty())
      return misread;
    place = numbers.at<std::uint32_t>(*place + sizeof(std::uint16_t) + entriesBytes);
  }
  return {};
}

} // namespace limpid::imaging
