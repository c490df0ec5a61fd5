#include "core/study/pixel_reader.h"

#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_header.h"

#include <fmt/format.h>
#include <gdcmImageApplyLookupTable.h>
#include <gdcmImageReader.h>
#include <gdcmMediaStorage.h>
#include <gdcmTrace.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <mutex>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mostBytes = std::uintmax_t{8} << 30U;
/// More than any codec gains on a picture; a broken header promises more.
constexpr std::uintmax_t mostGain = 4096;
constexpr std::uintmax_t smallBytes = std::uintmax_t{64} << 20U;

/// Pixels as GDCM decodes them: before rescale, colours as they are stored. GDCM itself and not
/// ITK's reader around it, because that one gives rescaled values only, looks palettes up, and
/// passes over the rescale of MR images.
struct StoredPixels
{
  gdcm::PixelFormat::ScalarType type = gdcm::PixelFormat::UNKNOWN;
  std::size_t samples = 1;
  bool planar = false; ///< colour by planes, not by pixels
  bool isLumaFirst = false;
  std::vector<char> bytes;
};

/// Shows GDCM the pixel module only. Debian's GDCM is built with assertions: geometry that it finds
/// odd (segmentations, doses of one frame) would end the program.
class PixelsOnlyReader final : public gdcm::ImageReader
{
public:
  bool Read() override
  {
    if (!gdcm::Reader::Read())
      return false;
    gdcm::DataSet& dataset = GetFile().GetDataSet();
    for (const gdcm::Tag& tag :
         {gdcm::Tag(0x5200, 0x9229), gdcm::Tag(0x5200, 0x9230), gdcm::Tag(0x0020, 0x0037),
          gdcm::Tag(0x0020, 0x0032), gdcm::Tag(0x3004, 0x000c), gdcm::Tag(0x0028, 0x0009)})
      dataset.Remove(tag);
    gdcm::DataElement mediaStorage(gdcm::Tag(0x0008, 0x0016));
    mediaStorage.SetVR(gdcm::VR::UI);
    const std::string uid = gdcm::MediaStorage::GetMSString(asClass);
    mediaStorage.SetByteValue(uid.c_str(), static_cast<std::uint32_t>(uid.size()));
    dataset.Replace(mediaStorage);
    mediaStorage.SetTag(gdcm::Tag(0x0002, 0x0002));
    GetFile().GetHeader().Replace(mediaStorage);
    GetImage().SetTransferSyntax(GetFile().GetHeader().GetDataSetTransferSyntax());
    return ReadImage(asClass);
  }

private:
  static constexpr auto asClass = gdcm::MediaStorage::SecondaryCaptureImageStorage;
};

Error cannotDecode(const fs::path& file, const DicomHeader& header, std::string_view why)
{
  return {ErrorCode::Unsupported, fmt::format("{} can't be decoded ({}, {} × {}, {} bits): {}.",
                                              file.string(), header.transferSyntax, header.columns,
                                              header.rows, header.bitsAllocated, why)};
}

std::size_t valuesIn(const DicomHeader& header, std::size_t samples)
{
  return static_cast<std::size_t>(header.rows) * static_cast<std::size_t>(header.columns) * samples;
}

/// Bits packed across rows and frames, the lowest first (PS3.5 8.1.1), become bytes.
std::vector<char> unpackBits(const std::vector<char>& packed, std::size_t count)
{
  std::vector<char> bytes(count);
  for (std::size_t at = 0; at < count; ++at)
    bytes[at] = static_cast<char>((static_cast<unsigned>(packed[at / 8]) >> (at % 8)) & 1U);
  return bytes;
}

Result<void> checkSize(const fs::path& file, const DicomHeader& header, std::uintmax_t bytes)
{
  std::error_code status;
  const std::uintmax_t fileBytes = fs::file_size(file, status);
  if (status)
    return failure(ErrorCode::NotFound,
                   fmt::format("{} vanished while Limpid was reading.", file.string()));
  if (bytes > mostBytes || (bytes > smallBytes && bytes / mostGain > fileBytes))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} promises {} bytes of pixels in {} frames, but the file has {}.",
                               file.string(), bytes, header.frames.size(), fileBytes));
  return {};
}

/// Reads what the header promises. Throws what GDCM throws.
Result<gdcm::ImageReader*> readImage(gdcm::ImageReader& reader, const fs::path& file,
                                     const DicomHeader& header)
{
  const std::uintmax_t promised =
      static_cast<std::uintmax_t>(header.rows) * static_cast<std::uintmax_t>(header.columns) *
      static_cast<std::uintmax_t>(header.samplesPerPixel) *
      static_cast<std::uintmax_t>(header.bitsAllocated) / 8 * header.frames.size();
  if (const Result<void> checked = checkSize(file, header, promised); !checked)
    return failure(checked.error());
  if (header.bitsAllocated % 8 != 0 && header.transferSyntax == "RLE Lossless")
    return failure(cannotDecode(file, header, "GDCM doesn't know run lengths of single bits"));
  reader.SetFileName(file.c_str());
  if (!reader.Read())
    return failure(cannotDecode(file, header, "GDCM doesn't know this kind of image"));
  const gdcm::Image& image = reader.GetImage();
  const std::size_t frames = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1;
  if (image.GetColumns() != static_cast<unsigned int>(header.columns) ||
      image.GetRows() != static_cast<unsigned int>(header.rows) || frames != header.frames.size())
    return failure(cannotDecode(file, header, "its pixels have another size than its header says"));
  if (const Result<void> checked = checkSize(file, header, image.GetBufferLength()); !checked)
    return failure(checked.error());
  return &reader;
}

