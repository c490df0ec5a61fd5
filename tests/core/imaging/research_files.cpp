#include "tests/core/imaging/research_files.h"

#include <zlib.h>

#include <cstring>
#include <fstream>

namespace limpid::imaging::test {
namespace {

constexpr int columns = 4;
constexpr int rows = 3;

std::string bytesOf(const Volume& volume)
{
  const std::vector<std::int16_t> values = valuesOf(volume);
  std::string bytes(values.size() * sizeof(std::int16_t), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

std::string metaHeader(const Volume& volume, const std::string& dataFile)
{
  return "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
         "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 5 6 7\nElementSpacing = 0.5 0.75 2\n"
         "DimSize = 4 3 " +
         std::to_string(volume.slices) +
         "\nElementType = MET_SHORT\nElementDataFile = " + dataFile + "\n";
}

} // namespace

void writeBytes(const std::filesystem::path& file, const std::string& bytes)
{
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

void writeGzip(const std::filesystem::path& file, const std::string& bytes)
{
  gzFile stream = gzopen(file.c_str(), "wb");
  gzwrite(stream, bytes.data(), static_cast<unsigned int>(bytes.size()));
  gzclose(stream);
}

std::vector<std::int16_t> valuesOf(const Volume& volume)
{
  std::vector<std::int16_t> values;
  for (int number = 0; number < volume.slices * volume.volumes; ++number)
    for (int row = 0; row < rows; ++row)
      for (int column = 0; column < columns; ++column)
        values.push_back(static_cast<std::int16_t>(100 * number + 10 * row + column));
  return values;
}

std::string niftiBytes(const Volume& volume)
{
  std::string bytes(352, '\0');
  const auto put = [&](std::size_t at, auto value) {
    std::memcpy(&bytes[at], &value, sizeof(value));
  };
  put(0, std::int32_t{348});
  const std::int16_t sizes[] = {static_cast<std::int16_t>(volume.volumes > 1 ? 4 : 3),
                                columns,
                                rows,
                                static_cast<std::int16_t>(volume.slices),
                                static_cast<std::int16_t>(volume.volumes),
                                1,
                                1,
                                1};
  std::memcpy(&bytes[40], sizes, sizeof(sizes));
  put(70, std::int16_t{4}); // DT_INT16
  put(72, std::int16_t{16});
  const float steps[] = {1.0F, 0.5F, 0.75F, 2.0F, 3.0F};
  std::memcpy(&bytes[76], steps, sizeof(steps));
  put(108, 352.0F);
  put(112, volume.slope);
  put(116, volume.intercept);
  bytes[123] = 2; // millimetres
  volume.description.copy(&bytes[148], 79);
  put(254, std::int16_t{1}); // sform: scanner
  const float rowsOfMatrix[] = {-0.5F, 0, 0, 5, 0, -0.75F, 0, 6, 0, 0, 2, 7};
  std::memcpy(&bytes[280], rowsOfMatrix, sizeof(rowsOfMatrix));
  std::memcpy(&bytes[344], "n+1", 4);
  return bytes + bytesOf(volume);
}

void writeNifti(const std::filesystem::path& file, const Volume& volume)
{
  writeBytes(file, niftiBytes(volume));
}

void writeNrrd(const std::filesystem::path& file, const Volume& volume)
{
  writeBytes(file,
             "NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 " +
                 std::to_string(volume.slices) +
                 "\nspace directions: (0.5,0,0) (0,0.75,0) (0,0,2)\n"
                 "kinds: domain domain domain\nendian: little\nencoding: raw\n"
                 "space origin: (5,6,7)\n" +
                 (volume.description.empty() ? "" : "note:=" + volume.description + "\n") + "\n" +
                 bytesOf(volume));
}

void writeMetaImage(const std::filesystem::path& file, const Volume& volume)
{
  writeBytes(file, metaHeader(volume, "LOCAL") + bytesOf(volume));
}

void writeMetaImagePair(const std::filesystem::path& file, const std::string& dataFile,
                        const Volume& volume)
{
  writeBytes(file, metaHeader(volume, dataFile));
  writeBytes(file.parent_path() / dataFile, bytesOf(volume));
}

void writeVectorNrrd(const std::filesystem::path& file)
{
  writeBytes(file,
             "NRRD0004\ntype: float\ndimension: 3\nsizes: 2 4 3\nkinds: vector domain domain\n"
             "endian: little\nencoding: raw\n\n" +
                 std::string(96, '\0'));
}

} // namespace limpid::imaging::test
