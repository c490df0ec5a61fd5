#include "core/study/pixel_reader.h"

#include "core/study/coded_pixels.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_file.h"
#include "core/study/dicom_header.h"
#include "core/study/image_file.h"
#include "core/study/lookup_tables.h"
#include "core/study/native_pixels.h"
#include "core/study/stored_pixels.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <new>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mostBytes = std::uintmax_t{8} << 30U;
/// More than any codec gains on a picture; a broken header promises more.
constexpr std::uintmax_t mostGain = 4096;
constexpr std::uintmax_t smallBytes = std::uintmax_t{64} << 20U;

/// A file, decoded, with what turns its values into real ones.
struct DecodedFile
{
  DicomHeader header;
  StoredPixels pixels;
  std::optional<LookupTable> modalityTable;
  std::optional<LookupTable> palette;
};

/// Refuses what no picture of this many bytes can unpack to.
Result<void> checkSize(const fs::path& file, const StoredForm& form, std::uintmax_t fileBytes)
{
  const std::uintmax_t promised = static_cast<std::uintmax_t>(form.rows) *
                                  static_cast<std::uintmax_t>(form.columns) *
                                  static_cast<std::uintmax_t>(form.samplesPerPixel) *
                                  static_cast<std::uintmax_t>(form.bitsAllocated) / 8 *
                                  static_cast<std::uintmax_t>(form.frames);
  if (promised > mostBytes || (promised > smallBytes && promised / mostGain > fileBytes))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} promises {} bytes of pixels in {} frames, but the file has {}.",
                               file.string(), promised, form.frames, fileBytes));
  return {};
}

Result<StoredPixels> pixelsOf(DicomFile& parsed, const fs::path& file, const DicomHeader& header,
                              bool complete)
{
  const StoredForm& form = header.stored;
  if (form.encapsulated)
    return codedPixels(file, parsed, form);
  if (!complete && !form.bigEndian)
    return nativePixels(parsed.behind(file), file, form);
  DicomFile whole = DicomFile::parse(file, DicomFile::Extent::Whole);
  if (!whole.reason().empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be read. {}", file.string(), whole.reason()));
  return nativePixels(whole, file, form);
}

Result<DecodedFile> decode(const fs::path& file)
{
  DicomFile parsed = DicomFile::parse(file, DicomFile::Extent::UpToPixels);
  HeaderReading reading = headerIn(parsed, file);
  std::optional<DicomHeader>& header = reading.header;
  if (!header)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be read. {}", file.string(),
                               reading.reason.empty() ? "It is a DICOMDIR." : reading.reason));
  if (const Result<void> checked = checkSize(file, header->stored, parsed.bytes()); !checked)
    return failure(checked.error());
  Result<StoredPixels> pixels = pixelsOf(parsed, file, *header, reading.reason.empty());
  if (!pixels)
    return failure(pixels.error());
  DecodedFile decoded{*std::move(header), *std::move(pixels), modalityTableIn(parsed.dataset()),
                      std::nullopt};
  if (decoded.pixels.colour == PixelColour::Palette)
    decoded.palette = paletteLuminanceIn(parsed.dataset());
  return decoded;
}

/// Decodes `file` by `work` unless there is nothing to decode.
template<typename Value, typename Work>
Result<Value> withFile(const fs::path& file, const Work& work)
{
  if (const Result<void> prepared = prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  std::error_code status;
  if (!fs::exists(file, status))
    return failure(ErrorCode::NotFound, fmt::format("{} doesn't exist.", file.string()));
  if (!fs::is_regular_file(file, status))
    return failure(ErrorCode::BadInput, fmt::format("{} is no file.", file.string()));
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::NoResource,
                   fmt::format("There is too little memory for the pixels of {}.", file.string()));
  }
}

Error noFrame(const fs::path& file, int frame, std::size_t frames)
{
  return {ErrorCode::NotFound,
          fmt::format("{} has no frame {}: it has {}.", file.string(), frame, frames)};
}

