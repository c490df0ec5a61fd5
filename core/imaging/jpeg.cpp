#include "core/imaging/jpeg.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>
#include <turbojpeg.h>

#include <cstdint>
#include <memory>
#include <string>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mostBytes = std::uintmax_t{1} << 30U;
constexpr std::uintmax_t mostPixels = 1'000'000'000;
/// More than an empty picture gains: a block of 64 pixels takes at least a bit in each of its
/// scans.
constexpr std::uintmax_t mostPixelsPerByte = 2048;

struct Closer
{
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Closer>;

/// A file and the library's state for it.
struct OpenJpeg
{
  std::string bytes;
  Handle handle;
  JpegForm form;

  const unsigned char* data() const
  {
    return reinterpret_cast<const unsigned char*>(bytes.data()); // the library's byte
  }
};

tl::unexpected<Error> unreadable(const fs::path& path, const std::string& reason)
{
  return failure(ErrorCode::BadInput,
                 fmt::format("{} can't be read as JPEG: {}.", path.string(), reason));
}

/// The library's last sentence, without the name of its function before it.
std::string reasonOf(const Handle& handle)
{
  const std::string reason = tjGetErrorStr2(handle.get());
  const std::size_t name = reason.find("(): ");
  return name == std::string::npos ? reason : reason.substr(name + 4);
}

Result<OpenJpeg> openJpeg(const fs::path& path)
{
  Result<std::string> bytes = readFile(path, mostBytes);
  if (!bytes)
    return failure(bytes.error());
  OpenJpeg jpeg{*std::move(bytes), Handle(tjInitDecompress()), {}};
  if (jpeg.handle == nullptr)
    return failure(ErrorCode::NoResource,
                   fmt::format("There is too little memory for {}.", path.string()));
  int subsampling = 0;
  int colours = 0;
  if (tjDecompressHeader3(jpeg.handle.get(), jpeg.data(), jpeg.bytes.size(), &jpeg.form.columns,
                          &jpeg.form.rows, &subsampling, &colours) != 0)
    return unreadable(path, reasonOf(jpeg.handle));
  jpeg.form.samplesPerPixel = colours == TJCS_GRAY                           ? 1
                              : colours == TJCS_CMYK || colours == TJCS_YCCK ? 4
                                                                             : 3;
  const std::uintmax_t pixels =
      static_cast<std::uintmax_t>(jpeg.form.rows) * static_cast<std::uintmax_t>(jpeg.form.columns);
  if (pixels > mostPixels || pixels / mostPixelsPerByte > jpeg.bytes.size())
    return unreadable(path, fmt::format("it promises {} × {} pixels in {} bytes", jpeg.form.rows,
                                        jpeg.form.columns, jpeg.bytes.size()));
  return jpeg;
}

/// Luma of a pixel. Printing inks are stored inverted, as Adobe's programs do: all ink is 0.
double lumaOf(const unsigned char* pixel, int samples)
{
  if (samples == 1)
    return pixel[0];
  const double light = samples == 4 ? pixel[3] / 255.0 : 1.0;
  return light * (0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]);
}

} // namespace

Result<JpegForm> readJpegForm(const fs::path& path)
{
  const Result<OpenJpeg> jpeg = openJpeg(path);
  if (!jpeg)
    return failure(jpeg.error());
  return jpeg->form;
}

Result<Image> readJpeg(const fs::path& path)
{
  const Result<OpenJpeg> jpeg = openJpeg(path);
  if (!jpeg)
    return failure(jpeg.error());
  const int samples = jpeg->form.samplesPerPixel;
  const auto count =
      static_cast<std::size_t>(jpeg->form.rows) * static_cast<std::size_t>(jpeg->form.columns);
  std::vector<unsigned char> stored(count * static_cast<std::size_t>(samples));
  const int order = samples == 1 ? TJPF_GRAY : samples == 3 ? TJPF_RGB : TJPF_CMYK;
  if (tjDecompress2(jpeg->handle.get(), jpeg->data(), jpeg->bytes.size(), stored.data(),
                    jpeg->form.columns, 0, jpeg->form.rows, order,
                    TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT) != 0)
    return unreadable(path, reasonOf(jpeg->handle));
  Image image{jpeg->form.rows, jpeg->form.columns, 1, std::vector<float>(count), {}};
  for (std::size_t at = 0; at < count; ++at)
    image.pixels[at] =
        static_cast<float>(lumaOf(&stored[at * static_cast<std::size_t>(samples)], samples));
  return image;
}

} // namespace limpid::imaging
