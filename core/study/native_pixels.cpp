#include "core/study/native_pixels.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace limpid::study {
namespace {

static_assert(std::endian::native == std::endian::little, "words are taken as DCMTK leaves them");

std::vector<char> copied(const void* bytes, std::size_t count)
{
  const auto* const begin = static_cast<const char*>(bytes);
  return {begin, begin + count};
}

/// The pixels in this computer's byte order. DCMTK turns 16-bit words (OW), and only those: longer
/// and shorter cells of big endian files are turned here (PS3.5 7.3, 8.1.1).
std::vector<char> bytesIn(DcmElement& element, const StoredForm& form)
{
  Uint8* bytes = nullptr;
  const bool inWords = element.getVR() != EVR_OB; // asking for bytes changes it
  if (element.getUint8Array(bytes).bad() || bytes == nullptr)
    return {};
  std::vector<char> turned = copied(bytes, element.getLength());
  if (!form.bigEndian)
    return turned;
  const auto cell = static_cast<std::size_t>(form.bitsAllocated / 8);
  if (!inWords && cell > 1) {
    for (std::size_t at = 0; at + cell <= turned.size(); at += cell)
      std::reverse(&turned[at], &turned[at] + cell);
  } else if (cell == 4) {
    for (std::size_t at = 0; at + cell <= turned.size(); at += cell)
      std::swap_ranges(&turned[at], &turned[at] + 2, &turned[at] + 2);
  }
  return turned;
}

/// Two pixels that share their colour (Y Y Cb Cr) become two pixels of three samples.
std::vector<char> withOwnColour(const std::vector<char>& shared)
{
  std::vector<char> own;
  own.reserve(shared.size() / 4 * 6);
  for (std::size_t at = 0; at + 4 <= shared.size(); at += 4)
    for (const std::size_t luma : {at, at + 1})
      own.insert(own.end(), {shared[luma], shared[at + 2], shared[at + 3]});
  return own;
}

template<typename Value>
void editValues(std::vector<char>& bytes, const auto& edit)
{
  const std::size_t count = bytes.size() / sizeof(Value);
  for (std::size_t at = 0; at < count; ++at) {
    Value value{};
    std::memcpy(&value, &bytes[at * sizeof(Value)], sizeof(Value));
    value = edit(value);
    std::memcpy(&bytes[at * sizeof(Value)], &value, sizeof(Value));
  }
}

/// `Word` is the unsigned type of a cell.
template<typename Word>
void useStoredBits(std::vector<char>& bytes, const StoredForm& form)
{
  const int width = form.highBit + 1;
  if (width >= form.bitsAllocated || form.bitsStored < 1 || form.bitsStored > width)
    return;
  const auto stored = static_cast<Word>((std::uint64_t{1} << static_cast<unsigned>(width)) - 1);
  Word used = 0;
  editValues<Word>(bytes, [&](Word word) {
    used = static_cast<Word>(used | word);
    return word;
  });
  const bool wholeWords = (used & static_cast<Word>(~stored)) != 0 && !form.overlayInPixels;
  const auto shift = static_cast<unsigned>(width - form.bitsStored);
  const auto sign = static_cast<Word>(Word{1} << static_cast<unsigned>(form.bitsStored - 1));
  const auto above = static_cast<Word>(~((std::uint64_t{sign} << 1U) - 1));
  if (wholeWords)
    return;
  editValues<Word>(bytes, [&](Word word) {
    const auto value = static_cast<Word>((word & stored) >> shift);
    return form.isSigned && (value & sign) != 0 ? static_cast<Word>(value | above) : value;
  });
}

Result<StoredPixels> floatingPixels(DcmDataset& dataset, const std::filesystem::path& file,
                                    const StoredForm& form)
{
  StoredPixels pixels;
  pixels.samples = 1;
  const std::size_t count = valuesInFrame(form, 1) * static_cast<std::size_t>(form.frames);
  DcmElement* element = nullptr;
  Float32* floats = nullptr;
  Float64* doubles = nullptr;
  if (dataset.findAndGetElement(DCM_FloatPixelData, element).good() &&
      element->getFloat32Array(floats).good() && floats != nullptr) {
    pixels.type = SampleType::Float32;
    pixels.bytes = copied(floats, element->getLength());
  } else if (dataset.findAndGetElement(DCM_DoubleFloatPixelData, element).good() &&
             element->getFloat64Array(doubles).good() && doubles != nullptr) {
    pixels.type = SampleType::Float64;
    pixels.bytes = copied(doubles, element->getLength());
  }
  if (pixels.bytes.size() < count * bytesOfSample(pixels.type))
    return failure(cannotDecode(file, form, "it ends in the middle of its pixels"));
  return pixels;
}

PixelColour colourOf(const StoredForm& form)
{
  if (form.photometric == "PALETTE COLOR")
    return PixelColour::Palette;
  if (form.samplesPerPixel < 3)
    return PixelColour::Grey;
  if (form.photometric.starts_with("YBR_FULL"))
    return PixelColour::Luma;
  return form.photometric.starts_with("YBR_PARTIAL") ? PixelColour::PartialLuma : PixelColour::Rgb;
}

/// Values in place of packed or shared ones; a sentence for cells that no rule covers.
Result<void> unfold(StoredPixels& pixels, const StoredForm& form, std::size_t count,
                    const std::filesystem::path& file)
{
  if (form.bitsAllocated < 16 && form.bitsAllocated != 8) {
    pixels.type = form.bitsAllocated > 8 ? SampleType::UInt16 : SampleType::UInt8;
    const std::size_t needed = (count * static_cast<std::size_t>(form.bitsAllocated) + 7) / 8;
    pixels.missingBytes = needed - std::min(needed, pixels.bytes.size());
    pixels.bytes = unpackBits(pixels.bytes, form.bitsAllocated, count);
    return {};
  }
  const std::optional<SampleType> type = integerType(form.bitsAllocated, form.isSigned);
  if (!type)
    return failure(cannotDecode(file, form, "its kind of numbers is unknown"));
  pixels.type = *type;
  const std::size_t needed = count * bytesOfSample(*type);
  if (form.photometric.ends_with("_422") && form.bitsAllocated == 8 && pixels.bytes.size() < needed)
    pixels.bytes = withOwnColour(pixels.bytes);
  pixels.missingBytes = needed - std::min(needed, pixels.bytes.size());
  pixels.bytes.resize(needed, '\0');
  return {};
}

} // namespace

