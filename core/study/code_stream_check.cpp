#include "core/study/code_stream_check.h"

#include <cstdint>

namespace limpid::study {
namespace {

constexpr std::string_view jpegStart = "\xFF\xD8\xFF";
constexpr std::string_view jpeg2000Start = "\xFF\x4F\xFF\x51";
constexpr auto damaged = "the header of its pixels is damaged";

std::uint32_t byteAt(std::string_view bytes, std::size_t at)
{
  return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t shortAt(std::string_view bytes, std::size_t at)
{
  return (byteAt(bytes, at) << 8U) + byteAt(bytes, at + 1);
}

std::uint32_t longAt(std::string_view bytes, std::size_t at)
{
  return (shortAt(bytes, at) << 16U) + shortAt(bytes, at + 2);
}

/// SIZ (ISO/IEC 15444-1, A.5.1), whose length stands at byte 4.
std::string damageInSizes(std::string_view start, const StoredForm& form)
{
  constexpr std::size_t components = 42;
  constexpr std::size_t bytesOfOne = 3; // bits and sign, then how far apart the samples lie
  const auto samples = static_cast<std::size_t>(form.samplesPerPixel);
  if (start.size() < components + bytesOfOne * samples)
    return damaged;
  if (std::int64_t{longAt(start, 8)} - longAt(start, 16) != form.columns ||
      std::int64_t{longAt(start, 12)} - longAt(start, 20) != form.rows ||
      shortAt(start, 40) != samples)
    return "its pixels have another size than its header says";
  for (std::size_t sample = 0; sample < samples; ++sample) {
    const std::size_t at = components + bytesOfOne * sample;
    const int bits = static_cast<int>(byteAt(start, at) & 0x7FU) + 1;
    if (byteAt(start, at) != byteAt(start, components) || bits > form.bitsAllocated ||
        byteAt(start, at + 1) != 1 || byteAt(start, at + 2) != 1)
      return "its samples have another size than its header says";
  }
  return {};
}

bool standsAlone(std::uint32_t marker)
{
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/// Of JPEG itself, not of JPEG-LS.
bool isFrame(std::uint32_t marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The frame of JPEG-LS (ISO/IEC 14495-1, C.2.2).
bool agrees(std::string_view frame, const StoredForm& form)
{
  return frame.size() >= 6 && static_cast<int>(byteAt(frame, 0)) <= form.bitsAllocated &&
         static_cast<int>(shortAt(frame, 1)) == form.rows &&
         static_cast<int>(shortAt(frame, 3)) == form.columns &&
         static_cast<int>(byteAt(frame, 5)) == form.samplesPerPixel;
}

/// `segment` begins behind its length (ISO/IEC 10918-1, B.2).
bool isForgiven(std::uint32_t marker, std::string_view segment, const StoredForm& form)
{
  if (marker == 0xF7)
    return agrees(segment, form);
  if (isFrame(marker)) {
    if (segment.size() < 6)
      return false;
    const std::uint32_t bits = byteAt(segment, 0);
    const std::uint32_t components = byteAt(segment, 5);
    return bits >= 2 && bits <= 16 && (components == 1 || components == 3);
  }
  if (marker == 0xE0 && segment.size() >= 12 && segment.starts_with(std::string_view("JFIF\0", 5)))
    return byteAt(segment, 5) == 1; // its version
  if (marker == 0xEE && segment.size() >= 12 && segment.starts_with("Adobe"))
    return byteAt(segment, 11) <= 2; // its transform of colours
  return true;
}

/// Follows the markers up to the first scan, or to where `start` ends.
std::string damageInMarkers(std::string_view start, const StoredForm& form)
{
  constexpr std::uint32_t scan = 0xDA;
  for (std::size_t at = 2; at + 4 <= start.size();) {
    if (byteAt(start, at) != 0xFF)
      return damaged;
    const std::uint32_t marker = byteAt(start, at + 1);
    if (marker == scan)
      return {};
    if (marker == 0xFF) { // filled
      ++at;
      continue;
    }
    at += 2;
    if (standsAlone(marker))
      continue;
    const std::size_t length = shortAt(start, at);
    if (marker < 0xC0 || marker == 0xD8 || marker == 0xD9 || length < 2)
      return damaged;
    if (at + length > start.size())
      return {};
    if (!isForgiven(marker, start.substr(at + 2, length - 2), form))
      return damaged;
    at += length;
  }
  return {};
}

std::uint32_t littleEndianAt(std::string_view bytes, std::size_t at)
{
  return byteAt(bytes, at) + (byteAt(bytes, at + 1) << 8U) + (byteAt(bytes, at + 2) << 16U) +
         (byteAt(bytes, at + 3) << 24U);
}

} // namespace

std::string damageInRunLengths(std::string_view start, std::uint64_t length, const StoredForm& form)
{
  const auto segments =
      static_cast<std::size_t>((form.samplesPerPixel * form.bitsAllocated + 7) / 8);
  constexpr std::size_t mostSegments = 15;
  if (start.size() < runLengthHeaderBytes || segments > mostSegments ||
      littleEndianAt(start, 0) != segments)
    return damaged;
  std::uint32_t before = 0;
  for (std::size_t segment = 1; segment <= segments; ++segment) {
    const std::uint32_t place = littleEndianAt(start, 4 * segment);
    if (place < runLengthHeaderBytes || place <= before || place >= length)
      return damaged;
    before = place;
  }
  return {};
}

bool beginsImage(std::string_view bytes)
{
  return bytes.starts_with(jpegStart) || bytes.starts_with(jpeg2000Start);
}

std::string damageInCodeStream(std::string_view start, const StoredForm& form)
{
  if (start.starts_with(jpeg2000Start))
    return damageInSizes(start, form);
  return start.starts_with(jpegStart) ? damageInMarkers(start, form) : std::string();
}

} // namespace limpid::study
