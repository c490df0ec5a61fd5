#pragma once

#include "core/base/result.h"
#include "core/study/dicom_header.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace limpid::study {

enum class SampleType { UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Float64 };

enum class PixelColour {
  Grey,        ///< one sample, or the first of several
  Rgb,         ///< red, green, blue
  Luma,        ///< the first sample is the luminance (YBR_FULL)
  PartialLuma, ///< the same from 16 to 235 (YBR_PARTIAL)
  Palette      ///< one sample, an index
};

/// All frames of a file before rescale, in the byte order of this computer.
struct StoredPixels
{
  SampleType type = SampleType::UInt16;
  std::size_t samples = 1;
  bool planar = false; ///< colour by planes, not by pixels
  PixelColour colour = PixelColour::Grey;
  std::vector<char> bytes;
  std::size_t missingBytes = 0; ///< at the end of the file; they are zero here
};

std::size_t bytesOfSample(SampleType type);

/// Integers of this many bits; nothing for a number of bits that no computer has.
std::optional<SampleType> integerType(int bits, bool isSigned);

/// Samples of one frame.
std::size_t valuesInFrame(const StoredForm& form, std::size_t samples);

/// "… can't be decoded (JPEG Baseline, 512 × 512, 8 bits): …."
Error cannotDecode(const std::filesystem::path& file, const StoredForm& form, std::string_view why);

/// Bits packed across pixels, rows and frames, the lowest first (PS3.5 8.1.1), become bytes, or
/// 16-bit words where a pixel has more than eight bits. Missing ones become zero.
std::vector<char> unpackBits(std::span<const char> packed, int bitsPerValue, std::size_t count);

/// Calls `visit` with `count` values from value `first` on, as a vector of the type that is stored.
template<typename Visit>
void visitValues(const StoredPixels& pixels, std::size_t first, std::size_t count, Visit visit)
{
  const auto as = [&]<typename Value>(Value) {
    std::vector<Value> typed(count); // the bytes know no alignment
    if (count > 0)
      std::memcpy(typed.data(), &pixels.bytes[first * sizeof(Value)], count * sizeof(Value));
    visit(typed);
  };
  switch (pixels.type) {
  case SampleType::UInt8:
    return as(std::uint8_t{});
  case SampleType::Int8:
    return as(std::int8_t{});
  case SampleType::UInt16:
    return as(std::uint16_t{});
  case SampleType::Int16:
    return as(std::int16_t{});
  case SampleType::UInt32:
    return as(std::uint32_t{});
  case SampleType::Int32:
    return as(std::int32_t{});
  case SampleType::Float32:
    return as(float{});
  case SampleType::Float64:
    return as(double{});
  }
}

} // namespace limpid::study