Result<StoredPixels> nativePixels(std::vector<char> bytes, const std::filesystem::path& file,
                                  const StoredForm& form)
{
  StoredPixels pixels;
  pixels.samples = static_cast<std::size_t>(form.samplesPerPixel);
  pixels.planar = form.planar;
  pixels.colour = colourOf(form);
  pixels.bytes = std::move(bytes);
  const std::size_t count =
      valuesInFrame(form, pixels.samples) * static_cast<std::size_t>(form.frames);
  if (const Result<void> unfolded = unfold(pixels, form, count, file); !unfolded)
    return failure(unfolded.error());
  if (form.bitsAllocated == 8)
    useStoredBits<std::uint8_t>(pixels.bytes, form);
  else if (form.bitsAllocated == 16)
    useStoredBits<std::uint16_t>(pixels.bytes, form);
  else if (form.bitsAllocated == 32)
    useStoredBits<std::uint32_t>(pixels.bytes, form);
  return pixels;
}

Result<StoredPixels> nativePixels(DicomFile& parsed, const std::filesystem::path& file,
                                  const StoredForm& form)
{
  DcmDataset& dataset = parsed.dataset();
  DcmElement* element = nullptr;
  if (dataset.findAndGetElement(DCM_PixelData, element).bad() || element == nullptr)
    return floatingPixels(dataset, file, form);
  return nativePixels(bytesIn(*element, form), file, form);
}

} // namespace limpid::study
