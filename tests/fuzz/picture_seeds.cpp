#include "tests/fuzz/seeds.h"

#include "core/base/atomic_file.h"
#include "core/imaging/png.h"
#include "tests/core/imaging/research_files.h"
#include "tests/support/dicom_files.h"
#include "tests/support/temporary_folder.h"

#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;

/// What `write` puts into a file of this name.
std::string written(const char* name, const std::function<void(const fs::path&)>& write)
{
  const support::TemporaryFolder folder;
  write(folder / name);
  Result<std::string> bytes = readFile(folder / name, std::uintmax_t{1} << 24U);
  if (!bytes)
    throw std::runtime_error(bytes.error().message);
  return *std::move(bytes);
}

std::string gzipped(const std::string& bytes)
{
  return written("packed", [&](const fs::path& file) { imaging::test::writeGzip(file, bytes); });
}

template<typename Number>
void append(std::string& bytes, Number number)
{
  bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

/// A little-endian TIFF file of 4 × 3 bytes, one strip (TIFF 6.0, section 2), by tag, type, value.
std::string smallTiff(std::uint16_t bits, std::uint16_t samples)
{
  const std::uint32_t strip = 4U * 3U * samples * bits / 8U;
  std::string bytes("II*\0\x08\0\0\0", 8);
  const std::uint32_t entries[][3] = {{256, 3, 4},
                                      {257, 3, 3},
                                      {258, 3, bits},
                                      {259, 3, 1},
                                      {262, 3, samples == 3 ? 2U : 1U},
                                      {273, 4, 134},
                                      {277, 3, samples},
                                      {278, 3, 3},
                                      {279, 4, strip},
                                      {284, 3, 1}};
  append(bytes, static_cast<std::uint16_t>(std::size(entries)));
  for (const auto& [tag, type, value] : entries) {
    append(bytes, static_cast<std::uint16_t>(tag));
    append(bytes, static_cast<std::uint16_t>(type));
    append(bytes, std::uint32_t{1});
    append(bytes, value);
  }
  append(bytes, std::uint32_t{0});
  bytes.resize(134, '\0');
  return bytes + std::string(strip, '\x55');
}

} // namespace

std::vector<std::string> dicomSeeds()
{
  return {written("a.dcm", [](const fs::path& file) {
    support::writeDicom(file, support::plantedSlice(1, 1, 8, 10.0));
  })};
}

std::vector<std::string> niftiSeeds()
{
  const std::string volume = imaging::test::niftiBytes({.slices = 3, .slope = 2.0F});
  const std::string series = imaging::test::niftiBytes({.volumes = 5});
  return {volume, series, gzipped(volume), gzipped(series)};
}

std::vector<std::string> nrrdSeeds()
{
  return {written("a.nrrd", [](const fs::path& file) { imaging::test::writeNrrd(file, {}); }),
          written("a.nrrd", [](const fs::path& file) { imaging::test::writeVectorNrrd(file); })};
}

std::vector<std::string> metaImageSeeds()
{
  return {
      written("a.mha", [](const fs::path& file) { imaging::test::writeMetaImage(file, {}); }),
      written("a.mhd",
              [](const fs::path& file) { imaging::test::writeMetaImagePair(file, "a.raw", {}); }),
      "NDims = 3\nDimSize = 4 3 2\nElementType = MET_SHORT\nElementSpacing = 1 1 2\n"
      "ElementDataFile = slice_%03d.raw 1 2 1\n"};
}

std::vector<std::string> tiffSeeds()
{
  return {smallTiff(8, 1), smallTiff(16, 1), smallTiff(8, 3)};
}

std::vector<std::string> pngSeeds()
{
  imaging::Image grey{24, 32, 1, std::vector<float>(24 * 32), {}};
  std::iota(grey.pixels.begin(), grey.pixels.end(), 0.0F);
  imaging::Image colour{8, 8, 3, std::vector<float>(8 * 8 * 3), {}};
  std::iota(colour.pixels.begin(), colour.pixels.end(), 0.0F);
  const auto png = [](const imaging::Image& image) {
    return written("a.png", [&](const fs::path& file) {
      if (const Result<void> saved = imaging::writePng(file, image, {0.0, 768.0}); !saved)
        throw std::runtime_error(saved.error().message);
    });
  };
  return {png(grey), png(colour)};
}

} // namespace limpid::fuzz
