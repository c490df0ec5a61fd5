#include "core/study/coded_pixels.h"

#include "core/study/code_stream_check.h"
#include "core/study/fragment_check.h"
#include "core/study/run_lengths.h"

#include <fmt/format.h>
#include <gdcmImageReader.h>
#include <gdcmMediaStorage.h>
#include <gdcmSequenceOfFragments.h>
#include <gdcmTrace.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <mutex>
#include <new>
#include <sstream>

namespace limpid::study {
namespace {

namespace fs = std::filesystem;

const gdcm::Tag pixelData(0x7FE0, 0x0010);

std::string_view bytesOf(const gdcm::Fragment& fragment)
{
  const gdcm::ByteValue* const value = fragment.GetByteValue();
  return value == nullptr ? std::string_view()
                          : std::string_view(value->GetPointer(), value->GetLength());
}

/// One fragment a frame, where frames lie in several and the offset table is missing: GDCM's
/// JPEG-LS decoder takes each fragment for a frame. Null when the fragments tell no frames.
gdcm::SmartPointer<gdcm::SequenceOfFragments>
oneFragmentAFrame(const gdcm::SequenceOfFragments& fragments, std::size_t frames)
{
  std::vector<std::string> images;
  for (std::size_t at = 0; at < fragments.GetNumberOfFragments(); ++at) {
    const std::string_view bytes =
        bytesOf(fragments.GetFragment(static_cast<gdcm::SequenceOfFragments::SizeType>(at)));
    if (beginsImage(bytes))
      images.emplace_back(bytes);
    else if (images.empty())
      return {};
    else
      images.back() += bytes;
  }
  if (images.size() != frames)
    return {};
  gdcm::SmartPointer<gdcm::SequenceOfFragments> joined = new gdcm::SequenceOfFragments;
  for (std::string& image : images) {
    if (image.size() % 2 != 0)
      image += '\0';
    gdcm::Fragment fragment;
    fragment.SetByteValue(image.data(), static_cast<std::uint32_t>(image.size()));
    joined->AddFragment(fragment);
  }
  return joined;
}

/// Shows GDCM the pixel module only. Debian's GDCM is built with assertions: geometry that it finds
/// odd (segmentations, doses of one frame) would end the program.
class PixelsOnlyReader final : public gdcm::ImageReader
{
public:
  explicit PixelsOnlyReader(std::size_t frames) : m_frames(frames) {}

  /// The file's data set and its fragments, without a look at the image.
  bool readFile() { return gdcm::Reader::Read(); }

  const gdcm::SequenceOfFragments* fragments() const
  {
    return GetFile().GetDataSet().GetDataElement(pixelData).GetSequenceOfFragments();
  }