/// Luminance of colour and palettes, the value itself of grey.
template<typename Values>
std::vector<float> luminanceOf(const Values& values, const DecodedFile& decoded)
{
  const StoredPixels& pixels = decoded.pixels;
  const std::size_t count = values.size() / pixels.samples;
  const std::size_t pixelStep = pixels.planar ? 1 : pixels.samples;
  const std::size_t sampleStep = pixels.planar ? count : 1;
  std::vector<float> luminance(count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto sample = [&](std::size_t number) {
      return static_cast<double>(values[at * pixelStep + number * sampleStep]);
    };
    double value = sample(0);
    if (pixels.colour == PixelColour::Rgb)
      value = 0.299 * value + 0.587 * sample(1) + 0.114 * sample(2);
    else if (pixels.colour == PixelColour::PartialLuma)
      value = (value - 16.0) * 255.0 / 219.0;
    else if (decoded.palette)
      value = static_cast<double>(decoded.palette->at(value));
    luminance[at] = static_cast<float>(value);
  }
  return luminance;
}

/// Smallest, largest and sum over frames, stored and real.
struct Totals
{
  double storedMin = std::numeric_limits<double>::infinity();
  double storedMax = -std::numeric_limits<double>::infinity();
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();
  double sum = 0.0;

  template<typename Values>
  void add(const Values& values, const FrameHeader& frame, const std::optional<LookupTable>& table)
  {
    for (const auto stored : values) {
      const auto value = static_cast<double>(stored);
      const double real = table ? static_cast<double>(table->at(value))
                                : frame.rescaleSlope * value + frame.rescaleIntercept;
      storedMin = std::min(storedMin, value);
      storedMax = std::max(storedMax, value);
      min = std::min(min, real);
      max = std::max(max, real);
      sum += real;
    }
  }
};

/// One tile of a mosaic.
std::vector<float> tileOf(const std::vector<float>& mosaic, const DicomHeader& header, int tile)
{
  const int tiles = header.stored.tilesPerRow;
  const auto rows = static_cast<std::size_t>(header.rows);
  const auto columns = static_cast<std::size_t>(header.columns);
  const auto stride = static_cast<std::size_t>(header.stored.columns);
  const std::size_t top = static_cast<std::size_t>(tile / tiles) * rows;
  const std::size_t left = static_cast<std::size_t>(tile % tiles) * columns;
  std::vector<float> pixels;
  pixels.reserve(rows * columns);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto* const begin = &mosaic[(top + row) * stride + left];
    pixels.insert(pixels.end(), begin, begin + columns);
  }
  return pixels;
}

void toRealUnits(std::vector<float>& pixels, const DecodedFile& decoded, const FrameHeader& frame)
{
  if (decoded.modalityTable) {
    for (float& pixel : pixels)
      pixel = decoded.modalityTable->at(static_cast<double>(pixel));
    return;
  }
  for (float& pixel : pixels)
    pixel = static_cast<float>(frame.rescaleSlope * static_cast<double>(pixel) +
                               frame.rescaleIntercept);
}

imaging::Image imageOf(const DecodedFile& decoded, int frame)
{
  const DicomHeader& header = decoded.header;
  const bool mosaic = header.stored.tilesPerRow > 1;
  const auto at = static_cast<std::size_t>(frame - 1);
  const FrameHeader& values = header.frames[at];
  imaging::Image image{header.rows, header.columns, 1, {}, values.spacingMm};
  const std::size_t count = valuesInFrame(header.stored, decoded.pixels.samples);
  visitValues(decoded.pixels, mosaic ? 0 : at * count, count,
              [&](const auto& typed) { image.pixels = luminanceOf(typed, decoded); });
  if (mosaic)
    image.pixels = tileOf(image.pixels, header, frame - 1);
  toRealUnits(image.pixels, decoded, values);
  return image;
}

Result<imaging::Image> frameOf(const DecodedFile& decoded, const fs::path& file, int frame)
{
  const DicomHeader& header = decoded.header;
  if (decoded.pixels.missingBytes > 0)
    return failure(cannotDecode(file, header.stored, "it ends in the middle of its pixels"));
  if (frame < 1 || static_cast<std::size_t>(frame) > header.frames.size())
    return failure(noFrame(file, frame, header.frames.size()));
  if (decoded.pixels.colour == PixelColour::Palette && !decoded.palette)
    return failure(cannotDecode(file, header.stored, "its palette is broken"));
  return imageOf(decoded, frame);
}