Result<StoredPixels> bytesOf(const gdcm::Image& image, const fs::path& file,
                             const DicomHeader& header)
{
  StoredPixels pixels;
  pixels.bytes.resize(image.GetBufferLength());
  if (pixels.bytes.empty() || !image.GetBuffer(pixels.bytes.data()))
    return failure(cannotDecode(file, header,
                                "its pixels are damaged, or coded in a way GDCM "
                                "doesn't know"));
  // Asked after decoding: some decoders find out only then.
  const gdcm::PixelFormat format = image.GetPixelFormat();
  const gdcm::PhotometricInterpretation colour = image.GetPhotometricInterpretation();
  pixels.type = format.GetScalarType();
  pixels.samples = format.GetSamplesPerPixel();
  pixels.planar = pixels.samples > 1 && image.GetPlanarConfiguration() == 1;
  pixels.isLumaFirst = colour == gdcm::PhotometricInterpretation::YBR_FULL ||
                       colour == gdcm::PhotometricInterpretation::YBR_FULL_422;
  const std::size_t values = valuesIn(header, pixels.samples) * header.frames.size();
  if (pixels.type == gdcm::PixelFormat::SINGLEBIT) {
    if (pixels.bytes.size() < (values + 7) / 8)
      return failure(cannotDecode(file, header, "it ends in the middle of its pixels"));
    if (pixels.bytes.size() < values)
      pixels.bytes = unpackBits(pixels.bytes, values);
    pixels.type = gdcm::PixelFormat::UINT8;
  }
  const std::size_t needed = pixels.type == gdcm::PixelFormat::UINT8
                                 ? values
                                 : values * static_cast<std::size_t>(format.GetBitsAllocated()) / 8;
  if (pixels.bytes.size() < needed)
    return failure(cannotDecode(file, header, "it ends in the middle of its pixels"));
  return pixels;
}

Result<StoredPixels> decode(const fs::path& file, const DicomHeader& header, bool lookUpPalette)
{
  static std::once_flag quieted;
  std::call_once(quieted, [] {
    gdcm::Trace::DebugOff();
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
  });
  try {
    PixelsOnlyReader reader;
    if (const auto read = readImage(reader, file, header); !read)
      return failure(read.error());
    const gdcm::Image& image = reader.GetImage();
    if (!lookUpPalette ||
        image.GetPhotometricInterpretation() != gdcm::PhotometricInterpretation::PALETTE_COLOR)
      return bytesOf(image, file, header);
    gdcm::ImageApplyLookupTable lookup;
    lookup.SetInput(image);
    lookup.SetRGB8(true);
    if (!lookup.Apply())
      return failure(cannotDecode(file, header, "its palette is broken"));
    return bytesOf(lookup.GetOutput(), file, header);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::NoResource,
                   fmt::format("There is too little memory for the pixels of {}.", file.string()));
  } catch (const std::exception& exception) {
    return failure(cannotDecode(file, header, exception.what()));
  }
}

/// Calls `visit` with the values of one frame (from 0) as a span of the type that is stored.
template<typename Visit>
bool visitFrame(const StoredPixels& pixels, std::size_t values, std::size_t frame, Visit visit)
{
  const auto as = [&]<typename Value>(Value) {
    std::vector<Value> typed(values); // GDCM's buffer knows no alignment
    std::memcpy(typed.data(), &pixels.bytes[frame * values * sizeof(Value)],
                values * sizeof(Value));
    visit(typed);
    return true;
  };
  switch (pixels.type) {
  case gdcm::PixelFormat::UINT8:
    return as(std::uint8_t{});
  case gdcm::PixelFormat::INT8:
    return as(std::int8_t{});
  case gdcm::PixelFormat::UINT16:
    return as(std::uint16_t{});
  case gdcm::PixelFormat::INT16:
    return as(std::int16_t{});
  case gdcm::PixelFormat::UINT32:
    return as(std::uint32_t{});
  case gdcm::PixelFormat::INT32:
    return as(std::int32_t{});
  case gdcm::PixelFormat::FLOAT32:
    return as(float{});
  case gdcm::PixelFormat::FLOAT64:
    return as(double{});
  default:
    return false;
  }
}

