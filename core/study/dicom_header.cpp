#include "core/study/dicom_header.h"

#include "core/base/digest.h"
#include "core/study/image_words.h"
#include "core/study/unreadable_file.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dcistrmf.h>
#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>

namespace limpid::study {
namespace {

/// CP-2084; DCMTK 3.6.7's dictionary doesn't hold it yet.
const DcmTagKey syntheticData(0x0008, 0x001C);
constexpr int mostFrames = 1'000'000;

std::string trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos)
    return {};
  return std::string(
      text.substr(first, text.find_last_not_of(std::string_view(" \t\r\n\0", 5)) - first + 1));
}

std::string textIn(DcmItem& item, const DcmTagKey& tag)
{
  OFString value;
  if (item.findAndGetOFStringArray(tag, value).bad())
    return {};
  return asUtf8(trimmed({value.data(), value.size()}));
}

std::optional<double> parsedNumber(std::string_view raw)
{
  const std::string text = trimmed(raw);
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  double number = 0.0;
  if (std::from_chars(begin, text.data() + text.size(), number).ec != std::errc())
    return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

/// Value `place` of an element; through text, because DS, IS, FD and US all have one.
std::optional<double> numberIn(DcmItem& item, const DcmTagKey& tag, unsigned long place = 0,
                               bool andBelow = false)
{
  OFString value;
  if (item.findAndGetOFString(tag, value, place, andBelow ? OFTrue : OFFalse).bad())
    return std::nullopt;
  return parsedNumber({value.data(), value.size()});
}

int wholeIn(DcmItem& item, const DcmTagKey& tag, int otherwise)
{
  const std::optional<double> number = numberIn(item, tag);
  return number && std::abs(*number) < 2e9 ? static_cast<int>(*number) : otherwise;
}

/// Where a frame's values may stand, the most special place first: its own functional groups, the
/// shared ones (in their sequences), the data set itself (PS3.3 C.7.6.16).
struct Places
{
  DcmItem* own = nullptr;
  DcmItem* shared = nullptr;
  DcmItem* dataset = nullptr;

  std::optional<double> number(const DcmTagKey& tag, unsigned long place = 0) const
  {
    for (DcmItem* const item : {own, shared})
      if (item != nullptr)
        if (const auto found = numberIn(*item, tag, place, true))
          return found;
    return numberIn(*dataset, tag, place);
  }

  template<std::size_t Size>
  std::optional<std::array<double, Size>> numbers(const DcmTagKey& tag) const
  {
    std::array<double, Size> values{};
    for (std::size_t place = 0; place < Size; ++place) {
      const std::optional<double> value = number(tag, place);
      if (!value)
        return std::nullopt;
      values[place] = *value;
    }
    return values;
  }

  std::string text(const DcmTagKey& tag) const
  {
    OFString value;
    for (DcmItem* const item : {own, shared})
      if (item != nullptr && item->findAndGetOFString(tag, value, 0, OFTrue).good())
        return asUtf8(trimmed({value.data(), value.size()}));
    dataset->findAndGetOFString(tag, value);
    return asUtf8(trimmed({value.data(), value.size()}));
  }
};

/// The place of the first frame's values.
Places placesIn(DcmItem& dataset)
{
  Places places{nullptr, nullptr, &dataset};
  dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, places.shared, 0);
  dataset.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, places.own, 0);
  return places;
}

std::optional<double> exposureIn(const Places& places)
{
  if (const auto exposure = places.number(DCM_Exposure))
    return exposure;
  if (const auto microAmpereSeconds = places.number(DCM_ExposureInuAs))
    return *microAmpereSeconds / 1000.0;
  return places.number(DCM_ExposureInmAs);
}

