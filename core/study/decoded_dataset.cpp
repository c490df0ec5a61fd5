#include "core/study/decoded_dataset.h"

#include "core/study/coded_pixels.h"
#include "core/study/dicom_file.h"
#include "core/study/dicom_header.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

namespace limpid::study {
namespace {

Result<StoredPixels> decoded(const std::filesystem::path& file)
{
  DicomFile parsed = DicomFile::parse(file, DicomFile::Extent::UpToPixels);
  const HeaderReading reading = headerIn(parsed, file);
  if (!reading.header)
    return failure(ErrorCode::BadInput, reading.reason);
  return codedPixels(file, parsed, reading.header->stored);
}

bool isSigned(SampleType type)
{
  return type == SampleType::Int8 || type == SampleType::Int16 || type == SampleType::Int32;
}

OFCondition putPixels(DcmDataset& dataset, const StoredPixels& pixels)
{
  const std::size_t bytesPerSample = bytesOfSample(pixels.type);
  delete dataset.remove(DCM_PixelData);
  if (bytesPerSample == 1)
    return dataset.putAndInsertUint8Array(DcmTag(DCM_PixelData, DcmVR(EVR_OB)),
                                          reinterpret_cast<const Uint8*>(pixels.bytes.data()),
                                          static_cast<unsigned long>(pixels.bytes.size()));
  std::vector<Uint16> words(pixels.bytes.size() / 2);
  std::memcpy(words.data(), pixels.bytes.data(), 2 * words.size());
  return dataset.putAndInsertUint16Array(DcmTag(DCM_PixelData, DcmVR(EVR_OW)), words.data(),
                                         static_cast<unsigned long>(words.size()));
}

/// The decoder may have undone a colour transform of the codec, or widened the samples.
void describe(DcmDataset& dataset, const StoredPixels& pixels)
{
  const auto bits = static_cast<Uint16>(8 * bytesOfSample(pixels.type));
  dataset.putAndInsertUint16(DCM_BitsAllocated, bits);
  dataset.putAndInsertUint16(DCM_PixelRepresentation, isSigned(pixels.type) ? 1 : 0);
  dataset.putAndInsertUint16(DCM_SamplesPerPixel, static_cast<Uint16>(pixels.samples));
  if (pixels.samples < 3)
    return;
  dataset.putAndInsertUint16(DCM_PlanarConfiguration, pixels.planar ? 1 : 0);
  dataset.putAndInsertString(DCM_PhotometricInterpretation,
                             pixels.colour == PixelColour::Luma ? "YBR_FULL" : "RGB");
}

} // namespace

Result<void> decodePixels(DcmDataset& dataset, const std::filesystem::path& file)
{
  const Result<StoredPixels> pixels = decoded(file);
  if (!pixels)
    return failure(
        ErrorCode::Unsupported,
        fmt::format("it must be decoded to be painted over, and {}", pixels.error().message));
  describe(dataset, *pixels);
  if (const OFCondition put = putPixels(dataset, *pixels); put.bad())
    return failure(ErrorCode::NoResource, put.text());
  return {};
}

} // namespace limpid::study
