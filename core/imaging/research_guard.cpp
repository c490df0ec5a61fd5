#include "core/imaging/research_guard.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>

namespace limpid::imaging {
namespace {

std::size_t wordAt(const std::string& bytes, std::size_t at)
{
  return static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at])) * 256 +
         static_cast<std::uint8_t>(bytes[at + 1]);
}

/// Tables of codes: a class and place that exist, no more codes than a byte tells apart.
bool areHuffmanTables(const std::string& segment)
{
  constexpr std::size_t countsBytes = 17;
  std::size_t at = 0;
  while (at + countsBytes <= segment.size()) {
    const auto place = static_cast<std::uint8_t>(segment[at]);
    std::size_t codes = 0;
    std::size_t room = 1; // codes that are left at this length
    for (std::size_t length = 1; length < countsBytes; ++length) {
      const auto count = static_cast<std::uint8_t>(segment[at + length]);
      room = room * 2;
      if (count > room)
        return false;
      room -= count;
      codes += count;
    }
    if ((place >> 4U) > 1 || (place & 0x0FU) > 3 || codes > 256 ||
        at + countsBytes + codes > segment.size())
      return false;
    at += countsBytes + codes;
  }
  return at == segment.size();
}

bool isFrame(const std::string& segment)
{
  if (segment.size() < 6)
    return false;
  const auto components = static_cast<std::uint8_t>(segment[5]);
  if (segment[0] != 8 || wordAt(segment, 1) == 0 || wordAt(segment, 3) == 0 ||
      (components != 1 && components != 3 && components != 4) ||
      segment.size() != 6 + 3 * static_cast<std::size_t>(components))
    return false;
  for (std::size_t at = 7; at < segment.size(); at += 3) {
    const auto sampling = static_cast<std::uint8_t>(segment[at]);
    if ((sampling >> 4U) < 1 || (sampling >> 4U) > 4 || (sampling & 0x0FU) < 1 ||
        (sampling & 0x0FU) > 4)
      return false;
  }
  return true;
}

bool areQuantisationTables(const std::string& segment)
{
  std::size_t at = 0;
  while (at < segment.size()) {
    const auto place = static_cast<std::uint8_t>(segment[at]);
    if ((place >> 4U) > 1 || (place & 0x0FU) > 3)
      return false;
    at += (place >> 4U) == 0 ? 65 : 129;
  }
  return at == segment.size();
}

bool isSegment(std::uint8_t marker, const std::string& segment)
{
  switch (marker) {
  case 0xC0: // baseline, extended, progressive
  case 0xC1:
  case 0xC2:
    return isFrame(segment);
  case 0xC4:
    return areHuffmanTables(segment);
  case 0xDB:
    return areQuantisationTables(segment);
  case 0xDD:
    return segment.size() == 2;
  default: // remarks of programs; all else is no picture that libjpeg decodes
    return marker >= 0xE0 && marker != 0xFF;
  }
}

} // namespace

std::string damageInJpeg(const std::filesystem::path& path)
{
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  bool hasFrame = false;
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    const auto marker = static_cast<std::uint8_t>(bytes[at + 1]);
    if (static_cast<std::uint8_t>(bytes[at]) != 0xFFU)
      return "its markers are damaged";
    const std::size_t length = wordAt(bytes, at + 2);
    if (length < 2 || at + 2 + length > bytes.size())
      return "its markers are damaged";
    if (marker == 0xDA) // the picture begins
      return hasFrame ? "" : "it has no frame";
    const bool isFrameMarker = marker >= 0xC0 && marker <= 0xC2;
    if (!isSegment(marker, bytes.substr(at + 4, length - 2)) || (isFrameMarker && hasFrame))
      return "its tables are damaged";
    hasFrame = hasFrame || isFrameMarker;
    at += 2 + length;
  }
  return "it holds no picture";
}

std::string damageInNifti(const std::filesystem::path& path)
{
  std::string start(352, '\0');
  std::ifstream stream(path, std::ios::binary);
  if (!stream.read(start.data(), static_cast<std::streamsize>(start.size())))
    return {};
  std::int32_t headerBytes = 0;
  std::int16_t matrixCode = 0;
  std::array<float, 12> matrix{};
  std::memcpy(&headerBytes, &start[0], sizeof(headerBytes));
  std::memcpy(&matrixCode, &start[254], sizeof(matrixCode));
  std::memcpy(matrix.data(), &start[280], sizeof(matrix));
  constexpr std::int32_t niftiHeaderBytes = 348;
  if (headerBytes != niftiHeaderBytes || matrixCode == 0)
    return {};
  for (const float number : matrix)
    if (!std::isfinite(number))
      return "its matrix is damaged";
  const auto m = [&](std::size_t row, std::size_t column) {
    return static_cast<double>(matrix[4 * row + column]);
  };
  const double volume = m(0, 0) * (m(1, 1) * m(2, 2) - m(1, 2) * m(2, 1)) -
                        m(0, 1) * (m(1, 0) * m(2, 2) - m(1, 2) * m(2, 0)) +
                        m(0, 2) * (m(1, 0) * m(2, 1) - m(1, 1) * m(2, 0));
  return std::isfinite(volume) && std::abs(volume) > 1e-12 ? "" : "its matrix is damaged";
}

} // namespace limpid::imaging