FrameHeader frameIn(const Places& places)
{
  FrameHeader frame;
  const auto orientation = places.numbers<6>(DCM_ImageOrientationPatient);
  const auto position = places.numbers<3>(DCM_ImagePositionPatient);
  if (orientation && position) {
    const std::array<double, 3> normal = normalOf(*orientation);
    frame.positionMm =
        normal[0] * (*position)[0] + normal[1] * (*position)[1] + normal[2] * (*position)[2];
  } else if (places.own == nullptr) {
    frame.positionMm = numberIn(*places.dataset, DCM_SliceLocation);
  }
  frame.exposureMas = exposureIn(places);
  const auto center = places.number(DCM_WindowCenter);
  const auto width = places.number(DCM_WindowWidth);
  if (center && width && *width > 0.0)
    frame.windowCenterWidth = {*center, *width};
  frame.rescaleSlope = places.number(DCM_RescaleSlope).value_or(1.0);
  frame.rescaleIntercept = places.number(DCM_RescaleIntercept).value_or(0.0);
  if (frame.rescaleSlope == 0.0) // seen in the wild; every value would be the same
    frame.rescaleSlope = 1.0;
  return frame;
}

std::vector<FrameHeader> framesIn(DcmItem& dataset, int count)
{
  Places places = placesIn(dataset);
  DcmSequenceOfItems* ownGroups = nullptr;
  dataset.findAndGetSequence(DCM_PerFrameFunctionalGroupsSequence, ownGroups);
  if (ownGroups == nullptr)
    return std::vector<FrameHeader>(static_cast<std::size_t>(count), frameIn(places));
  std::vector<FrameHeader> frames;
  DcmObject* item = nullptr;
  for (int frame = 0; frame < count; ++frame) {
    item = ownGroups->nextInContainer(item);
    places.own = dynamic_cast<DcmItem*>(item);
    frames.push_back(frameIn(places));
    if (item == nullptr) { // fewer groups than frames: the rest has none of its own
      frames.resize(static_cast<std::size_t>(count), frames.back());
      break;
    }
  }
  return frames;
}

bool isSynthetic(DcmItem& dataset)
{
  DcmElement* element = nullptr;
  if (dataset.findAndGetElement(syntheticData, element).bad() || element == nullptr)
    return false;
  OFString text;
  if (element->getOFStringArray(text).good() && trimmed({text.data(), text.size()}) == "YES")
    return true;
  Uint8* bytes = nullptr; // implicit VR: of unknown representation without a dictionary entry
  if (element->getUint8Array(bytes).bad() || bytes == nullptr)
    return false;
  return trimmed({reinterpret_cast<const char*>(bytes), element->getLength()}) == "YES";
}

std::string kernelOrSequenceIn(DcmItem& dataset, const SeriesRecord& series)
{
  if (series.modality == "MR")
    return sequenceOf(series.description + " " + textIn(dataset, DCM_ProtocolName) + " " +
                          textIn(dataset, DCM_SequenceName),
                      textIn(dataset, DCM_ScanningSequence), numberIn(dataset, DCM_EchoTime),
                      numberIn(dataset, DCM_RepetitionTime));
  if (series.modality == "CT" || series.modality == "PT")
    return placesIn(dataset).text(DCM_ConvolutionKernel);
  return textIn(dataset, DCM_ViewPosition);
}

void readImageType(DcmItem& dataset, SeriesRecord& series)
{
  const std::string type = textIn(dataset, DCM_ImageType); // ORIGINAL\PRIMARY\AXIAL
  const std::string framed = "\\" + type + "\\";
  series.localizer =
      framed.find("\\LOCALIZER\\") != std::string::npos || namesScout(series.description);
  series.derived = type.starts_with("DERIVED") || framed.find("\\SECONDARY\\") != std::string::npos;
  series.secondary = series.sopClassUid.starts_with(UID_SecondaryCaptureImageStorage);
  series.synthetic = isSynthetic(dataset);
}

