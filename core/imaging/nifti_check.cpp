#include "core/imaging/nifti_check.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr std::int32_t headerBytes = 348;
constexpr std::int16_t colour = 128; // types of three and of four bytes
constexpr std::int16_t colourWithAlpha = 2304;
using Stream = std::unique_ptr<gzFile_s, int (*)(gzFile)>;

/// zlib reads plain files too.
Stream open(const fs::path& path)
{
  return {gzopen(path.c_str(), "rb"), gzclose};
}

/// The fields of the header (nifti1.h) that decide where things lie.
struct Header
{
  std::array<std::int16_t, 8> sizes{}; ///< number of axes, then the size of each
  std::int16_t type = 0;
  std::array<float, 4> steps{}; ///< handedness, then along three axes
  float offset = 0.0F;
  std::array<float, 2> scale{}; ///< slope and intercept
  std::int16_t rotationCode = 0;
  std::int16_t matrixCode = 0;
  std::array<float, 6> rotation{}; ///< quaternion, then the origin
  std::array<float, 12> matrix{};
  bool isPair = false; ///< pixels in an .img file
};

class Fields
{
public:
  explicit Fields(const std::array<char, headerBytes>& bytes) : m_bytes(bytes)
  {
    std::int32_t size = 0;
    read(0, size);
    m_swapped = size != headerBytes;
    read(0, size);
    // ITK tells the byte order by the number of axes, whatever the length of the header says.
    std::int16_t axes = 0;
    read(40, axes);
    m_known = size == headerBytes && axes >= 1 && axes <= 7;
  }

  bool known() const { return m_known; }

  template<typename Number>
  void read(std::size_t at, Number& number) const
  {
    std::array<char, sizeof(Number)> bytes{};
    std::copy_n(&m_bytes[at], bytes.size(), bytes.begin());
    if (m_swapped)
      std::ranges::reverse(bytes);
    number = std::bit_cast<Number>(bytes);
  }

  template<typename Number, std::size_t count>
  void read(std::size_t at, std::array<Number, count>& numbers) const
  {
    for (std::size_t number = 0; number < count; ++number)
      read(at + number * sizeof(Number), numbers[number]);
  }

private:
  const std::array<char, headerBytes>& m_bytes;
  bool m_swapped = false;
  bool m_known = false;
};

/// Bits that ITK takes for a pixel of a type (nifti1.h), which the header's own number needn't be;
/// 0 for the types that it doesn't know.
std::uintmax_t bitsOf(std::int16_t type)
{
  switch (type) {
  case 2:
  case 256:
    return 8;
  case 4:
  case 512:
    return 16;
  case colour:
    return 24;
  case 8:
  case 16:
  case 768:
  case colourWithAlpha:
    return 32;
  case 32:
  case 64:
  case 1024:
  case 1280:
    return 64;
  case 1536:
  case 1792:
    return 128;
  case 2048:
    return 256;
  default:
    return 0;
  }
}

/// Nothing for a header that ITK and this check might take for different ones.
std::optional<Header> headerOf(const fs::path& path)
{
  const Stream stream = open(path);
  std::array<char, headerBytes> bytes{};
  if (stream == nullptr || gzread(stream.get(), bytes.data(), headerBytes) != headerBytes)
    return std::nullopt;
  const Fields fields(bytes);
  if (!fields.known())
    return std::nullopt;
  Header header;
  fields.read(40, header.sizes);
  fields.read(70, header.type);
  fields.read(76, header.steps);
  fields.read(108, header.offset);
  fields.read(112, header.scale);
  fields.read(252, header.rotationCode);
  fields.read(254, header.matrixCode);
  fields.read(256, header.rotation);
  fields.read(280, header.matrix);
  header.isPair = std::memcmp(&bytes[344], "ni1", 3) == 0;
  return header;
}

template<typename Numbers>
bool areSane(const Numbers& numbers)
{
  constexpr float farthestMm = 1e7F;
  return std::ranges::all_of(numbers, [](float number) { return std::abs(number) <= farthestMm; });
}

