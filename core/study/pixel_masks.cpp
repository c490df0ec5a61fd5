#include "core/study/decoded_dataset.h"
#include "core/study/lookup_tables.h"
#include "core/study/pixel_text.h"
#include "core/study/transfer_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace limpid::study {
namespace {

std::string photometricOf(DcmDataset& dataset)
{
  OFString value;
  dataset.findAndGetOFString(DCM_PhotometricInterpretation, value);
  return value.c_str();
}

/// How the pixels lie in the buffer.
struct Layout
{
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t samples = 1;
  std::size_t bytesPerSample = 1;
  std::size_t frames = 1;
  bool byPlanes = false;
  std::array<std::uint32_t, 3> dark{}; ///< stored value per sample

  std::size_t size() const { return rows * columns * samples * bytesPerSample * frames; }
};

std::uint32_t darkGrey(DcmDataset& dataset, const std::string& photometric)
{
  Uint16 bitsStored = 8;
  Uint16 isSigned = 0;
  dataset.findAndGetUint16(DCM_BitsStored, bitsStored);
  dataset.findAndGetUint16(DCM_PixelRepresentation, isSigned);
  const std::uint32_t half = 1U << (std::clamp<std::uint32_t>(bitsStored, 1, 16) - 1U);
  const bool brightIsLow = photometric == "MONOCHROME1";
  if (isSigned != 0)
    return brightIsLow ? half - 1U : 0U - half;
  return brightIsLow ? 2U * half - 1U : 0U;
}

/// The index of the darkest colour.
std::uint32_t darkestIndex(DcmDataset& dataset, Uint16 bits)
{
  const std::optional<LookupTable> luminance = paletteLuminanceIn(dataset);
  std::uint32_t darkest = 0;
  for (std::uint32_t index = 1; luminance && index < (1U << bits); ++index)
    if (luminance->at(index) < luminance->at(darkest))
      darkest = index;
  return darkest;
}

Result<Layout> layoutOf(DcmDataset& dataset)
{
  Uint16 rows = 0;
  Uint16 columns = 0;
  Uint16 samples = 1;
  Uint16 bits = 0;
  Uint16 planar = 0;
  Sint32 frames = 1;
  dataset.findAndGetUint16(DCM_Rows, rows);
  dataset.findAndGetUint16(DCM_Columns, columns);
  dataset.findAndGetUint16(DCM_SamplesPerPixel, samples);
  dataset.findAndGetUint16(DCM_BitsAllocated, bits);
  dataset.findAndGetUint16(DCM_PlanarConfiguration, planar);
  dataset.findAndGetSint32(DCM_NumberOfFrames, frames);
  const std::string photometric = photometricOf(dataset);
  if ((bits != 8 && bits != 16) || (samples != 1 && samples != 3) ||
      photometric.find("42") != std::string::npos)
    return failure(ErrorCode::Unsupported,
                   fmt::format("pixels of {} bits as {} can't be painted over", bits, photometric));
  Layout layout{.rows = rows,
                .columns = columns,
                .samples = samples,
                .bytesPerSample = bits / 8U,
                .frames = static_cast<std::size_t>(std::max(frames, Sint32{1})),
                .byPlanes = samples == 3 && planar == 1};
  if (photometric == "PALETTE COLOR")
    layout.dark = {darkestIndex(dataset, bits), 0, 0};
  else if (samples == 1)
    layout.dark = {darkGrey(dataset, photometric), 0, 0};
  else if (photometric.starts_with("YBR"))
    layout.dark = {0, 128, 128};
  return layout;
}

void paint(std::span<std::uint8_t> frame, const Layout& layout, const PixelMask& mask)
{
  const auto row = static_cast<std::size_t>(mask.row);
  const auto column = static_cast<std::size_t>(mask.column);
  for (std::size_t y = row; y < row + static_cast<std::size_t>(mask.height); ++y)
    for (std::size_t x = column; x < column + static_cast<std::size_t>(mask.width); ++x)
      for (std::size_t sample = 0; sample < layout.samples; ++sample) {
        const std::size_t pixel = y * layout.columns + x;
        const std::size_t at = layout.byPlanes ? sample * layout.rows * layout.columns + pixel
                                               : pixel * layout.samples + sample;
        for (std::size_t byte = 0; byte < layout.bytesPerSample; ++byte)
          frame[at * layout.bytesPerSample + byte] =
              static_cast<std::uint8_t>((layout.dark[sample] >> (8U * byte)) & 0xFFU);
      }
}

/// The pixel data as bytes, little endian. Empty when there are none or not as many as announced.
std::span<std::uint8_t> bytesOf(DcmDataset& dataset, const Layout& layout)
{
  DcmElement* element = nullptr;
  Uint8* bytes = nullptr;
  if (dataset.findAndGetElement(DCM_PixelData, element).bad() ||
      element->getLengthField() < layout.size())
    return {};
  if (element->getVR() == EVR_OB) {
    element->getUint8Array(bytes);
  } else {
    Uint16* words = nullptr; // DCMTK swaps them to the machine's order, which is little endian
    element->getUint16Array(words);
    bytes = reinterpret_cast<Uint8*>(words);
  }
  return bytes == nullptr ? std::span<std::uint8_t>() : std::span(bytes, layout.size());
}

bool liesInside(const PixelMask& mask, const Layout& layout)
{
  return mask.column >= 0 && mask.row >= 0 && mask.width > 0 && mask.height > 0 &&
         static_cast<std::size_t>(mask.column) + static_cast<std::size_t>(mask.width) <=
             layout.columns &&
         static_cast<std::size_t>(mask.row) + static_cast<std::size_t>(mask.height) <= layout.rows;
}

} // namespace

Result<bool> paintOver(DcmDataset& dataset, const std::filesystem::path& file,
                       const std::vector<PixelMask>& masks)
{
  const bool coded = hasCodedPixels(dataset.getCurrentXfer());
  if (coded)
    if (const Result<void> plain = decodePixels(dataset, file); !plain)
      return failure(plain.error());
  const Result<Layout> layout = layoutOf(dataset);
  if (!layout)
    return failure(layout.error());
  for (const PixelMask& mask : masks)
    if (!liesInside(mask, *layout))
      return failure(ErrorCode::BadInput,
                     fmt::format("the mask {},{},{},{} reaches beyond its {} × {} pixels",
                                 mask.column, mask.row, mask.width, mask.height, layout->columns,
                                 layout->rows));
  const std::span<std::uint8_t> pixels = bytesOf(dataset, *layout);
  if (pixels.empty())
    return failure(ErrorCode::BadInput, "its pixels aren't as many as it says");
  const std::size_t frameSize = layout->size() / layout->frames;
  for (std::size_t frame = 0; frame < layout->frames; ++frame)
    for (const PixelMask& mask : masks)
      paint(pixels.subspan(frame * frameSize, frameSize), *layout, mask);
  return coded;
}

} // namespace limpid::study
