#include "core/study/dicom_header.h"

#include "core/base/digest.h"
#include "core/study/dicom_file.h"
#include "core/study/dicom_values.h"
#include "core/study/identity_words.h"
#include "core/study/mosaic.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace limpid::study {
namespace {

/// CP-2084; DCMTK 3.6.7's dictionary doesn't hold it yet.
const DcmTagKey syntheticData(0x0008, 0x001C);
constexpr int mostFrames = 1'000'000;
constexpr int longestSide = 65535; // all that Rows and Columns can say as US
constexpr int mostSamples = 16;
constexpr int mostBits = 64;

std::optional<double> exposureIn(const FramePlaces& places)
{
  if (const auto exposure = places.number(DCM_Exposure))
    return exposure;
  if (const auto microAmpereSeconds = places.number(DCM_ExposureInuAs))
    return *microAmpereSeconds / 1000.0;
  return places.number(DCM_ExposureInmAs);
}

std::optional<std::array<double, 2>> spacingIn(const FramePlaces& places)
{
  auto spacing = places.numbers<2>(DCM_PixelSpacing);
  if (!spacing)
    spacing = places.numbers<2>(DCM_ImagerPixelSpacing);
  if (spacing && ((*spacing)[0] <= 0.0 || (*spacing)[1] <= 0.0))
    return std::nullopt;
  return spacing;
}

double along(const std::array<double, 3>& direction, const std::array<double, 3>& place)
{
  return direction[0] * place[0] + direction[1] * place[1] + direction[2] * place[2];
}

/// The position in a mosaic's header is that of one image as large as the mosaic, around the same
/// centre.
std::array<double, 3> originOfFirstTile(const FrameHeader& frame, const StoredForm& stored,
                                        const std::array<int, 2>& tile)
{
  const Orientation& direction = *frame.orientation;
  const double down = (*frame.spacingMm)[0] * (stored.rows - tile[0]) / 2.0;
  const double right = (*frame.spacingMm)[1] * (stored.columns - tile[1]) / 2.0;
  std::array<double, 3> origin = *frame.originMm;
  for (std::size_t axis = 0; axis < 3; ++axis)
    origin[axis] += right * direction[axis] + down * direction[axis + 3];
  return origin;
}

FrameHeader frameIn(const FramePlaces& places)
{
  FrameHeader frame;
  frame.orientation = places.numbers<6>(DCM_ImageOrientationPatient);
  frame.originMm = places.numbers<3>(DCM_ImagePositionPatient);
  if (frame.orientation && frame.originMm)
    frame.positionMm = along(normalOf(*frame.orientation), *frame.originMm);
  else if (places.own == nullptr)
    frame.positionMm = numberIn(*places.dataset, DCM_SliceLocation);
  frame.exposureMas = exposureIn(places);
  const auto center = places.number(DCM_WindowCenter);
  const auto width = places.number(DCM_WindowWidth);
  if (center && width && *width > 0.0)
    frame.windowCenterWidth = {*center, *width};
  frame.spacingMm = spacingIn(places);
  frame.rescaleSlope = places.number(DCM_RescaleSlope).value_or(1.0);
  frame.rescaleIntercept = places.number(DCM_RescaleIntercept).value_or(0.0);
  if (frame.rescaleSlope == 0.0) // seen in the wild; every value would be the same
    frame.rescaleSlope = 1.0;
  return frame;
}

std::vector<FrameHeader> framesIn(DcmItem& dataset, int count)
{
  FramePlaces places = FramePlaces::firstIn(dataset);
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

/// One image a slice, each as far from the last as the header says.
void splitMosaic(DcmItem& dataset, const Mosaic& mosaic, DicomHeader& header)
{
  header.stored.tilesPerRow = mosaic.tilesPerRow;
  header.rows /= mosaic.tilesPerRow;
  header.columns /= mosaic.tilesPerRow;
  FrameHeader slice = header.frames.front();
  const std::optional<double> step = numberIn(dataset, DCM_SpacingBetweenSlices);
  std::optional<std::array<double, 3>> normal = mosaic.normal;
  if (!normal && slice.orientation)
    normal = normalOf(*slice.orientation);
  if (slice.originMm && slice.orientation && slice.spacingMm)
    slice.originMm = originOfFirstTile(slice, header.stored, {header.rows, header.columns});
  header.frames.clear();
  for (int number = 0; number < mosaic.slices; ++number) {
    header.frames.push_back(slice);
    if (!slice.originMm || !normal || !step || !slice.orientation)
      continue;
    FrameHeader& placed = header.frames.back();
    for (std::size_t axis = 0; axis < 3; ++axis)
      (*placed.originMm)[axis] += number * *step * (*normal)[axis];
    placed.positionMm = along(normalOf(*slice.orientation), *placed.originMm);
  }
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
    return FramePlaces::firstIn(dataset).text(DCM_ConvolutionKernel);
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

/// Empty parts at the end of a name need no delimiters (PS3.5 6.2.1).
std::string withoutEmptyParts(std::string name)
{
  name.erase(name.find_last_not_of("^=") + 1);
  return name;
}

/// Words that a kind is named by, which data sets and runs repeat: empty where somebody has typed
/// the patient into the field.
std::string withoutPatient(std::string word, const SeriesRecord& series)
{
  std::vector<std::string> identity;
  addNameWords(identity, series.patientName);
  addIdentityPhrase(identity, series.patientId);
  return holdsIdentity(identity, word) ? std::string() : word;
}

SeriesRecord seriesIn(DcmItem& dataset)
{
  SeriesRecord series;
  series.uid = textIn(dataset, DCM_SeriesInstanceUID);
  series.studyUid = textIn(dataset, DCM_StudyInstanceUID);
  series.patientName = withoutEmptyParts(textIn(dataset, DCM_PatientName));
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
  if (bodyPartOf({}, series.bodyPart) !=
      series.bodyPart) // no word of ours; phantoms are called HEAD
    series.bodyPart = withoutPatient(series.bodyPart, series);
  series.kernelOrSequence = withoutPatient(kernelOrSequenceIn(dataset, series), series);
  const FramePlaces places = FramePlaces::firstIn(dataset);
  if (const auto orientation = places.numbers<6>(DCM_ImageOrientationPatient))
    series.plane = planeOf(*orientation);
  series.spacingMm = spacingIn(places);
  series.sliceThicknessMm = places.number(DCM_SliceThickness);
  readImageType(dataset, series);
  return series;
}

/// Spectroscopy has rows and columns and no pixels (PS3.3 C.8.14.2).
bool mayHoldImage(DcmItem& dataset)
{
  return !dataset.tagExists(DCM_SpectroscopyData) &&
         textIn(dataset, DCM_SOPClassUID) != UID_MRSpectroscopyStorage;
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
                                                           {"HD", "waveform"},
                                                           {"EPS", "waveform"},
                                                           {"RWV", "real-world value mapping"},
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
std::uintmax_t promisedBytes(const StoredForm& stored)
{
  if (stored.encapsulated)
    return 0;
  // Two pixels share their colour (PS3.3 C.7.6.3.1.2): two stored samples a pixel.
  const bool sharesColour = stored.photometric.ends_with("_422");
  const int samples = sharesColour ? 2 : stored.samplesPerPixel;
  return static_cast<std::uintmax_t>(stored.rows) * static_cast<std::uintmax_t>(stored.columns) *
         static_cast<std::uintmax_t>(samples) * static_cast<std::uintmax_t>(stored.bitsAllocated) *
         static_cast<std::uintmax_t>(stored.frames) / 8;
}

bool holdsPixels(DcmDataset& dataset)
{
  return dataset.tagExists(DCM_PixelData) || dataset.tagExists(DCM_FloatPixelData) ||
         dataset.tagExists(DCM_DoubleFloatPixelData);
}

/// Empty when the pixels that the header promises can be there, else the reason why they can't.
std::string reasonInPixels(DicomFile& parsed, const StoredForm& stored)
{
  if (holdsPixels(parsed.dataset()) || !parsed.bytesBehind())
    return {};
  return promisedBytes(stored) > *parsed.bytesBehind() ? "It ends in the middle of its pixels."
                                                       : "";
}

/// Overlays in the unused bits of the pixels (PS3.3 C.9.2 up to 2004).
bool hasOverlayInPixels(DcmItem& dataset)
{
  for (Uint16 group = 0x6000; group < 0x6020; group = static_cast<Uint16>(group + 2))
    if (wholeIn(dataset, DcmTagKey(group, 0x0102), 0) > 0 &&
        !dataset.tagExists(DcmTagKey(group, 0x3000)))
      return true;
  return false;
}

StoredForm storedFormIn(DicomFile& parsed)
{
  DcmDataset& dataset = parsed.dataset();
  StoredForm stored;
  stored.rows = wholeIn(dataset, DCM_Rows, 0);
  stored.columns = wholeIn(dataset, DCM_Columns, 0);
  stored.frames = std::max(1, wholeIn(dataset, DCM_NumberOfFrames, 1));
  stored.samplesPerPixel = std::max(1, wholeIn(dataset, DCM_SamplesPerPixel, 1));
  stored.bitsAllocated = std::max(1, wholeIn(dataset, DCM_BitsAllocated, 16));
  stored.bitsStored = wholeIn(dataset, DCM_BitsStored, stored.bitsAllocated);
  stored.highBit = wholeIn(dataset, DCM_HighBit, stored.bitsStored - 1);
  stored.isSigned = wholeIn(dataset, DCM_PixelRepresentation, 0) == 1;
  stored.planar = stored.samplesPerPixel > 1 && wholeIn(dataset, DCM_PlanarConfiguration, 0) == 1;
  stored.overlayInPixels = hasOverlayInPixels(dataset);
  stored.encapsulated = parsed.isEncapsulated();
  stored.bigEndian = parsed.isBigEndian();
  stored.photometric = textIn(dataset, DCM_PhotometricInterpretation);
  stored.transferSyntax = parsed.transferSyntax();
  return stored;
}

/// Empty when the numbers can be true. Broken headers write them in other representations than US,
/// which hold more: products of them would wrap around.
std::string breakIn(const StoredForm& stored, std::uintmax_t fileBytes)
{
  if (stored.frames > mostFrames || static_cast<std::uintmax_t>(stored.frames) > fileBytes)
    return fmt::format("Its header is broken: {} frames in {} bytes.", stored.frames, fileBytes);
  if (stored.rows > longestSide || stored.columns > longestSide ||
      stored.samplesPerPixel > mostSamples || stored.bitsAllocated > mostBits)
    return fmt::format("Its header is broken: {} × {} pixels of {} × {} bits.", stored.columns,
                       stored.rows, stored.samplesPerPixel, stored.bitsAllocated);
  return {};
}

/// Fills rows, columns and frames; a reason when there is nothing to show.
std::string readImage(DicomFile& parsed, DicomHeader& header)
{
  DcmDataset& dataset = parsed.dataset();
  header.stored = storedFormIn(parsed);
  header.rows = header.stored.rows;
  header.columns = header.stored.columns;
  if (header.rows <= 0 || header.columns <= 0 || !mayHoldImage(dataset))
    return fmt::format("It holds no image: {}.", contentOf(dataset));
  if (std::string broken = breakIn(header.stored, parsed.bytes()); !broken.empty())
    return broken;
  const int frames = header.stored.frames;
  header.instanceNumber = wholeIn(dataset, DCM_InstanceNumber, 0);
  header.frames = framesIn(dataset, frames);
  if (const auto mosaic = mosaicIn(dataset, header.rows, header.columns); mosaic && frames == 1)
    splitMosaic(dataset, *mosaic, header);
  return {};
}

HeaderReading noImage(std::string reason)
{
  return {std::nullopt, std::move(reason), true};
}

void readIdentity(DcmItem& dataset, DicomHeader& header)
{
  header.series = seriesIn(dataset);
  header.birthDate = textIn(dataset, DCM_PatientBirthDate);
  header.sex = textIn(dataset, DCM_PatientSex);
  header.sopInstanceUid = textIn(dataset, DCM_SOPInstanceUID);
}

} // namespace

HeaderReading headerIn(DicomFile& parsed, const std::filesystem::path& file)
{
  if (!parsed.reason().empty())
    return {std::nullopt, parsed.reason(), parsed.reasonStays()};
  if (parsed.isDirectory())
    return {std::nullopt, {}, true, true};
  DcmDataset& dataset = parsed.dataset();
  const std::string characters = textIn(dataset, DCM_SpecificCharacterSet);
  if (!characters.empty() && characters != "ISO_IR 192")
    dataset.convertToUTF8(); // what can't be converted stays and is read as Latin-1
  DicomHeader header;
  if (std::string reason = readImage(parsed, header); !reason.empty())
    return noImage(std::move(reason));
  if (parsed.bytesBehind() == 0U && !holdsPixels(dataset))
    return noImage("It has a header but no pixels.");
  std::string reason = reasonInPixels(parsed, header.stored);
  readIdentity(dataset, header);
  if (header.sopInstanceUid.empty()) {
    const Result<std::string> digest = digestOfFile(file);
    if (!digest)
      return {std::nullopt, digest.error().message, false};
    header.sopInstanceUid = "digest:" + *digest;
  }
  return {std::move(header), std::move(reason), true};
}

HeaderReading readDicomHeader(const std::filesystem::path& file)
{
  DicomFile parsed = DicomFile::parse(file, DicomFile::Extent::UpToPixels);
  return headerIn(parsed, file);
}

} // namespace limpid::study