SeriesRecord seriesIn(DcmItem& dataset)
{
  SeriesRecord series;
  series.uid = textIn(dataset, DCM_SeriesInstanceUID);
  series.studyUid = textIn(dataset, DCM_StudyInstanceUID);
  series.patientName = textIn(dataset, DCM_PatientName);
  series.patientId = textIn(dataset, DCM_PatientID);
  series.studyDescription = textIn(dataset, DCM_StudyDescription);
  series.studyDate = textIn(dataset, DCM_StudyDate);
  series.description = textIn(dataset, DCM_SeriesDescription);
  series.modality = textIn(dataset, DCM_Modality);
  series.sopClassUid = textIn(dataset, DCM_SOPClassUID);
  series.scanner =
      scannerOf(textIn(dataset, DCM_Manufacturer), textIn(dataset, DCM_ManufacturerModelName));
  series.institution = textIn(dataset, DCM_InstitutionName);
  series.ageYears = ageInYears(textIn(dataset, DCM_PatientAge),
                               textIn(dataset, DCM_PatientBirthDate), series.studyDate);
  series.number = wholeIn(dataset, DCM_SeriesNumber, 0);
  series.bodyPart = bodyPartOf(textIn(dataset, DCM_BodyPartExamined),
                               series.description + " " + series.studyDescription + " " +
                                   textIn(dataset, DCM_ProtocolName));
  series.kernelOrSequence = kernelOrSequenceIn(dataset, series);
  const Places places = placesIn(dataset);
  if (const auto orientation = places.numbers<6>(DCM_ImageOrientationPatient))
    series.plane = planeOf(*orientation);
  series.spacingMm = places.numbers<2>(DCM_PixelSpacing);
  if (!series.spacingMm)
    series.spacingMm = places.numbers<2>(DCM_ImagerPixelSpacing);
  series.sliceThicknessMm = places.number(DCM_SliceThickness);
  readImageType(dataset, series);
  return series;
}

/// What a DICOM file without pixels holds, in words.
std::string contentOf(DcmItem& dataset)
{
  static const std::map<std::string, std::string> names = {{"SR", "structured report"},
                                                           {"PR", "presentation state"},
                                                           {"KO", "list of key images"},
                                                           {"RTSTRUCT", "radiotherapy structures"},
                                                           {"RTPLAN", "radiotherapy plan"},
                                                           {"REG", "registration"},
                                                           {"DOC", "document"},
                                                           {"ECG", "waveform"},
                                                           {"ANN", "annotations"},
                                                           {"RTRECORD", "radiotherapy record"}};
  const std::string modality = textIn(dataset, DCM_Modality);
  if (const auto found = names.find(modality); found != names.end())
    return found->second;
  const std::string uid = textIn(dataset, DCM_SOPClassUID);
  const char* const name = uid.empty() ? nullptr : dcmFindNameOfUID(uid.c_str(), nullptr);
  return name != nullptr ? name : uid.empty() ? "a data set without a class" : "class " + uid;
}

/// Pixel bytes that the header promises, for transfer syntaxes that don't compress; else 0.
std::uintmax_t promisedBytes(E_TransferSyntax syntax, const DicomHeader& header)
{
  if (syntax != EXS_LittleEndianImplicit && syntax != EXS_LittleEndianExplicit &&
      syntax != EXS_BigEndianExplicit)
    return 0;
  // Two pixels share their colour (PS3.3 C.7.6.3.1.2): two stored samples a pixel.
  const bool sharesColour = header.photometric.ends_with("_422");
  const int samples = sharesColour ? 2 : header.samplesPerPixel;
  return static_cast<std::uintmax_t>(header.rows) * static_cast<std::uintmax_t>(header.columns) *
         static_cast<std::uintmax_t>(samples) * static_cast<std::uintmax_t>(header.bitsAllocated) *
         header.frames.size() / 8;
}

/// How much of a file lies behind what was read of it.
struct Extent
{
  std::uintmax_t bytes = 0;
  std::uintmax_t behindHeader = 0;
};

/// Empty when the pixels that the header promises can be there, else the reason why they can't.
std::string reasonInPixels(DcmItem& dataset, E_TransferSyntax syntax, const DicomHeader& header,
                           const Extent& extent)
{
  if (dataset.tagExists(DCM_FloatPixelData) || dataset.tagExists(DCM_DoubleFloatPixelData))
    return "Its pixels are floating-point numbers, which Limpid can't read.";
  if (syntax == EXS_DeflatedLittleEndianExplicit)
    return {}; // the place in the file says nothing
  if (extent.behindHeader < 8)
    return "It has a header but no pixels.";
  return promisedBytes(syntax, header) > extent.behindHeader
             ? "It ends in the middle of its pixels."
             : "";
}

