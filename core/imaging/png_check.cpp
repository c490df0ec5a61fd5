#include "core/imaging/png_check.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view signature{"\x89PNG\r\n\x1A\n", 8};
constexpr std::uint32_t longestSide = 1'000'000; // libpng's own
constexpr std::uint64_t mostGain = 1100;         // deflate packs 1,032 bytes into one at the most
constexpr std::size_t blockBytes = std::size_t{1} << 16U;

struct Form
{
  std::uint32_t columns = 0;
  std::uint32_t rows = 0;
  unsigned int bits = 0;
  unsigned int colour = 0;
  bool interlaced = false;
};

constexpr unsigned int paletteColour = 3;

/// Samples of a pixel, by kind of colour (PNG, table 11.1); 0: there is no such kind.
unsigned int samplesOf(unsigned int colour)
{
  constexpr std::array<unsigned int, 7> samples{1, 0, 3, 1, 2, 0, 4};
  return colour < samples.size() ? samples[colour] : 0;
}

bool isKind(const Form& form)
{
  const bool wholeBytes = form.bits == 8 || form.bits == 16;
  const bool parts = form.bits == 1 || form.bits == 2 || form.bits == 4;
  switch (form.colour) {
  case 0:
    return wholeBytes || parts;
  case paletteColour:
    return parts || form.bits == 8;
  default:
    return samplesOf(form.colour) != 0 && wholeBytes;
  }
}

/// Rows of equal length: the picture, or one pass of Adam7 (PNG, section 8.2).
struct Pass
{
  std::uint64_t rows = 0;
  std::uint64_t rowBytes = 0; ///< without the filter's byte
};

std::vector<Pass> passesOf(const Form& form)
{
  const std::uint64_t pixelBits = std::uint64_t{samplesOf(form.colour)} * form.bits;
  const auto part = [](std::uint32_t size, std::uint32_t start, std::uint32_t step) {
    return size > start ? (std::uint64_t{size} - start + step - 1) / step : 0;
  };
  struct Grid
  {
    std::uint32_t left, top, across, down;
  };
  constexpr std::array<Grid, 7> adam{{{0, 0, 8, 8},
                                      {4, 0, 8, 8},
                                      {0, 4, 4, 8},
                                      {2, 0, 4, 4},
                                      {0, 2, 2, 4},
                                      {1, 0, 2, 2},
                                      {0, 1, 1, 2}}};
  std::vector<Pass> passes;
  for (const Grid& grid : adam) {
    const Grid used = form.interlaced ? grid : Grid{0, 0, 1, 1};
    const std::uint64_t columns = part(form.columns, used.left, used.across);
    const std::uint64_t rows = part(form.rows, used.top, used.down);
    if (columns > 0 && rows > 0)
      passes.push_back({rows, (columns * pixelBits + 7) / 8});
    if (!form.interlaced)
      break;
  }
  return passes;
}

/// Unpacks what the chunks IDAT hold, for the look alone.
class PixelCheck
{
public:
  explicit PixelCheck(const Form& form) : m_passes(passesOf(form))
  {
    for (const Pass& pass : m_passes)
      m_left += pass.rows * (pass.rowBytes + 1);
    inflateInit2(&m_stream, 0); // the window that the data name, as libpng takes it
  }
  ~PixelCheck() { inflateEnd(&m_stream); }
  PixelCheck(const PixelCheck&) = delete;
  PixelCheck& operator=(const PixelCheck&) = delete;

  std::uint64_t missing() const { return m_left; }

  /// False at the first byte that can't be unpacked, or begins a row with no filter's number.
  bool take(std::span<unsigned char> packed)
  {
    m_stream.next_in = packed.data();
    m_stream.avail_in = static_cast<unsigned int>(packed.size());
    m_stream.avail_out = 0;
    while (m_left > 0 && !m_ended && (m_stream.avail_in > 0 || m_stream.avail_out == 0)) {
      m_stream.next_out = m_block.data();
      m_stream.avail_out = static_cast<unsigned int>(m_block.size());
      const int state = inflate(&m_stream, Z_NO_FLUSH);
      if (state == Z_BUF_ERROR)
        break; // the rest is in the next part
      if (state != Z_OK && state != Z_STREAM_END)
        return false;
      m_ended = state == Z_STREAM_END;
      if (!takeRows(m_block.size() - m_stream.avail_out))
        return false;
    }
    return true;
  }

private:
  bool takeRows(std::size_t count)
  {
    constexpr unsigned char lastFilter = 4;
    for (std::size_t at = 0; at < count && m_left > 0;) {
      if (m_leftOfRow == 0) {
        if (m_block[at] > lastFilter)
          return false;
        while (m_row == m_passes[m_pass].rows) {
          ++m_pass;
          m_row = 0;
        }
        m_leftOfRow = m_passes[m_pass].rowBytes + 1;
        ++m_row;
      }
      const std::uint64_t step = std::min<std::uint64_t>(m_leftOfRow, count - at);
      at += static_cast<std::size_t>(step);
      m_leftOfRow -= step;
      m_left -= step;
    }
    return true;
  }

  std::vector<Pass> m_passes;
  std::size_t m_pass = 0;
  std::uint64_t m_row = 0;
  std::uint64_t m_leftOfRow = 0;
  std::uint64_t m_left = 0;
  bool m_ended = false;
  z_stream m_stream{};
  std::array<unsigned char, blockBytes> m_block{};
};

