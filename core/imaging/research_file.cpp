#include "core/imaging/research_file.h"

#include "core/imaging/file_pattern.h"
#include "core/imaging/jpeg.h"
#include "core/imaging/meta_image_check.h"
#include "core/imaging/missing_pixels.h"
#include "core/imaging/nifti_check.h"
#include "core/imaging/png_check.h"
#include "core/imaging/research_header.h"
#include "core/imaging/tiff_check.h"

#include <fmt/format.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>
#include <itkPNGImageIO.h>
#include <itkTIFFImageIO.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mostBytes = std::uintmax_t{8} << 30U;
/// More than any of the formats' codecs gains on a picture; a broken header promises more.
constexpr std::uintmax_t mostGain = 4096;
constexpr std::uintmax_t smallBytes = std::uintmax_t{64} << 20U;

itk::ImageIOBase::Pointer readerFor(ResearchFormat format)
{
  switch (format) {
  case ResearchFormat::Nifti:
    return itk::NiftiImageIO::New().GetPointer();
  case ResearchFormat::Nrrd:
    return itk::NrrdImageIO::New().GetPointer();
  case ResearchFormat::MetaImage:
    return itk::MetaImageIO::New().GetPointer();
  case ResearchFormat::Tiff:
    return itk::TIFFImageIO::New().GetPointer();
  case ResearchFormat::Png:
    return itk::PNGImageIO::New().GetPointer();
  case ResearchFormat::Jpeg: // not through ITK
    return nullptr;
  }
  return nullptr;
}

template<typename Value>
Image imageOf(const std::vector<char>& bytes, const ResearchHeader& header, std::size_t number)
{
  const auto samples = static_cast<std::size_t>(header.samplesPerPixel);
  const std::size_t count =
      static_cast<std::size_t>(header.rows) * static_cast<std::size_t>(header.columns);
  std::vector<Value> values(count * samples);
  std::memcpy(values.data(), &bytes[number * count * samples * sizeof(Value)],
              values.size() * sizeof(Value));
  Image image{header.rows, header.columns, 1, std::vector<float>(count), header.spacingMm};
  for (std::size_t at = 0; at < count; ++at) {
    const auto sample = [&](std::size_t which) {
      return static_cast<double>(values[at * samples + which]);
    };
    image.pixels[at] = static_cast<float>(
        samples >= 3 ? 0.299 * sample(0) + 0.587 * sample(1) + 0.114 * sample(2) : sample(0));
  }
  return image;
}

/// Calls `visit` with a value of the type that the file stores; false when there is none such.
template<typename Visit>
bool visitType(itk::IOComponentEnum type, Visit visit)
{
  switch (type) {
  case itk::IOComponentEnum::UCHAR:
    return visit(static_cast<unsigned char>(0)), true;
  case itk::IOComponentEnum::CHAR:
    return visit(static_cast<signed char>(0)), true;
  case itk::IOComponentEnum::USHORT:
    return visit(static_cast<unsigned short>(0)), true;
  case itk::IOComponentEnum::SHORT:
    return visit(static_cast<short>(0)), true;
  case itk::IOComponentEnum::UINT:
    return visit(0U), true;
  case itk::IOComponentEnum::INT:
    return visit(0), true;
  case itk::IOComponentEnum::ULONG:
    return visit(0UL), true;
  case itk::IOComponentEnum::LONG:
    return visit(0L), true;
  case itk::IOComponentEnum::ULONGLONG:
    return visit(0ULL), true;
  case itk::IOComponentEnum::LONGLONG:
    return visit(0LL), true;
  case itk::IOComponentEnum::FLOAT:
    return visit(0.0F), true;
  case itk::IOComponentEnum::DOUBLE:
    return visit(0.0), true;
  default:
    return false;
  }
}

/// Of the file and those that hold its pixels.
std::uintmax_t bytesOf(const fs::path& path, const ResearchHeader& header)
{
  std::error_code status;
  std::uintmax_t bytes = fs::file_size(path, status);
  for (const fs::path& file : header.dataFiles)
    bytes += fs::file_size(file, status);
  return bytes;
}

/// ITK's own count of the bytes wraps around; this one stays below 2^62 (see readSizes()).
std::uintmax_t numbersIn(const ResearchHeader& header)
{
  return static_cast<std::uintmax_t>(header.rows) * static_cast<std::uintmax_t>(header.columns) *
         static_cast<std::uintmax_t>(header.images()) *
         static_cast<std::uintmax_t>(header.samplesPerPixel);
}

Result<std::vector<Image>> imagesOf(itk::ImageIOBase& reader, const fs::path& path,
                                    const ResearchHeader& header)
{
  const std::uintmax_t numbers = numbersIn(header);
  const std::uintmax_t numberBytes = reader.GetComponentSize();
  if (numbers > mostBytes / numberBytes)
    return failure(ErrorCode::NoResource,
                   fmt::format("{} unpacks to {} numbers of {} bytes; Limpid reads up to {} bytes.",
                               path.string(), numbers, numberBytes, mostBytes));
  const std::uintmax_t needed = numbers * numberBytes;
  if (needed > smallBytes && needed / mostGain > bytesOf(path, header))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} promises {} bytes of pixels, which its {} bytes can't hold.",
                               path.string(), needed, bytesOf(path, header)));
  itk::ImageIORegion region(reader.GetNumberOfDimensions());
  for (unsigned int axis = 0; axis < reader.GetNumberOfDimensions(); ++axis)
    region.SetSize(axis, reader.GetDimensions(axis));
  reader.SetIORegion(region);
  std::vector<char> bytes(static_cast<std::size_t>(needed));
  reader.Read(bytes.data());
  std::vector<Image> images;
  const bool known = visitType(reader.GetComponentType(), [&]<typename Value>(Value) {
    for (int number = 0; number < header.images(); ++number)
      images.push_back(imageOf<Value>(bytes, header, static_cast<std::size_t>(number)));
  });
  if (!known)
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} holds numbers of an unknown kind.", path.string()));
  return images;
}