  bool Read() override
  {
    if (!readFile())
      return false;
    gdcm::DataSet& dataset = GetFile().GetDataSet();
    for (const gdcm::Tag& tag :
         {gdcm::Tag(0x5200, 0x9229), gdcm::Tag(0x5200, 0x9230), gdcm::Tag(0x0020, 0x0037),
          gdcm::Tag(0x0020, 0x0032), gdcm::Tag(0x3004, 0x000c), gdcm::Tag(0x0028, 0x0009)})
      dataset.Remove(tag);
    joinFragments();
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

  void joinFragments()
  {
    const gdcm::SequenceOfFragments* const stored = fragments();
    if (stored == nullptr || m_frames < 2 || stored->GetNumberOfFragments() == m_frames)
      return;
    const auto joined = oneFragmentAFrame(*stored, m_frames);
    if (joined == nullptr)
      return;
    gdcm::DataElement element(pixelData);
    element.SetVR(gdcm::VR::OB);
    element.SetValue(*joined);
    GetFile().GetDataSet().Replace(element);
  }

  std::size_t m_frames;
};

std::optional<SampleType> typeOf(const gdcm::PixelFormat& format)
{
  switch (format.GetScalarType()) {
  case gdcm::PixelFormat::UINT8:
    return SampleType::UInt8;
  case gdcm::PixelFormat::INT8:
    return SampleType::Int8;
  case gdcm::PixelFormat::UINT16:
    return SampleType::UInt16;
  case gdcm::PixelFormat::INT16:
    return SampleType::Int16;
  case gdcm::PixelFormat::UINT32:
    return SampleType::UInt32;
  case gdcm::PixelFormat::INT32:
    return SampleType::Int32;
  default:
    return std::nullopt;
  }
}

PixelColour colourOf(const gdcm::Image& image)
{
  const gdcm::PhotometricInterpretation colour = image.GetPhotometricInterpretation();
  if (colour == gdcm::PhotometricInterpretation::PALETTE_COLOR)
    return PixelColour::Palette;
  if (image.GetPixelFormat().GetSamplesPerPixel() < 3)
    return PixelColour::Grey;
  return colour == gdcm::PhotometricInterpretation::YBR_FULL ||
                 colour == gdcm::PhotometricInterpretation::YBR_FULL_422
             ? PixelColour::Luma
             : PixelColour::Rgb;
}

Result<StoredPixels> pixelsOf(const gdcm::Image& image, const fs::path& file,
                              const StoredForm& form)
{
  StoredPixels pixels;
  pixels.bytes.resize(image.GetBufferLength());
  if (pixels.bytes.empty() || !image.GetBuffer(pixels.bytes.data()))
    return failure(
        cannotDecode(file, form, "its pixels are damaged, or coded in a way GDCM doesn't know"));
  // Asked after decoding: some decoders find out only then.
  const gdcm::PixelFormat format = image.GetPixelFormat();
  pixels.samples = format.GetSamplesPerPixel();
  pixels.planar = pixels.samples > 1 && image.GetPlanarConfiguration() == 1;
  pixels.colour = colourOf(image);
  const std::size_t count =
      valuesInFrame(form, pixels.samples) * static_cast<std::size_t>(form.frames);
  if (format.GetScalarType() == gdcm::PixelFormat::SINGLEBIT) {
    pixels.type = SampleType::UInt8;
    if (pixels.bytes.size() < count) // still packed
      pixels.bytes = unpackBits(pixels.bytes, 1, count);
    return pixels;
  }
  const std::optional<SampleType> type = typeOf(format);
  if (!type)
    return failure(cannotDecode(file, form, "its kind of numbers is unknown"));
  pixels.type = *type;
  if (pixels.bytes.size() < count * bytesOfSample(*type))
    return failure(cannotDecode(file, form, "it ends in the middle of its pixels"));
  return pixels;
}

/// Run lengths of single bits, which GDCM doesn't know: each frame begins on a byte.
Result<StoredPixels> singleBitsOf(PixelsOnlyReader& reader, const fs::path& file,
                                  const StoredForm& form)
{
  const auto frames = static_cast<std::size_t>(form.frames);
  if (!reader.readFile() || reader.fragments() == nullptr ||
      reader.fragments()->GetNumberOfFragments() != frames)
    return failure(cannotDecode(file, form, "its run lengths are damaged"));
  StoredPixels pixels;
  pixels.type = SampleType::UInt8;
  const std::size_t count = valuesInFrame(form, 1);
  for (std::size_t frame = 0; frame < frames; ++frame) {
    const auto bits =
        decodeRunLengths(bytesOf(reader.fragments()->GetFragment(
                             static_cast<gdcm::SequenceOfFragments::SizeType>(frame))),
                         (count + 7) / 8);
    if (!bits)
      return failure(cannotDecode(file, form, "its run lengths are damaged"));
    const std::vector<char> unpacked = unpackBits(*bits, 1, count);
    pixels.bytes.insert(pixels.bytes.end(), unpacked.begin(), unpacked.end());
  }
  return pixels;
}

Result<StoredPixels> decode(PixelsOnlyReader& reader, const fs::path& file, const StoredForm& form)
{
  if (form.bitsAllocated == 1 && form.samplesPerPixel == 1 && form.transferSyntax == "RLE Lossless")
    return singleBitsOf(reader, file, form);
  if (!reader.Read())
    return failure(cannotDecode(file, form, "GDCM doesn't know this kind of image"));
  const gdcm::Image& image = reader.GetImage();
  const std::size_t frames = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1;
  if (image.GetColumns() != static_cast<unsigned int>(form.columns) ||
      image.GetRows() != static_cast<unsigned int>(form.rows) ||
      frames != static_cast<std::size_t>(form.frames))
    return failure(cannotDecode(file, form, "its pixels have another size than its header says"));
  return pixelsOf(image, file, form);
}

/// What GDCM is to read: the file, or what stands for it.
std::unique_ptr<std::istream> streamOf(const fs::path& file, const DicomFile& parsed)
{
  if (parsed.content())
    return std::make_unique<std::istringstream>(*parsed.content());
  return std::make_unique<std::ifstream>(file, std::ios::binary);
}

} // namespace

Result<StoredPixels> codedPixels(const fs::path& file, const DicomFile& parsed,
                                 const StoredForm& form)
{
  static std::once_flag quieted;
  std::call_once(quieted, [] {
    gdcm::Trace::DebugOff();
    gdcm::Trace::WarningOff();
    gdcm::Trace::ErrorOff();
  });
  try {
    const std::unique_ptr<std::istream> stream = streamOf(file, parsed);
    const std::uintmax_t end = parsed.bytes();
    const std::uintmax_t begin = end - std::min(end, parsed.bytesBehind().value_or(0));
    if (const std::string damage = damageInFragments(*stream, begin, end, form); !damage.empty())
      return failure(cannotDecode(file, form, damage));
    stream->clear();
    stream->seekg(0);
    PixelsOnlyReader reader(static_cast<std::size_t>(form.frames));
    reader.SetStream(*stream);
    return decode(reader, file, form);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::NoResource,
                   fmt::format("There is too little memory for the pixels of {}.", file.string()));
  } catch (const std::exception& exception) {
    return failure(cannotDecode(file, form, exception.what()));
  }
}

} // namespace limpid::study