/// Reads a PNG chunk by chunk.
class PngCheck
{
public:
  explicit PngCheck(const fs::path& path) : m_file(path, std::ios::binary)
  {
    std::error_code status;
    m_bytes = fs::file_size(path, status);
  }

  std::string damage()
  {
    std::array<unsigned char, signature.size()> start{};
    if (!read(start) || !std::ranges::equal(start, signature, [](unsigned char byte, char wanted) {
          return byte == static_cast<unsigned char>(wanted);
        }))
      return "it doesn't begin like one";
    while (!m_ended)
      if (std::string found = damageInChunk(); !found.empty())
        return found;
    if (m_pixels == nullptr || m_pixels->missing() > 0)
      return "it holds fewer pixels than its header promises";
    return {};
  }

private:
  static constexpr auto cutOff = "it ends in the middle";

  bool read(std::span<unsigned char> bytes)
  {
    m_file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return m_file.gcount() == static_cast<std::streamsize>(bytes.size());
  }

  static std::uint32_t wordIn(std::span<const unsigned char> bytes)
  {
    return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
           (std::uint32_t{bytes[2]} << 8U) | bytes[3];
  }

  std::string damageInChunk()
  {
    std::array<unsigned char, 8> head{};
    if (!read(head))
      return cutOff;
    const std::uint32_t length = wordIn(head);
    const std::string type(head.begin() + 4, head.end());
    const bool named = std::ranges::all_of(type, [](char letter) {
      return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    });
    if (!named || length > std::numeric_limits<std::int32_t>::max())
      return "a part of it is damaged";
    if (length > m_bytes)
      return cutOff;
    if (std::string found = damageInOrder(type, length); !found.empty())
      return found;
    m_sum = crc32(0, head.data() + 4, 4);
    if (std::string found = damageInContent(type, length); !found.empty())
      return found;
    std::array<unsigned char, 4> sum{};
    if (!read(sum))
      return cutOff;
    if (wordIn(sum) != m_sum)
      return fmt::format("the check sum of its part {} is wrong", type);
    m_ended = type == "IEND";
    m_inPixels = type == "IDAT";
    return {};
  }

  /// What must come before what, once, and how long (PNG, section 5.6).
  std::string damageInOrder(const std::string& type, std::uint32_t length)
  {
    constexpr std::uint32_t headerBytes = 13;
    constexpr std::uint32_t mostColours = 256;
    const bool isHeader = type == "IHDR";
    if (isHeader != (m_pixels == nullptr) || (isHeader && length != headerBytes))
      return "its header isn't where it must be";
    if (type == "PLTE") {
      if (m_hasPalette || m_hasPixels || length % 3 != 0 || length == 0 || length / 3 > mostColours)
        return "its palette is damaged";
      m_hasPalette = true;
    } else if (type == "IDAT") {
      if (m_form.colour == paletteColour && !m_hasPalette)
        return "its palette is missing";
      if (m_hasPixels && !m_inPixels)
        return "its pixels are interrupted";
      m_hasPixels = true;
    } else if (!isHeader && type != "IEND" && type.front() <= 'Z') {
      return fmt::format("it needs {}, which isn't known", type);
    }
    return {};
  }

  std::string damageInContent(const std::string& type, std::uint32_t length)
  {
    std::vector<unsigned char> block(std::min<std::size_t>(length, blockBytes));
    for (std::size_t left = length; left > 0;) {
      const std::span<unsigned char> part(block.data(), std::min(left, block.size()));
      if (!read(part))
        return cutOff;
      m_sum = crc32(m_sum, part.data(), static_cast<unsigned int>(part.size()));
      left -= part.size();
      if (type == "IHDR") {
        if (std::string found = damageInHeader(part); !found.empty())
          return found;
      } else if (type == "IDAT" && !m_pixels->take(part)) {
        return "its pixels are damaged";
      }
    }
    return {};
  }

  std::string damageInHeader(std::span<const unsigned char> content)
  {
    m_form = {.columns = wordIn(content),
              .rows = wordIn(content.subspan(4)),
              .bits = content[8],
              .colour = content[9],
              .interlaced = content[12] == 1};
    if (m_form.columns == 0 || m_form.rows == 0 || m_form.columns > longestSide ||
        m_form.rows > longestSide)
      return fmt::format("its header is broken: {} × {} pixels", m_form.columns, m_form.rows);
    if (!isKind(m_form) || content[10] != 0 || content[11] != 0 || content[12] > 1)
      return fmt::format("its header is broken: colours of kind {} with {} bits", m_form.colour,
                         m_form.bits);
    m_pixels = std::make_unique<PixelCheck>(m_form);
    if (m_pixels->missing() / mostGain > m_bytes)
      return fmt::format("it promises {} bytes of pixels, which its {} bytes can't hold",
                         m_pixels->missing(), m_bytes);
    return {};
  }

  std::ifstream m_file;
  std::uintmax_t m_bytes = 0;
  unsigned long m_sum = 0;
  Form m_form;
  std::unique_ptr<PixelCheck> m_pixels; ///< once there is a header
  bool m_hasPalette = false;
  bool m_hasPixels = false;
  bool m_inPixels = false;
  bool m_ended = false;
};

} // namespace

std::string damageInPng(const fs::path& path)
{
  return PngCheck(path).damage();
}

} // namespace limpid::imaging
