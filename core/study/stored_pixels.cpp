#include "core/study/stored_pixels.h"

#include <fmt/format.h>

namespace limpid::study {

std::size_t bytesOfSample(SampleType type)
{
  switch (type) {
  case SampleType::UInt8:
  case SampleType::Int8:
    return 1;
  case SampleType::UInt16:
  case SampleType::Int16:
    return 2;
  case SampleType::UInt32:
  case SampleType::Int32:
  case SampleType::Float32:
    return 4;
  case SampleType::Float64:
    return 8;
  }
  return 1;
}

std::optional<SampleType> integerType(int bits, bool isSigned)
{
  switch (bits) {
  case 8:
    return isSigned ? SampleType::Int8 : SampleType::UInt8;
  case 16:
    return isSigned ? SampleType::Int16 : SampleType::UInt16;
  case 32:
    return isSigned ? SampleType::Int32 : SampleType::UInt32;
  default:
    return std::nullopt;
  }
}

std::size_t valuesInFrame(const StoredForm& form, std::size_t samples)
{
  return static_cast<std::size_t>(form.rows) * static_cast<std::size_t>(form.columns) * samples;
}

Error cannotDecode(const std::filesystem::path& file, const StoredForm& form, std::string_view why)
{
  return {ErrorCode::Unsupported,
          fmt::format("{} can't be decoded ({}, {} × {}, {} bits): {}.", file.string(),
                      form.transferSyntax, form.columns, form.rows, form.bitsAllocated, why)};
}

std::vector<char> unpackBits(std::span<const char> packed, int bitsPerValue, std::size_t count)
{
  const auto bits = static_cast<std::size_t>(bitsPerValue);
  const std::size_t bytesPerValue = bits > 8 ? 2 : 1;
  std::vector<char> unpacked(count * bytesPerValue, '\0');
  const std::size_t whole = std::min(count, packed.size() * 8 / bits);
  for (std::size_t value = 0; value < whole; ++value)
    for (std::size_t bit = 0; bit < bits; ++bit) {
      const std::size_t from = value * bits + bit;
      const unsigned set = (static_cast<std::uint8_t>(packed[from / 8]) >> (from % 8)) & 1U;
      char& byte = unpacked[value * bytesPerValue + bit / 8];
      byte = static_cast<char>(static_cast<unsigned>(static_cast<std::uint8_t>(byte)) |
                               (set << (bit % 8)));
    }
  return unpacked;
}

} // namespace limpid::study