/// Fills rows, columns and frames; a reason when there is nothing to show.
std::string readImage(DcmItem& dataset, E_TransferSyntax syntax, const Extent& extent,
                      DicomHeader& header)
{
  header.rows = wholeIn(dataset, DCM_Rows, 0);
  header.columns = wholeIn(dataset, DCM_Columns, 0);
  if (header.rows <= 0 || header.columns <= 0)
    return fmt::format("It holds no image: {}.", contentOf(dataset));
  const int frames = std::max(1, wholeIn(dataset, DCM_NumberOfFrames, 1));
  if (frames > mostFrames || static_cast<std::uintmax_t>(frames) > extent.bytes)
    return fmt::format("Its header is broken: {} frames in {} bytes.", frames, extent.bytes);
  header.instanceNumber = wholeIn(dataset, DCM_InstanceNumber, 0);
  header.samplesPerPixel = std::max(1, wholeIn(dataset, DCM_SamplesPerPixel, 1));
  header.bitsAllocated = std::max(1, wholeIn(dataset, DCM_BitsAllocated, 16));
  header.isSigned = wholeIn(dataset, DCM_PixelRepresentation, 0) == 1;
  header.photometric = textIn(dataset, DCM_PhotometricInterpretation);
  header.transferSyntax = DcmXfer(syntax).getXferName();
  header.frames = framesIn(dataset, frames);
  return reasonInPixels(dataset, syntax, header, extent);
}

HeaderReading noImage(std::string reason)
{
  return {std::nullopt, std::move(reason), true};
}

HeaderReading readDataset(DcmFileFormat& format, const std::filesystem::path& file,
                          const Extent& extent)
{
  DcmDataset& dataset = *format.getDataset();
  if (textIn(*format.getMetaInfo(), DCM_MediaStorageSOPClassUID) ==
      UID_MediaStorageDirectoryStorage)
    return {};
  const std::string characters = textIn(dataset, DCM_SpecificCharacterSet);
  if (!characters.empty() && characters != "ISO_IR 192")
    dataset.convertToUTF8(); // what can't be converted stays and is read as Latin-1
  DicomHeader header;
  if (std::string reason = readImage(dataset, dataset.getOriginalXfer(), extent, header);
      !reason.empty())
    return noImage(std::move(reason));
  header.series = seriesIn(dataset);
  header.birthDate = textIn(dataset, DCM_PatientBirthDate);
  header.sex = textIn(dataset, DCM_PatientSex);
  header.sopInstanceUid = textIn(dataset, DCM_SOPInstanceUID);
  if (header.sopInstanceUid.empty()) {
    const Result<std::string> digest = digestOfFile(file);
    if (!digest)
      return {std::nullopt, digest.error().message, false};
    header.sopInstanceUid = "digest:" + *digest;
  }
  return {std::move(header), {}, true};
}

} // namespace

HeaderReading readDicomHeader(const std::filesystem::path& file)
{
  std::error_code status;
  const std::uintmax_t bytes = std::filesystem::file_size(file, status);
  if (status)
    return {std::nullopt, "It vanished while Limpid was reading.", false};
  if (!std::ifstream(file, std::ios::binary))
    return {std::nullopt, "You may not read it.", false};
  if (std::string reason = reasonInFirstBytes(file); !reason.empty())
    return noImage(std::move(reason));
  DcmInputFileStream stream(file.c_str());
  DcmFileFormat format;
  format.transferInit();
  const OFCondition read =
      format.readUntilTag(stream, EXS_Unknown, EGL_noChange, DCM_MaxReadLength, DCM_PixelData);
  format.transferEnd();
  const auto place = static_cast<std::uintmax_t>(stream.tell());
  if (read.bad() && read != EC_EndOfStream)
    return noImage(reasonOfBrokenHeader(
        file, read == EC_InvalidStream || read == EC_StreamNotifyClient, read.text()));
  return readDataset(format, file, {bytes, bytes > place ? bytes - place : 0});
}

} // namespace limpid::study
