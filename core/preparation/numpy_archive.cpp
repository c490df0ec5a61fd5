#include "core/preparation/numpy_archive.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cstring>
#include <optional>
#include <regex>
#include <string_view>

namespace limpid::preparation {
namespace {

constexpr std::uintmax_t mostBytes = 1U << 31U;
constexpr std::string_view npySuffix = ".npy";

// Of the zip format (APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12, 4.3.16).
constexpr std::uint32_t endOfDirectory = 0x06054b50;
constexpr std::uint32_t directoryEntry = 0x02014b50;
constexpr std::uint32_t localHeader = 0x04034b50;
constexpr std::size_t endSize = 22;
constexpr std::size_t entrySize = 46;
constexpr std::size_t localSize = 30;
constexpr std::uint16_t stored = 0;
constexpr std::uint16_t deflated = 8;

/// Little-endian number at `place`; nothing beyond the end.
template<typename T>
std::optional<T> numberAt(std::string_view bytes, std::size_t place)
{
  T value = 0;
  if (place > bytes.size() || bytes.size() - place < sizeof(T))
    return std::nullopt;
  std::memcpy(&value, bytes.data() + place, sizeof(T));
  return value;
}

struct Entry
{
  std::string name;
  std::uint16_t method = 0;
  std::size_t packedSize = 0;
  std::size_t size = 0;
  std::size_t header = 0;
};

std::optional<Entry> entryAt(std::string_view bytes, std::size_t place)
{
  if (bytes.size() < entrySize || place > bytes.size() - entrySize ||
      numberAt<std::uint32_t>(bytes, place) != directoryEntry)
    return std::nullopt;
  Entry entry;
  entry.method = *numberAt<std::uint16_t>(bytes, place + 10);
  entry.packedSize = *numberAt<std::uint32_t>(bytes, place + 20);
  entry.size = *numberAt<std::uint32_t>(bytes, place + 24);
  entry.header = *numberAt<std::uint32_t>(bytes, place + 42);
  entry.name = bytes.substr(place + entrySize, *numberAt<std::uint16_t>(bytes, place + 28));
  return entry;
}

std::vector<Entry> entriesOf(std::string_view bytes)
{
  std::vector<Entry> entries;
  for (std::size_t back = endSize; back <= bytes.size() && back < endSize + 65536; ++back) {
    const std::size_t end = bytes.size() - back;
    if (numberAt<std::uint32_t>(bytes, end) != endOfDirectory)
      continue;
    std::size_t place = *numberAt<std::uint32_t>(bytes, end + 16);
    while (const auto entry = entryAt(bytes, place)) {
      entries.push_back(*entry);
      place += entrySize + std::size_t{*numberAt<std::uint16_t>(bytes, place + 28)} +
               *numberAt<std::uint16_t>(bytes, place + 30) +
               *numberAt<std::uint16_t>(bytes, place + 32);
    }
    break;
  }
  return entries;
}

std::optional<std::string> inflated(std::string_view packed, std::size_t size)
{
  std::string bytes(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) // no zlib header inside a zip
    return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int ended = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return ended == Z_STREAM_END && stream.avail_out == 0 ? std::optional(bytes) : std::nullopt;
}

std::optional<std::string> contentOf(std::string_view bytes, const Entry& entry)
{
  if (numberAt<std::uint32_t>(bytes, entry.header) != localHeader || entry.size > mostBytes)
    return std::nullopt;
  const auto name = numberAt<std::uint16_t>(bytes, entry.header + 26);
  const auto extra = numberAt<std::uint16_t>(bytes, entry.header + 28);
  if (!name || !extra)
    return std::nullopt;
  const std::size_t begin = entry.header + localSize + *name + *extra;
  if (begin > bytes.size() || bytes.size() - begin < entry.packedSize)
    return std::nullopt;
  const std::string_view packed = bytes.substr(begin, entry.packedSize);
  if (entry.method == stored && entry.packedSize == entry.size)
    return std::string(packed);
  return entry.method == deflated ? inflated(packed, entry.size) : std::nullopt;
}

/// The .npy format, versions 1 to 3. Nothing for another type or order, or where the size is wrong.
std::optional<ByteArray> arrayOf(const std::string& npy)
{
  const auto version = numberAt<std::uint8_t>(npy, 6);
  if (!npy.starts_with("\x93NUMPY") || !version)
    return std::nullopt;
  const std::size_t start = *version == 1 ? 10 : 12;
  const auto length = *version == 1 ? numberAt<std::uint16_t>(npy, 8).value_or(0)
                                    : numberAt<std::uint32_t>(npy, 8).value_or(0);
  if (npy.size() < start || npy.size() - start < length)
    return std::nullopt;
  const std::string header = npy.substr(start, length);
  static const std::regex form(
      R"(.*'descr': '\|u1', 'fortran_order': False, 'shape': \(([0-9, ]*)\).*\s*)");
  std::smatch found;
  if (!std::regex_match(header, found, form))
    return std::nullopt;
  ByteArray array;
  std::uint64_t count = 1;
  static const std::regex number("[0-9]{1,9}");
  const std::string shape = found[1];
  for (std::sregex_iterator at(shape.begin(), shape.end(), number), end; at != end; ++at) {
    array.shape.push_back(std::stoll(at->str()));
    count *= static_cast<std::uint64_t>(array.shape.back());
    if (count > mostBytes)
      return std::nullopt;
  }
  if (npy.size() - start - length != count)
    return std::nullopt;
  array.values.assign(npy.begin() + static_cast<std::ptrdiff_t>(start + length), npy.end());
  return array;
}

} // namespace

Result<std::map<std::string, ByteArray>> readNumpyArchive(const std::filesystem::path& path)
{
  const auto damaged = [&](const std::string& reason) {
    return failure(ErrorCode::BadInput, fmt::format("{} {}.", path.string(), reason));
  };
  const auto bytes = readFile(path, mostBytes);
  if (!bytes)
    return failure(bytes.error());
  const std::vector<Entry> entries = entriesOf(*bytes);
  if (entries.empty())
    return damaged("is no archive of NumPy");
  std::map<std::string, ByteArray> arrays;
  for (const Entry& entry : entries) {
    if (!entry.name.ends_with(npySuffix))
      continue;
    const auto content = contentOf(*bytes, entry);
    if (!content)
      return damaged(fmt::format("is damaged: {} can't be unpacked", entry.name));
    if (auto array = arrayOf(*content))
      arrays.emplace(entry.name.substr(0, entry.name.size() - npySuffix.size()), std::move(*array));
  }
  return arrays;
}

} // namespace limpid::preparation
