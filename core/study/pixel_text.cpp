#include "core/study/pixel_text.h"

#include "core/study/transfer_syntax.h"

#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace limpid::study {
namespace {

std::string text(DcmDataset& dataset, const DcmTagKey& tag)
{
  OFString value;
  dataset.findAndGetOFStringArray(tag, value);
  return value.c_str();
}

template<std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word)
{
  return std::ranges::find(words, word) != words.end();
}

bool isSecondaryCapture(const std::string& sopClass)
{
  static const std::array<std::string_view, 5> classes = {
      UID_SecondaryCaptureImageStorage, UID_MultiframeSingleBitSecondaryCaptureImageStorage,
      UID_MultiframeGrayscaleByteSecondaryCaptureImageStorage,
      UID_MultiframeGrayscaleWordSecondaryCaptureImageStorage,
      UID_MultiframeTrueColorSecondaryCaptureImageStorage};
  return contains(classes, sopClass);
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
  const std::string photometric = text(dataset, DCM_PhotometricInterpretation);
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
  if (samples == 1)
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

// JPEG-LS is left out: the CharLS of DCMTK would stand before that of GDCM
// (LimpidDependencies.cmake).
void registerDecoders()
{
  static const bool registered = [] {
    DJDecoderRegistration::registerCodecs();
    DcmRLEDecoderRegistration::registerCodecs();
    return true;
  }();
  static_cast<void>(registered);
}

Result<void> decompress(DcmDataset& dataset)
{
  if (!hasCodedPixels(dataset.getCurrentXfer()))
    return {};
  registerDecoders();
  const OFCondition decoded = dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr);
  if (decoded.bad() || !dataset.canWriteXfer(EXS_LittleEndianExplicit))
    return failure(ErrorCode::Unsupported,
                   fmt::format("its encoding ({}) can't be decoded to be painted over",
                               DcmXfer(dataset.getOriginalXfer()).getXferName()));
  dataset.removeAllButCurrentRepresentations();
  return {};
}

bool liesInside(const PixelMask& mask, const Layout& layout)
{
  return mask.column >= 0 && mask.row >= 0 && mask.width > 0 && mask.height > 0 &&
         static_cast<std::size_t>(mask.column) + static_cast<std::size_t>(mask.width) <=
             layout.columns &&
         static_cast<std::size_t>(mask.row) + static_cast<std::size_t>(mask.height) <= layout.rows;
}

} // namespace

std::string burnedInConcern(DcmDataset& dataset)
{
  constexpr std::array<std::string_view, 7> modalities = {"US", "IVUS", "CR", "OT",
                                                          "SC", "XC",   "ES"};
  const std::string annotation = text(dataset, DCM_BurnedInAnnotation);
  if (annotation.starts_with("NO"))
    return {};
  if (annotation.starts_with("YES"))
    return "the header says that text is burned into the pixels";
  const std::string modality = text(dataset, DCM_Modality);
  if (contains(modalities, modality))
    return fmt::format("images of modality {} often have text in their pixels, and the header "
                       "doesn't say that there is none",
                       modality);
  if (isSecondaryCapture(text(dataset, DCM_SOPClassUID)) ||
      text(dataset, DCM_ImageType).find("SCREEN") != std::string::npos)
    return "captured images often have text in their pixels, and the header doesn't say that there "
           "is none";
  return {};
}

bool mayShowAFace(DcmDataset& dataset)
{
  constexpr std::array<std::string_view, 6> heads = {"HEAD",  "BRAIN", "FACE",
                                                     "SKULL", "NECK",  "HEADNECK"};
  constexpr std::array<std::string_view, 4> modalities = {"CT", "MR", "PT", "XC"};
  return contains(modalities, text(dataset, DCM_Modality)) &&
         contains(heads, text(dataset, DCM_BodyPartExamined));
}

Result<void> paintOver(DcmDataset& dataset, const std::vector<PixelMask>& masks)
{
  if (const Result<void> plain = decompress(dataset); !plain)
    return plain;
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
  return {};
}

} // namespace limpid::study
