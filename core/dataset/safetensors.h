#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace limpid::dataset {

enum class ElementType { Float32, Float64, Int64, Int32, UInt8, BFloat16 };

std::int64_t bytesPerElement(ElementType type);
std::string toString(ElementType type); ///< as the format spells it: "F32", "BF16" …

/// Bytes of one tensor and what they mean. Does not own the bytes.
struct TensorView
{
  ElementType type = ElementType::Float32;
  std::vector<std::int64_t> shape;
  std::span<const std::byte> bytes;

  std::int64_t elements() const;
  /// Empty when the type isn't T's. T is float, double, int64_t, int32_t or uint8_t.
  template<typename T>
  std::span<const T> values() const;
};

/// The bytes of `values` under a shape; the values must outlive the view.
template<typename T>
TensorView viewOf(std::span<const T> values, std::vector<std::int64_t> shape);

/// A safetensors file, memory-mapped; the views stay valid while it lives. Header and offsets are
/// checked against the file's size before anything is used, as strictly as the format asks
/// (huggingface/safetensors, "Format"): the tensors fill the buffer without overlap or hole, no
/// name comes twice. A tensor that isn't aligned to its element in the file is copied. BadInput
/// when the file breaks a rule, Unsupported for element types other than the six above.
class SafetensorsFile
{
public:
  static Result<SafetensorsFile> open(const std::filesystem::path& path);
  SafetensorsFile(SafetensorsFile&&) noexcept;
  SafetensorsFile& operator=(SafetensorsFile&&) noexcept;
  ~SafetensorsFile();

  const std::map<std::string, TensorView>& tensors() const;
  /// NotFound with a sentence when there is none of that name.
  Result<TensorView> tensor(const std::string& name) const;
  const std::map<std::string, std::string>& metadata() const;

private:
  struct Mapping;
  explicit SafetensorsFile(std::unique_ptr<Mapping> mapping);
  std::unique_ptr<Mapping> m_mapping;
};

/// Written atomically and streamed from the views. The header is padded to 8 bytes and the largest
/// elements come first (then by name), so every tensor is aligned without holes. BadInput when a
/// shape doesn't fit its bytes.
Result<void> writeSafetensors(const std::filesystem::path& path,
                              const std::map<std::string, TensorView>& tensors,
                              const std::map<std::string, std::string>& metadata);

} // namespace limpid::dataset
