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

} // namespace

std::string damageInTiff(const fs::path& path)
{
  constexpr std::uint64_t entryBytes = 12;
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
    place = numbers.at<std::uint32_t>(*place + sizeof(std::uint16_t) + entriesBytes);
  }
  return {};
}

} // namespace limpid::imaging