/// The header of a file that can be decoded, or the sentence that says why it can't.
Result<DicomHeader> headerOf(const fs::path& file)
{
  if (const Result<void> prepared = prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  std::error_code status;
  if (!fs::exists(file, status))
    return failure(ErrorCode::NotFound, fmt::format("{} doesn't exist.", file.string()));
  if (!fs::is_regular_file(file, status))
    return failure(ErrorCode::BadInput, fmt::format("{} is no file.", file.string()));
  HeaderReading reading = readDicomHeader(file);
  if (reading.header)
    return *std::move(reading.header);
  return failure(ErrorCode::BadInput,
                 fmt::format("{} can't be read. {}", file.string(),
                             reading.reason.empty() ? "It is a DICOMDIR." : reading.reason));
}

/// Luminance (Rec. 601) of colour, the value itself of grey.
template<typename Values>
std::vector<float> luminanceOf(const Values& values, const StoredPixels& pixels)
{
  const std::size_t count = values.size() / pixels.samples;
  std::vector<float> luminance(count);
  const std::size_t pixelStep = pixels.planar ? 1 : pixels.samples;
  const std::size_t sampleStep = pixels.planar ? count : 1;
  for (std::size_t at = 0; at < count; ++at) {
    const auto sample = [&](std::size_t number) {
      return static_cast<double>(values[at * pixelStep + number * sampleStep]);
    };
    const bool isColour = pixels.samples >= 3 && !pixels.isLumaFirst;
    luminance[at] = static_cast<float>(
        isColour ? 0.299 * sample(0) + 0.587 * sample(1) + 0.114 * sample(2) : sample(0));
  }
  return luminance;
}

/// Smallest, largest and sum over frames, stored and after rescale.
struct Totals
{
  double storedMin = std::numeric_limits<double>::infinity();
  double storedMax = -std::numeric_limits<double>::infinity();
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  double sum = 0.0;

  template<typename Values>
  void add(const Values& values, const FrameHeader& frame)
  {
    const auto [low, high] = std::ranges::minmax(values);
    const double lowest = static_cast<double>(low);
    const double highest = static_cast<double>(high);
    storedMin = std::min(storedMin, lowest);
    storedMax = std::max(storedMax, highest);
    const double first = frame.rescaleSlope * lowest + frame.rescaleIntercept;
    const double last = frame.rescaleSlope * highest + frame.rescaleIntercept;
    min = std::min({min, first, last});
    max = std::max({max, first, last});
    double frameSum = 0.0;
    for (const auto value : values)
      frameSum += static_cast<double>(value);
    sum +=
        frame.rescaleSlope * frameSum + frame.rescaleIntercept * static_cast<double>(values.size());
  }
};

} // namespace

Result<PixelSummary> summarizePixels(const fs::path& file)
{
  const Result<DicomHeader> header = headerOf(file);
  if (!header)
    return failure(header.error());
  const Result<StoredPixels> pixels = decode(file, *header, false);
  if (!pixels)
    return failure(pixels.error());
  const std::size_t values = valuesIn(*header, pixels->samples);
  Totals totals;
  for (std::size_t frame = 0; frame < header->frames.size(); ++frame)
    if (!visitFrame(*pixels, values, frame,
                    [&](const auto& typed) { totals.add(typed, header->frames[frame]); }))
      return failure(cannotDecode(file, *header, "its kind of numbers is unknown"));
  const auto frames = static_cast<int>(header->frames.size());
  return PixelSummary{frames,
                      header->rows,
                      header->columns,
                      header->isSigned,
                      header->photometric,
                      totals.storedMin,
                      totals.storedMax,
                      totals.min,
                      totals.max,
                      totals.sum / (static_cast<double>(values) * frames),
                      header->transferSyntax};
}

Result<imaging::Image> readFrame(const fs::path& file, int frame)
{
  const Result<DicomHeader> header = headerOf(file);
  if (!header)
    return failure(header.error());
  if (frame < 1 || static_cast<std::size_t>(frame) > header->frames.size())
    return failure(ErrorCode::NotFound, fmt::format("{} has no frame {}: it has {}.", file.string(),
                                                    frame, header->frames.size()));
  const Result<StoredPixels> pixels = decode(file, *header, true);
  if (!pixels)
    return failure(pixels.error());
  imaging::Image image{header->rows, header->columns, 1, {}, header->series.spacingMm};
  const auto at = static_cast<std::size_t>(frame - 1);
  if (!visitFrame(*pixels, valuesIn(*header, pixels->samples), at,
                  [&](const auto& typed) { image.pixels = luminanceOf(typed, *pixels); }))
    return failure(cannotDecode(file, *header, "its kind of numbers is unknown"));
  const FrameHeader& values = header->frames[at];
  for (float& pixel : image.pixels)
    pixel = static_cast<float>(values.rescaleSlope * static_cast<double>(pixel) +
                               values.rescaleIntercept);
  return image;
}

} // namespace limpid::study
