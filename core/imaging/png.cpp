#include "core/imaging/png.h"

#include <fmt/format.h>
#include <itkPNGImageIO.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unistd.h>

namespace limpid::imaging {
namespace {

std::vector<std::uint8_t> toBytes(const Image& image, const IntensityWindow& window)
{
  std::vector<std::uint8_t> bytes(image.pixels.size());
  std::ranges::transform(image.pixels, bytes.begin(), [&](float pixel) {
    const double share = (static_cast<double>(pixel) - window.low) / (window.high - window.low);
    return static_cast<std::uint8_t>(
        std::isfinite(share) ? std::lround(255.0 * std::clamp(share, 0.0, 1.0)) : 0);
  });
  return bytes;
}

/// The reader is made by name: no factory of ITK is asked. Throws itk::ExceptionObject.
void writeBytes(const std::filesystem::path& path, const Image& image,
                const std::vector<std::uint8_t>& bytes)
{
  const itk::PNGImageIO::Pointer writer = itk::PNGImageIO::New();
  writer->SetFileName(path.string());
  writer->SetNumberOfDimensions(2);
  writer->SetDimensions(0, static_cast<itk::SizeValueType>(image.columns));
  writer->SetDimensions(1, static_cast<itk::SizeValueType>(image.rows));
  const bool colour = image.channels == 3;
  writer->SetPixelType(colour ? itk::IOPixelEnum::RGB : itk::IOPixelEnum::SCALAR);
  writer->SetNumberOfComponents(colour ? 3 : 1);
  writer->SetComponentType(itk::IOComponentEnum::UCHAR);
  writer->SetUseCompression(true);
  writer->Write(bytes.data());
}

} // namespace

Result<void> writePng(const std::filesystem::path& path, const Image& image,
                      const IntensityWindow& window)
{
  if (image.rows <= 0 || image.columns <= 0 || (image.channels != 1 && image.channels != 3))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be written: an image of {} × {} with {} channels is no "
                               "PNG.",
                               path.string(), image.rows, image.columns, image.channels));
  // Two processes may draw the same thumbnail: each has a file of its own until the rename.
  const std::filesystem::path part = fmt::format("{}.{}.part", path.string(), ::getpid());
  std::error_code status;
  try {
    writeBytes(part, image, toBytes(image, window));
    std::filesystem::rename(part, path, status);
  } catch (const itk::ExceptionObject& error) {
    status = std::make_error_code(std::errc::io_error);
  }
  if (!status)
    return {};
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  return failure(::access(path.parent_path().c_str(), W_OK) == 0 ? ErrorCode::NoResource
                                                                 : ErrorCode::PermissionDenied,
                 fmt::format("{} can't be written: {}.", path.string(), status.message()));
}

} // namespace limpid::imaging
