#include "core/study/dicom_repair.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace limpid::study {
namespace {

constexpr std::size_t preambleBytes = 132;
constexpr std::uint32_t undefinedLength = 0xFFFFFFFFU;
constexpr std::uint16_t itemGroup = 0xFFFE;
constexpr std::uint16_t sequenceEnd = 0xE0DD;
constexpr std::uint16_t itemEnd = 0xE00D;
constexpr int deepest = 32;
constexpr std::string_view highThroughputPrefix = "1.2.840.10008.1.2.4.20";
constexpr std::string_view plainJpeg2000 = "1.2.840.10008.1.2.4.90";

std::uint32_t littleEndian(std::string_view bytes, std::size_t at, std::size_t count)
{
  std::uint32_t number = 0;
  for (std::size_t byte = 0; byte < count; ++byte)
    number |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + byte]))
              << (8U * byte);
  return number;
}

struct Element
{
  std::uint16_t group = 0;
  std::uint16_t number = 0;
  std::uint32_t length = 0;
  std::size_t headerBytes = 0;
};

/// The header of the element at `at` (PS3.5 7.1.2), nothing beyond the end.
std::optional<Element> elementAt(std::string_view bytes, std::size_t at)
{
  if (at + 8 > bytes.size())
    return std::nullopt;
  Element element{static_cast<std::uint16_t>(littleEndian(bytes, at, 2)),
                  static_cast<std::uint16_t>(littleEndian(bytes, at + 2, 2)), 0, 8};
  constexpr auto longForms = std::to_array<std::string_view>(
      {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"});
  const std::string_view representation = bytes.substr(at + 4, 2);
  if (element.group == itemGroup) {
    element.length = littleEndian(bytes, at + 4, 4);
  } else if (std::ranges::find(longForms, representation) != longForms.end()) {
    if (at + 12 > bytes.size())
      return std::nullopt;
    element.length = littleEndian(bytes, at + 8, 4);
    element.headerBytes = 12;
  } else {
    element.length = littleEndian(bytes, at + 6, 2);
  }
  return element;
}

/// The first byte behind the element at `at`, sequences of undefined length included.
std::optional<std::size_t> endOf(std::string_view bytes, std::size_t at, const Element& element,
                                 int depth)
{
  std::size_t end = at + element.headerBytes;
  if (element.length != undefinedLength) {
    end += element.length;
    return end <= bytes.size() ? std::optional(end) : std::nullopt;
  }
  if (depth > deepest)
    return std::nullopt;
  for (;;) {
    const std::optional<Element> inner = elementAt(bytes, end);
    if (!inner)
      return std::nullopt;
    if (inner->group == itemGroup && (inner->number == sequenceEnd || inner->number == itemEnd))
      return end + inner->headerBytes;
    const auto innerEnd = endOf(bytes, end, *inner, depth + 1);
    if (!innerEnd)
      return std::nullopt;
    end = *innerEnd;
  }
}

} // namespace

bool isHighThroughput(std::string_view transferSyntaxUid)
{
  return transferSyntaxUid.size() == highThroughputPrefix.size() + 1 &&
         transferSyntaxUid.starts_with(highThroughputPrefix) && transferSyntaxUid.back() >= '1' &&
         transferSyntaxUid.back() <= '3';
}

std::string nameOfHighThroughput(std::string_view transferSyntaxUid)
{
  switch (transferSyntaxUid.back()) {
  case '1':
    return "High-Throughput JPEG 2000 (Lossless only)";
  case '2':
    return "High-Throughput JPEG 2000 with RPCL options (Lossless only)";
  default:
    return "High-Throughput JPEG 2000";
  }
}

bool nameAsJpeg2000(std::string& bytes)
{
  const std::size_t at = bytes.find(highThroughputPrefix, preambleBytes);
  constexpr std::size_t metaHeaderBytes = 4096;
  if (at == std::string::npos || at > metaHeaderBytes || at + 24 > bytes.size())
    return false;
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), 24, '\0');
  std::ranges::copy(plainJpeg2000, bytes.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

std::optional<std::string> withoutStrayItems(std::string_view bytes)
{
  std::string kept(bytes.substr(0, std::min(preambleBytes, bytes.size())));
  bool found = false;
  for (std::size_t at = preambleBytes; at < bytes.size();) {
    const std::optional<Element> element = elementAt(bytes, at);
    if (!element)
      break; // padding
    if (element->group == itemGroup) {
      found = true;
      at += element->headerBytes; // what stands in it is kept, as elements of the data set
      continue;
    }
    const std::optional<std::size_t> end = endOf(bytes, at, *element, 0);
    if (!end)
      return std::nullopt;
    kept += bytes.substr(at, *end - at);
    at = *end;
  }
  return found ? std::optional(std::move(kept)) : std::nullopt;
}

} // namespace limpid::study
