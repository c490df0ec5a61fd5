#include "core/imaging/picture.h"

#include <fmt/format.h>
#include <itkJPEGImageIO.h>
#include <itkPNGImageIO.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace limpid::imaging {
namespace {

constexpr std::size_t mostPixels = 100'000'000;

tl::unexpected<Error> unusable(const std::filesystem::path& path, const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("{} can't be read: {}.", path.string(), reason));
}

/// The readers are made by name: no factory of ITK is asked.
itk::ImageIOBase::Pointer readerOf(const std::filesystem::path& path)
{
  for (const itk::ImageIOBase::Pointer& reader :
       {itk::ImageIOBase::Pointer(itk::PNGImageIO::New()),
        itk::ImageIOBase::Pointer(itk::JPEGImageIO::New())})
    if (reader->CanReadFile(path.c_str()))
      return reader;
  return nullptr;
}

double componentAt(const std::vector<std::byte>& bytes, std::size_t place, bool wide)
{
  if (!wide)
    return static_cast<double>(bytes[place]);
  std::uint16_t value = 0;
  std::memcpy(&value, &bytes[2 * place], sizeof(value));
  return value / 257.0;
}

} // namespace

Result<Image> readPicture(const std::filesystem::path& path)
{
  constexpr std::array<double, 3> luma{0.299, 0.587, 0.114};
  try {
    const itk::ImageIOBase::Pointer reader = readerOf(path);
    if (!reader)
      return unusable(path, "it is neither PNG nor JPEG");
    reader->SetFileName(path.string());
    reader->ReadImageInformation();
    const bool wide = reader->GetComponentType() == itk::IOComponentEnum::USHORT;
    if (!wide && reader->GetComponentType() != itk::IOComponentEnum::UCHAR)
      return unusable(path, "it has neither 8 nor 16 bits");
    const std::size_t components = reader->GetNumberOfComponents();
    const std::size_t columns = reader->GetDimensions(0);
    const std::size_t rows = reader->GetDimensions(1);
    if (rows == 0 || columns == 0 || rows * columns > mostPixels)
      return unusable(path, fmt::format("it has {} × {} pixels", rows, columns));
    std::vector<std::byte> bytes(static_cast<std::size_t>(reader->GetImageSizeInBytes()));
    reader->Read(bytes.data());
    Image image;
    image.rows = static_cast<int>(rows);
    image.columns = static_cast<int>(columns);
    for (std::size_t pixel = 0; pixel < rows * columns; ++pixel) {
      double value = componentAt(bytes, pixel * components, wide);
      if (components >= 3) {
        value = 0.0;
        for (std::size_t colour = 0; colour < luma.size(); ++colour)
          value += luma[colour] * componentAt(bytes, pixel * components + colour, wide);
      }
      image.pixels.push_back(static_cast<float>(value));
    }
    return image;
  } catch (const itk::ExceptionObject& error) {
    return unusable(path, error.GetDescription());
  }
}

} // namespace limpid::imaging
