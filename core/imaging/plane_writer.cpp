#include "core/imaging/plane_writer.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>
#include <itkMetaDataObject.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>
#include <itkPNGImageIO.h>
#include <itk_zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unistd.h>

namespace limpid::imaging {
namespace {

constexpr std::size_t longestSummary = 79;
constexpr std::size_t longestIntent = 15;
constexpr std::uintmax_t largestFile = std::uintmax_t{1} << 30U;

bool isAscii(std::string_view text)
{
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

std::string reasonAgainst(const Image& image, const PlaneNotes& notes)
{
  const auto rows = static_cast<std::size_t>(std::max(image.rows, 0));
  const auto columns = static_cast<std::size_t>(std::max(image.columns, 0));
  if (image.channels != 1 && image.channels != 3)
    return fmt::format("{} channels", image.channels);
  if (rows == 0 || columns == 0 ||
      image.pixels.size() != rows * columns * static_cast<std::size_t>(image.channels))
    return "no pixels, or not as many as it says";
  if (notes.summary.size() > longestSummary || notes.intent.size() > longestIntent)
    return "notes that are too long for the header";
  if (!isAscii(notes.summary) || !isAscii(notes.intent) ||
      !std::ranges::all_of(notes.entries, [](const PlaneNote& note) {
        return !note.key.empty() && note.key.size() < 80 && isAscii(note.key) && isAscii(note.text);
      }))
    return "notes that aren't plain ASCII";
  return {};
}

/// Pixels over the window, stretched to whole numbers of T.
template<typename T>
std::vector<T> stretched(const Image& image, const IntensityWindow& window)
{
  constexpr double most = std::numeric_limits<T>::max();
  std::vector<T> stored(image.pixels.size());
  std::ranges::transform(image.pixels, stored.begin(), [&](float pixel) {
    const double share = (static_cast<double>(pixel) - window.low) / (window.high - window.low);
    return static_cast<T>(std::isfinite(share) ? std::lround(most * std::clamp(share, 0.0, 1.0))
                                               : 0);
  });
  return stored;
}

itk::ImageIOBase::Pointer writerFor(PlaneFormat format)
{
  switch (format) {
  case PlaneFormat::Nifti:
    return itk::NiftiImageIO::New().GetPointer();
  case PlaneFormat::Nrrd:
    return itk::NrrdImageIO::New().GetPointer();
  default:
    return itk::PNGImageIO::New().GetPointer();
  }
}

void putNotes(itk::ImageIOBase& writer, const PlaneNotes& notes)
{
  itk::MetaDataDictionary& header = writer.GetMetaDataDictionary();
  itk::EncapsulateMetaData<std::string>(header, "NRRD_content", notes.summary);
  for (const PlaneNote& note : notes.entries)
    itk::EncapsulateMetaData<std::string>(header, note.key, note.text);
}

/// The writer is made by name: no factory of ITK is asked. Throws itk::ExceptionObject.
void writePixels(const std::filesystem::path& path, PlaneFormat format, const Image& image,
                 const IntensityWindow& window, const PlaneNotes& notes)
{
  const itk::ImageIOBase::Pointer writer = writerFor(format);
  const bool colour = image.channels == 3;
  const std::array<double, 2> spacing = image.spacingMm.value_or(std::array{1.0, 1.0});
  writer->SetFileName(path.string());
  writer->SetNumberOfDimensions(2);
  writer->SetDimensions(0, static_cast<itk::SizeValueType>(image.columns));
  writer->SetDimensions(1, static_cast<itk::SizeValueType>(image.rows));
  writer->SetSpacing(0, spacing[1]);
  writer->SetSpacing(1, spacing[0]);
  writer->SetPixelType(colour ? itk::IOPixelEnum::RGB : itk::IOPixelEnum::SCALAR);
  writer->SetNumberOfComponents(colour ? 3 : 1);
  writer->SetUseCompression(format != PlaneFormat::Nifti);
  if (format == PlaneFormat::Nrrd)
    putNotes(*writer, notes);
  if (colour) {
    writer->SetComponentType(itk::IOComponentEnum::UCHAR);
    writer->Write(stretched<std::uint8_t>(image, window).data());
  } else if (format == PlaneFormat::Png) {
    writer->SetComponentType(itk::IOComponentEnum::USHORT);
    writer->Write(stretched<std::uint16_t>(image, window).data());
  } else {
    writer->SetComponentType(itk::IOComponentEnum::FLOAT);
    writer->Write(image.pixels.data());
  }
}

void appendBigEndian(std::string& bytes, std::uint32_t number)
{
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    bytes.push_back(static_cast<char>((number >> shift) & 0xFFU));
}

/// A tEXt chunk (PNG specification, 11.3.4.3): length, type, keyword, 0, text, CRC-32.
std::string textChunk(const PlaneNote& note)
{
  const std::string typed = "tEXt" + note.key + std::string(1, '\0') + note.text;
  std::string chunk;
  appendBigEndian(chunk, static_cast<std::uint32_t>(typed.size() - 4));
  chunk += typed;
  appendBigEndian(chunk, static_cast<std::uint32_t>(
                             crc32(0, reinterpret_cast<const unsigned char*>(typed.data()),
                                   static_cast<unsigned>(typed.size()))));
  return chunk;
}

/// ITK's writer knows no text: the chunks come right behind IHDR, where any reader looks.
void insertText(std::string& png, const PlaneNotes& notes)
{
  constexpr std::size_t endOfHeader = 8 + 4 + 4 + 13 + 4; // signature and the IHDR chunk
  std::string chunks;
  for (const PlaneNote& note : notes.entries)
    chunks += textChunk(note);
  png.insert(endOfHeader, chunks);
}

/// ITK 5.2 leaves descrip and intent_name of NIfTI-1 empty; both have their place in the header.
void insertNotice(std::string& nifti, const PlaneNotes& notes)
{
  constexpr std::size_t description = 148;
  constexpr std::size_t intentName = 328;
  nifti.replace(description, notes.summary.size(), notes.summary);
  nifti.replace(intentName, notes.intent.size(), notes.intent);
}

Result<void> insertNotes(const std::filesystem::path& path, PlaneFormat format,
                         const PlaneNotes& notes)
{
  Result<std::string> bytes = readFile(path, largestFile);
  if (!bytes)
    return failure(bytes.error());
  if (format == PlaneFormat::Png)
    insertText(*bytes, notes);
  else
    insertNotice(*bytes, notes);
  return writeFileAtomically(path, *bytes);
}

Error cantWrite(const std::filesystem::path& path, std::string_view reason)
{
  const bool may = ::access(path.parent_path().c_str(), W_OK) == 0;
  return {may ? ErrorCode::NoResource : ErrorCode::PermissionDenied,
          fmt::format("{} can't be written: {}.", path.string(), reason)};
}

Result<void> writePart(const std::filesystem::path& part, PlaneFormat format, const Image& image,
                       const IntensityWindow& window, const PlaneNotes& notes)
{
  try {
    writePixels(part, format, image, window, notes);
  } catch (const itk::ExceptionObject& error) {
    return failure(cantWrite(part, error.GetDescription()));
  }
  return format == PlaneFormat::Nrrd ? Result<void>() : insertNotes(part, format, notes);
}

} // namespace

const char* endingOf(PlaneFormat format)
{
  switch (format) {
  case PlaneFormat::Nifti:
    return ".nii";
  case PlaneFormat::Nrrd:
    return ".nrrd";
  default:
    return ".png";
  }
}

Result<void> writePlane(const std::filesystem::path& path, PlaneFormat format, const Image& image,
                        const IntensityWindow& window, const PlaneNotes& notes)
{
  if (const std::string reason = reasonAgainst(image, notes); !reason.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be written: the image has {}.", path.string(), reason));
  // The ending stays: NIfTI's library refuses others.
  const std::filesystem::path part =
      path.parent_path() /
      fmt::format(".{}.{}.part{}", path.stem().string(), ::getpid(), endingOf(format));
  Result<void> written = writePart(part, format, image, window, notes);
  std::error_code status;
  if (written) {
    std::filesystem::rename(part, path, status);
    if (status)
      written = failure(cantWrite(path, status.message()));
  }
  if (!written)
    std::filesystem::remove(part, status);
  return written;
}

} // namespace limpid::imaging