/// Whether three axes span a space; scanners' are at right angles.
bool spansSpace(const std::array<float, 12>& matrix)
{
  constexpr double flattest = 1e-4; // of the volume of three axes at right angles
  const auto m = [&](std::size_t row, std::size_t column) {
    return static_cast<double>(matrix[4 * row + column]);
  };
  const auto length = [&](std::size_t axis) {
    return std::hypot(m(0, axis), m(1, axis), m(2, axis));
  };
  const double volume = m(0, 0) * (m(1, 1) * m(2, 2) - m(1, 2) * m(2, 1)) -
                        m(0, 1) * (m(1, 0) * m(2, 2) - m(1, 2) * m(2, 0)) +
                        m(0, 2) * (m(1, 0) * m(2, 1) - m(1, 1) * m(2, 0));
  const double most = length(0) * length(1) * length(2);
  return most > 1e-12 && std::abs(volume) >= flattest * most;
}

/// Whether ITK multiplies the numbers; it takes what is no number for none.
bool isScaled(const Header& header)
{
  const auto [slope, intercept] = header.scale;
  return std::isfinite(slope) && slope != 0.0F &&
         (slope != 1.0F || (std::isfinite(intercept) && intercept != 0.0F));
}

/// Whether ITK unpacks a file of this name.
bool isNamedPacked(const fs::path& path)
{
  return path.extension() == ".gz" || path.extension() == ".GZ";
}

/// Bytes of the pixels, and those before them in their file.
std::uintmax_t bytesWanted(const Header& header)
{
  std::uintmax_t bits = std::max<std::uintmax_t>(bitsOf(header.type), 1);
  const int axes = std::clamp<int>(header.sizes[0], 1, 7);
  constexpr std::uintmax_t mostBits = std::uintmax_t{1} << 56U; // more than any disk
  for (int axis = 1; axis <= axes; ++axis) {
    const auto size =
        static_cast<std::uintmax_t>(std::max<int>(header.sizes[static_cast<std::size_t>(axis)], 1));
    if (bits > mostBits / size)
      return mostBits;
    bits *= size;
  }
  const float least = header.isPair ? 0.0F : static_cast<float>(headerBytes);
  const float before = std::max(least, header.offset);
  return bits / 8 + static_cast<std::uintmax_t>(before);
}

bool isPacked(const fs::path& path)
{
  const Stream stream = open(path);
  return stream != nullptr && gzdirect(stream.get()) == 0;
}

/// Whether a file, unpacked, has so many bytes.
bool holds(const fs::path& path, std::uintmax_t bytes)
{
  const Stream stream = open(path);
  if (stream == nullptr)
    return false;
  std::error_code status;
  if (gzdirect(stream.get()) != 0)
    return fs::file_size(path, status) >= bytes && !status;
  std::vector<char> block(std::size_t{1} << 18U);
  for (std::uintmax_t found = 0; found < bytes;) {
    const int count = gzread(stream.get(), block.data(), static_cast<unsigned int>(block.size()));
    if (count <= 0)
      return false;
    found += static_cast<std::uintmax_t>(count);
  }
  return true;
}

/// "a.hdr" → "a.img", "a.hdr.gz" → "a.img.gz", or the other of the two where only that is there.
fs::path pixelFileOf(fs::path path, bool isPair)
{
  if (!isPair)
    return path;
  if (path.extension() == ".gz")
    path.replace_extension();
  path.replace_extension(".img");
  const fs::path packed = path.string() + ".gz";
  return fs::exists(path) ? path : packed;
}

} // namespace

std::string damageInNiftiHeader(const fs::path& path)
{
  const std::optional<Header> header = headerOf(path);
  if (!header)
    return "its header is damaged, or of another kind than NIfTI-1";
  if (isPacked(path) && !isNamedPacked(path))
    return "it is packed, which its name doesn't tell: .nii.gz would";
  if (bitsOf(header->type) == 0)
    return "its kind of numbers is unknown";
  if ((header->type == colour || header->type == colourWithAlpha) && isScaled(*header))
    return "it scales colours";
  const bool usesMatrix = header->matrixCode != 0;
  const bool usesRotation = header->rotationCode != 0;
  if (!areSane(header->steps) || (usesRotation && !areSane(header->rotation)) ||
      (usesMatrix && (!areSane(header->matrix) || !spansSpace(header->matrix))))
    return "where its pixels lie is damaged";
  return {};
}

std::string damageInNiftiPixels(const fs::path& path)
{
  const std::optional<Header> header = headerOf(path);
  if (!header)
    return {};
  return !(std::abs(header->offset) <= 1e9F) ||
                 !holds(pixelFileOf(path, header->isPair), bytesWanted(*header))
             ? "it ends in the middle of its pixels"
             : "";
}

} // namespace limpid::imaging