PixelSummary summaryOf(const DecodedFile& decoded)
{
  const DicomHeader& header = decoded.header;
  const StoredForm& form = header.stored;
  const std::size_t count = valuesInFrame(form, decoded.pixels.samples);
  const auto frames = static_cast<std::size_t>(form.frames);
  Totals totals;
  for (std::size_t frame = 0; frame < frames; ++frame)
    visitValues(decoded.pixels, frame * count, count, [&](const auto& typed) {
      totals.add(typed, header.frames[form.tilesPerRow > 1 ? 0 : frame], decoded.modalityTable);
    });
  PixelSummary summary;
  summary.frames = form.frames;
  summary.rows = form.rows;
  summary.columns = form.columns;
  summary.isSigned = form.isSigned;
  summary.photometric = form.photometric;
  summary.storedMin = totals.storedMin;
  summary.storedMax = totals.storedMax;
  summary.min = totals.min;
  summary.max = totals.max;
  summary.mean = totals.sum / (static_cast<double>(count) * static_cast<double>(frames));
  summary.transferSyntax = form.transferSyntax;
  summary.images = static_cast<int>(header.frames.size());
  summary.missingBytes = decoded.pixels.missingBytes;
  return summary;
}

Result<PixelSummary> summarizeResearchFile(const fs::path& file, imaging::ResearchFormat format)
{
  const auto header = imaging::readResearchHeader(file, format);
  if (!header)
    return failure(header.error());
  const auto images = imaging::readResearchImages(file, format);
  if (!images)
    return failure(images.error());
  Totals totals;
  for (const imaging::Image& image : *images)
    totals.add(image.pixels, FrameHeader(), std::nullopt);
  PixelSummary summary;
  summary.frames = summary.images = header->images();
  summary.rows = header->rows;
  summary.columns = header->columns;
  summary.isSigned = header->isSigned;
  summary.photometric = header->samplesPerPixel >= 3 ? "RGB" : "MONOCHROME2";
  summary.storedMin = summary.min = totals.min;
  summary.storedMax = summary.max = totals.max;
  summary.mean = totals.sum / (static_cast<double>(images->size()) *
                               static_cast<double>(images->front().pixels.size()));
  summary.transferSyntax = imaging::nameOf(format);
  return summary;
}

} // namespace

Result<PixelSummary> summarizePixels(const fs::path& file)
{
  return withFile<PixelSummary>(file, [&]() -> Result<PixelSummary> {
    if (const auto format = researchFormatIn(file))
      return summarizeResearchFile(file, *format);
    const Result<DecodedFile> decoded = decode(file);
    if (!decoded)
      return failure(decoded.error());
    return summaryOf(*decoded);
  });
}

/// One of the two, by the kind of the file.
struct FrameReader::Decoded
{
  fs::path file;
  fs::file_time_type modified;
  std::optional<DecodedFile> dicom;
  std::vector<imaging::Image> images;
};

FrameReader::FrameReader() = default;
FrameReader::FrameReader(FrameReader&&) noexcept = default;
FrameReader& FrameReader::operator=(FrameReader&&) noexcept = default;
FrameReader::~FrameReader() = default;

Result<imaging::Image> FrameReader::read(const fs::path& file, int frame)
{
  return withFile<imaging::Image>(file, [&]() -> Result<imaging::Image> {
    const fs::file_time_type modified = fs::last_write_time(file);
    if (m_decoded == nullptr || m_decoded->file != file || m_decoded->modified != modified) {
      m_decoded.reset(); // before the next file takes memory
      auto decoded = std::make_unique<Decoded>(Decoded{file, modified, {}, {}});
      if (const auto format = researchFormatIn(file)) {
        Result<std::vector<imaging::Image>> images = imaging::readResearchImages(file, *format);
        if (!images)
          return failure(images.error());
        decoded->images = *std::move(images);
      } else {
        Result<DecodedFile> dicom = decode(file);
        if (!dicom)
          return failure(dicom.error());
        decoded->dicom = *std::move(dicom);
      }
      m_decoded = std::move(decoded);
    }
    if (m_decoded->dicom)
      return frameOf(*m_decoded->dicom, file, frame);
    if (frame < 1 || static_cast<std::size_t>(frame) > m_decoded->images.size())
      return failure(noFrame(file, frame, m_decoded->images.size()));
    return m_decoded->images[static_cast<std::size_t>(frame - 1)];
  });
}

Result<imaging::Image> readFrame(const fs::path& file, int frame)
{
  return FrameReader().read(file, frame);
}

} // namespace limpid::study