/// What ITK's reader has made of the names of the files with the pixels, looked at.
std::string damageInDataFiles(itk::ImageIOBase& reader, const ResearchHeader& header)
{
  auto* const metaImage = dynamic_cast<itk::MetaImageIO*>(&reader);
  const unsigned int axes = reader.GetNumberOfDimensions();
  if (metaImage == nullptr || axes == 0)
    return {};
  return damageInFilePattern(metaImage->GetMetaImagePointer()->ElementDataFileName(),
                             reader.GetDimensions(axes - 1), header.dataFiles.size());
}

/// ITK's sentence without its place in ITK's sources, in one line.
std::string reasonOf(const itk::ExceptionObject& exception)
{
  std::string reason = exception.GetDescription();
  if (const std::size_t place = reason.find("): "); place != std::string::npos)
    reason.erase(0, place + 3);
  std::ranges::replace(reason, '\n', ' ');
  reason.erase(reason.find_last_not_of(" .") + 1);
  return reason.empty() ? "it is damaged" : reason;
}

Result<ResearchHeader> jpegHeaderOf(const fs::path& path)
{
  const Result<JpegForm> form = readJpegForm(path);
  if (!form)
    return failure(form.error());
  ResearchHeader header;
  header.rows = form->rows;
  header.columns = form->columns;
  header.samplesPerPixel = form->samplesPerPixel;
  header.sampleType = "unsigned_char";
  header.namesSynthetic = beginsWithWordSynthetic(path);
  return header;
}

Error unreadable(const fs::path& path, ResearchFormat format, const std::string& reason)
{
  return {ErrorCode::BadInput,
          fmt::format("{} can't be read as {}: {}.", path.string(), nameOf(format), reason)};
}

/// What the format's check finds in a file before ITK sees it.
std::string damageIn(const fs::path& path, ResearchFormat format)
{
  switch (format) {
  case ResearchFormat::Nifti:
    return damageInNiftiHeader(path);
  case ResearchFormat::Nrrd:
    return damageInNrrdPattern(path);
  case ResearchFormat::MetaImage:
    return damageInMetaImageAxes(path);
  case ResearchFormat::Png:
    return damageInPng(path);
  case ResearchFormat::Tiff:
    return damageInTiff(path);
  default:
    return {};
  }
}

/// Runs `work` with a reader and turns what ITK throws into an Error.
template<typename Value, typename Work>
Result<Value> withReader(const fs::path& path, ResearchFormat format, const Work& work)
{
  if (const std::string damage = damageIn(path, format); !damage.empty())
    return failure(unreadable(path, format, damage));
  try {
    const itk::ImageIOBase::Pointer reader = readerFor(format);
    return work(*reader);
  } catch (const itk::ExceptionObject& exception) {
    return failure(unreadable(path, format, reasonOf(exception)));
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::NoResource,
                   fmt::format("There is too little memory for the pixels of {}.", path.string()));
  } catch (const std::exception& exception) {
    return failure(unreadable(path, format, exception.what()));
  }
}

} // namespace

Result<ResearchHeader> readResearchHeader(const fs::path& path, ResearchFormat format)
{
  if (format == ResearchFormat::Jpeg)
    return jpegHeaderOf(path);
  return withReader<ResearchHeader>(
      path, format, [&](itk::ImageIOBase& reader) -> Result<ResearchHeader> {
        Result<ResearchHeader> header = headerOf(reader, path, format);
        if (!header || numbersIn(*header) > mostBytes / reader.GetComponentSize())
          return header;
        const std::string damage =
            missingPixels(path, format, *header, numbersIn(*header) * reader.GetComponentSize());
        if (!damage.empty())
          return failure(unreadable(path, format, damage));
        return header;
      });
}

Result<std::vector<Image>> readResearchImages(const fs::path& path, ResearchFormat format)
{
  using Images = std::vector<Image>;
  if (format == ResearchFormat::Jpeg) {
    Result<Image> image = readJpeg(path);
    if (!image)
      return failure(image.error());
    return Images{*std::move(image)};
  }
  return withReader<Images>(path, format, [&](itk::ImageIOBase& reader) -> Result<Images> {
    const Result<ResearchHeader> header = headerOf(reader, path, format);
    if (!header)
      return failure(header.error());
    if (format == ResearchFormat::Nifti)
      if (const std::string damage = damageInNiftiPixels(path); !damage.empty())
        return failure(unreadable(path, format, damage));
    if (const std::string damage = damageInDataFiles(reader, *header); !damage.empty())
      return failure(unreadable(path, format, damage));
    if (numbersIn(*header) <= mostBytes / reader.GetComponentSize())
      if (const std::string damage =
              missingPixels(path, format, *header, numbersIn(*header) * reader.GetComponentSize());
          !damage.empty())
        return failure(unreadable(path, format, damage));
    return imagesOf(reader, path, *header);
  });
}

} // namespace limpid::imaging
