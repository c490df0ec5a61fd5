#include "core/imaging/research_file.h"

#include "core/imaging/jpeg.h"
#include "core/imaging/nifti_check.h"

#include <fmt/format.h>
#include <itkMetaDataObject.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>
#include <itkPNGImageIO.h>
#include <itkTIFFImageIO.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <new>
#include <sstream>

namespace limpid::imaging {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostAxes = 4;
constexpr int mostImages = 1'000'000;
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

/// Whether the format says where its pixels lie; pictures don't.
bool hasGeometry(ResearchFormat format)
{
  return format == ResearchFormat::Nifti || format == ResearchFormat::Nrrd ||
         format == ResearchFormat::MetaImage;
}

std::string lowered(std::string text)
{
  std::ranges::transform(text, text.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return text;
}

/// ITK keeps no texts of PNG, JPEG and TIFF: they stand near the beginning.
bool beginsWithWordSynthetic(const fs::path& path)
{
  std::string start(8192, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  return lowered(start).find("synthetic") != std::string::npos;
}

void readTexts(const itk::ImageIOBase& reader, const fs::path& path, ResearchHeader& header)
{
  const itk::MetaDataDictionary& texts = reader.GetMetaDataDictionary();
  header.namesSynthetic = beginsWithWordSynthetic(path);
  for (const std::string& key : texts.GetKeys()) {
    std::string value;
    if (!itk::ExposeMetaData<std::string>(texts, key, value))
      continue;
    header.namesSynthetic =
        header.namesSynthetic || lowered(key + " " + value).find("synthetic") != std::string::npos;
    if (key == "descrip" || key == "ITK_FileNotes" || key == "NRRD_content")
      header.description = value;
  }
}

/// "slice_%03d.raw 1 10 1": the files of a pattern that are there (MetaImage).
std::vector<fs::path> filesOfPattern(const fs::path& folder, const std::string& text)
{
  constexpr int mostFiles = 10'000;
  std::istringstream words(text);
  std::string pattern;
  int first = 1;
  int last = 1;
  int step = 1;
  words >> pattern >> first >> last >> step;
  const std::size_t percent = pattern.find('%');
  const std::size_t end = pattern.find('d', percent);
  std::vector<fs::path> files;
  if (percent == std::string::npos || end == std::string::npos || step < 1)
    return files;
  const std::string digits = pattern.substr(percent + 1, end - percent - 1);
  const std::size_t width = digits.size() < 3 && !digits.empty()
                                ? static_cast<std::size_t>(std::atoi(digits.c_str()))
                                : 0;
  for (int number = first; number <= last && number - first < mostFiles; number += step) {
    std::string name = std::to_string(number);
    name.insert(0, width > name.size() ? width - name.size() : 0, '0');
    const fs::path file = folder / (pattern.substr(0, percent) + name + pattern.substr(end + 1));
    std::error_code status;
    if (fs::is_regular_file(file, status))
      files.push_back(file);
  }
  return files;
}

/// Files beside the header that hold its pixels, as MetaImage and NRRD name them. Of a list of
/// files the header alone tells.
std::vector<fs::path> dataFilesOf(const fs::path& path, ResearchFormat format)
{
  if (format == ResearchFormat::Nifti && path.extension() == ".hdr")
    return {fs::path(path).replace_extension(".img")};
  if (format != ResearchFormat::MetaImage && format != ResearchFormat::Nrrd)
    return {};
  std::ifstream lines(path, std::ios::binary);
  int left = 200;
  for (std::string line; left-- > 0 && std::getline(lines, line) && !line.empty();) {
    const std::size_t colon = line.find_first_of("=:");
    const std::string key = lowered(line.substr(0, colon));
    if (colon == std::string::npos ||
        (!key.starts_with("elementdatafile") && key != "data file" && key != "datafile"))
      continue;
    std::string name = line.substr(colon + 1);
    name.erase(0, name.find_first_not_of(" \t"));
    name.erase(name.find_last_not_of(" \t\r\n") + 1);
    if (name.find('%') != std::string::npos)
      return filesOfPattern(path.parent_path(), name);
    std::error_code status;
    const fs::path file = path.parent_path() / name;
    return name != "LOCAL" && fs::is_regular_file(file, status) ? std::vector{file}
                                                                : std::vector<fs::path>();
  }
  return {};
}

Result<void> readSizes(const itk::ImageIOBase& reader, const fs::path& path, ResearchHeader& header)
{
  const std::size_t axes = reader.GetNumberOfDimensions();
  std::array<std::uintmax_t, mostAxes> sizes{1, 1, 1, 1};
  for (unsigned int axis = 0; axis < axes; ++axis) {
    const std::uintmax_t size = reader.GetDimensions(axis);
    if (axis < mostAxes)
      sizes[axis] = size;
    else if (size > 1)
      return failure(ErrorCode::Unsupported,
                     fmt::format("{} has {} axes; Limpid reads images, volumes and series of "
                                 "volumes.",
                                 path.string(), axes));
  }
  constexpr std::uintmax_t longestSide = 1U << 20U;
  if (std::ranges::any_of(sizes, [](std::uintmax_t size) { return size < 1; }) ||
      sizes[0] > longestSide || sizes[1] > longestSide || sizes[2] > mostImages ||
      sizes[3] > mostImages || sizes[2] * sizes[3] > mostImages)
    return failure(ErrorCode::BadInput,
                   fmt::format("The header of {} is broken: {} × {} × {} × {} pixels.",
                               path.string(), sizes[0], sizes[1], sizes[2], sizes[3]));
  header.columns = static_cast<int>(sizes[0]);
  header.rows = static_cast<int>(sizes[1]);
  header.slices = static_cast<int>(sizes[2]);
  header.volumes = static_cast<int>(sizes[3]);
  return {};
}

Result<void> readSamples(const itk::ImageIOBase& reader, const fs::path& path,
                         ResearchHeader& header)
{
  using Pixel = itk::IOPixelEnum;
  const Pixel kind = reader.GetPixelType();
  header.samplesPerPixel = static_cast<int>(reader.GetNumberOfComponents());
  header.sampleType = itk::ImageIOBase::GetComponentTypeAsString(reader.GetComponentType());
  header.isSigned = !header.sampleType.starts_with("unsigned");
  const bool colour = header.samplesPerPixel == 3 || header.samplesPerPixel == 4;
  // Some writers store colour as a vector of bytes.
  const bool known = kind == Pixel::SCALAR || kind == Pixel::RGB || kind == Pixel::RGBA ||
                     (kind == Pixel::VECTOR && colour && header.sampleType == "unsigned_char");
  if (!known || header.samplesPerPixel > 4)
    return failure(
        ErrorCode::Unsupported,
        fmt::format("{} holds {} of {} components a pixel; Limpid reads grey and colour.",
                    path.string(), itk::ImageIOBase::GetPixelTypeAsString(kind),
                    header.samplesPerPixel));
  return {};
}

void readGeometry(const itk::ImageIOBase& reader, ResearchHeader& header)
{
  const unsigned int axes = reader.GetNumberOfDimensions();
  header.spacingMm = {reader.GetSpacing(1), reader.GetSpacing(0)};
  if (axes < 3)
    return;
  header.sliceSpacingMm = reader.GetSpacing(2);
  VolumeGeometry geometry;
  for (unsigned int axis = 0; axis < 3; ++axis) {
    geometry.orientation[axis] = reader.GetDirection(0)[axis];
    geometry.orientation[axis + 3] = reader.GetDirection(1)[axis];
    geometry.originMm[axis] = reader.GetOrigin(axis);
    geometry.stepMm[axis] = reader.GetDirection(2)[axis] * reader.GetSpacing(2);
  }
  header.geometry = geometry;
}

Result<ResearchHeader> headerOf(itk::ImageIOBase& reader, const fs::path& path,
                                ResearchFormat format)
{
  reader.SetFileName(path.string());
  reader.ReadImageInformation();
  ResearchHeader header;
  if (const Result<void> read = readSizes(reader, path, header); !read)
    return failure(read.error());
  if (const Result<void> read = readSamples(reader, path, header); !read)
    return failure(read.error());
  if (hasGeometry(format))
    readGeometry(reader, header);
  readTexts(reader, path, header);
  header.dataFiles = dataFilesOf(path, format);
  return header;
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

Result<std::vector<Image>> imagesOf(itk::ImageIOBase& reader, const fs::path& path,
                                    const ResearchHeader& header)
{
  const auto needed = static_cast<std::uintmax_t>(reader.GetImageSizeInBytes());
  if (needed > mostBytes)
    return failure(ErrorCode::NoResource,
                   fmt::format("{} unpacks to {} bytes; Limpid reads up to {}.", path.string(),
                               needed, mostBytes));
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

/// ITK ends the program at what libpng refuses in a header: every chunk's check sum is looked at
/// first (PNG, section 5.3).
bool isWholePng(const fs::path& path)
{
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const auto wordAt = [&](std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t byte = 0; byte < 4; ++byte)
      word = (word << 8U) | static_cast<std::uint8_t>(bytes[at + byte]);
    return word;
  };
  for (std::size_t at = 8; bytes.size() - std::min(at, bytes.size()) >= 12;) {
    const std::size_t length = wordAt(at);
    if (length > bytes.size() - at - 12 || (at == 8) != (bytes.compare(at + 4, 4, "IHDR") == 0))
      return false;
    const auto* const content = reinterpret_cast<const unsigned char*>(&bytes[at + 4]);
    if (crc32(0, content, static_cast<unsigned int>(length + 4)) != wordAt(at + 8 + length))
      return false;
    if (bytes.compare(at + 4, 4, "IEND") == 0)
      return true;
    at += 12 + length;
  }
  return false;
}

/// Runs `work` with a reader and turns what ITK throws into an Error.
template<typename Value, typename Work>
Result<Value> withReader(const fs::path& path, ResearchFormat format, const Work& work)
{
  if (format == ResearchFormat::Nifti)
    if (const std::string damage = damageInNiftiHeader(path); !damage.empty())
      return failure(unreadable(path, format, damage));
  if (format == ResearchFormat::Png && !isWholePng(path))
    return failure(unreadable(path, format, "it is damaged or cut off"));
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
      path, format, [&](itk::ImageIOBase& reader) { return headerOf(reader, path, format); });
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
    return imagesOf(reader, path, *header);
  });
}

} // namespace limpid::imaging
