#pragma once

#include "core/base/result.h"
#include "core/dataset/safetensors.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::dataset {

/// The most that the format allows a header to take.
inline constexpr std::uint64_t headerLimitBytes = 100'000'000;

/// One entry of the header; the bytes are buffer[begin, end).
struct TensorEntry
{
  ElementType type = ElementType::Float32;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct SafetensorsHeader
{
  std::map<std::string, TensorEntry> tensors;
  std::map<std::string, std::string> metadata;
};

/// Shape × element size, or nothing when a dimension is negative or the product overflows.
std::optional<std::uint64_t> byteLength(ElementType type, const std::vector<std::int64_t>& shape);

/// Parses and checks the header's JSON against the buffer that follows it. The sentence of a
/// failure has no file name yet.
Result<SafetensorsHeader> parseHeader(std::string_view json, std::uint64_t bufferBytes);

/// The JSON text, padded with spaces so that 8 + its length is a multiple of 8.
Result<std::string> headerText(const SafetensorsHeader& header);

} // namespace limpid::dataset
