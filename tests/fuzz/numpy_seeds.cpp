#include "tests/fuzz/seeds.h"

#include <zlib.h>

#include <cstdint>

namespace limpid::fuzz {
namespace {

template<typename Number>
void append(std::string& bytes, Number number)
{
  bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

/// A stored zip of one array of bytes, 2 × 3 × 2 (APPNOTE.TXT 4.3; numpy/lib/format).
std::string smallNumpyArchive()
{
  std::string npy("\x93NUMPY\x01\x00\x76\x00", 10);
  npy += "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 2), }";
  npy.resize(127, ' ');
  npy += '\n' + std::string(12, '\x07');
  const std::string name = "train_images.npy";
  const auto header = [&](std::string start, std::size_t zeros) {
    append(start, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(npy.data()),
                                                   static_cast<unsigned int>(npy.size()))));
    append(start, static_cast<std::uint32_t>(npy.size()));
    append(start, static_cast<std::uint32_t>(npy.size()));
    append(start, static_cast<std::uint16_t>(name.size()));
    return start + std::string(zeros, '\0') + name;
  };
  std::string bytes = header(std::string("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0", 14), 2) + npy;
  const auto directory = static_cast<std::uint32_t>(bytes.size());
  bytes += header(std::string("PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0", 16), 16);
  const auto length = static_cast<std::uint32_t>(bytes.size()) - directory;
  bytes += std::string("PK\x05\x06\0\0\0\0\x01\0\x01\0", 12);
  append(bytes, length);
  append(bytes, directory);
  return bytes + std::string(2, '\0');
}

} // namespace

std::vector<std::string> numpySeeds()
{
  return {smallNumpyArchive()};
}

} // namespace limpid::fuzz
