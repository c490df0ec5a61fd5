#include "core/study/japanese_text.h"

#include <array>
#include <cstdint>
#include <iconv.h>

namespace limpid::study {
namespace {

class Converter
{
public:
  Converter() : m_descriptor(::iconv_open("UTF-8", "ISO-2022-JP-2")) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter()
  {
    if (valid())
      ::iconv_close(m_descriptor);
  }

  bool valid() const { return m_descriptor != reinterpret_cast<iconv_t>(-1); }

  /// Appends what a piece of seven-bit text means; false when it is broken.
  bool convert(std::string piece, std::string& to) const
  {
    char* from = piece.data();
    std::size_t left = piece.size();
    while (left > 0) {
      std::array<char, 256> buffer{};
      char* out = buffer.data();
      std::size_t room = buffer.size();
      const std::size_t before = left;
      ::iconv(m_descriptor, &from, &left, &out, &room);
      to.append(buffer.data(), buffer.size() - room);
      if (left == before)
        return false;
    }
    return true;
  }

private:
  iconv_t m_descriptor;
};

/// U+FF61 … U+FF9F for 0xA1 … 0xDF (JIS X 0201).
std::string halfWidth(std::uint8_t byte)
{
  const unsigned letter = 0xFF61U + (byte - 0xA1U);
  return {static_cast<char>(0xE0U | (letter >> 12U)),
          static_cast<char>(0x80U | ((letter >> 6U) & 0x3FU)),
          static_cast<char>(0x80U | (letter & 0x3FU))};
}

} // namespace

std::optional<std::string> japaneseAsUtf8(std::string_view text)
{
  if (text.find("\x1B$") == std::string_view::npos)
    return std::nullopt;
  const Converter converter;
  if (!converter.valid())
    return std::nullopt;
  std::string converted;
  std::string piece;
  for (const char raw : text) {
    const auto byte = static_cast<std::uint8_t>(raw);
    if (byte < 0x80U) {
      piece += raw;
      continue;
    }
    if (byte < 0xA1U || byte > 0xDFU || !converter.convert(piece, converted))
      return std::nullopt;
    piece.clear();
    converted += halfWidth(byte);
  }
  if (!converter.convert(piece, converted))
    return std::nullopt;
  return converted;
}

} // namespace limpid::study
