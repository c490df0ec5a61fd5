#include "core/risk/frames_of_maps.h"

#include "core/risk/report_content.h"
#include "core/study/dicom_dictionary.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>

namespace limpid::risk {
namespace {

constexpr std::size_t mostPixels = std::size_t{1} << 30U;
constexpr float unrated = std::numeric_limits<float>::quiet_NaN();

tl::unexpected<Error> bad(const std::string& reason)
{
  return failure(ErrorCode::BadInput, reason);
}

std::string text(DcmItem& item, const DcmTagKey& tag)
{
  OFString value;
  item.findAndGetOFString(tag, value);
  return value.c_str();
}

DcmItem* itemOf(DcmItem& parent, const DcmTagKey& sequence, long index = 0)
{
  DcmItem* item = nullptr;
  return parent.findAndGetSequenceItem(sequence, item, index).good() ? item : nullptr;
}

/// How the frames lie in the file.
struct Shape
{
  int rows = 0;
  int columns = 0;
  std::size_t frames = 1;
  std::size_t pixels() const
  {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
};

Result<Shape> shapeOf(DcmDataset& dataset)
{
  Uint16 rows = 0;
  Uint16 columns = 0;
  Sint32 frames = 1;
  dataset.findAndGetUint16(DCM_Rows, rows);
  dataset.findAndGetUint16(DCM_Columns, columns);
  dataset.findAndGetSint32(DCM_NumberOfFrames, frames);
  const Shape shape{rows, columns, static_cast<std::size_t>(std::max(frames, Sint32{0}))};
  if (shape.pixels() == 0 || shape.frames == 0 || shape.frames > mostPixels / shape.pixels())
    return bad("its rows, columns and frames make no picture");
  return shape;
}

struct RealWorld
{
  double slope = 1.0;
  double intercept = 0.0;
};

/// A functional group of one frame, or the one that all share.
DcmItem* groupOf(DcmDataset& dataset, std::size_t frame, const DcmTagKey& group)
{
  for (DcmItem* groups :
       {itemOf(dataset, DCM_PerFrameFunctionalGroupsSequence, static_cast<long>(frame)),
        itemOf(dataset, DCM_SharedFunctionalGroupsSequence)})
    if (groups != nullptr)
      if (DcmItem* found = itemOf(*groups, group); found != nullptr)
        return found;
  return nullptr;
}

MapFrame sourceOf(DcmDataset& dataset, std::size_t frame)
{
  MapFrame found;
  DcmItem* const derivation = groupOf(dataset, frame, DCM_DerivationImageSequence);
  DcmItem* const source =
      derivation != nullptr ? itemOf(*derivation, DCM_SourceImageSequence) : nullptr;
  if (source == nullptr || itemOf(*derivation, DCM_SourceImageSequence, 1) != nullptr)
    return found;
  found.sourceUid = text(*source, DCM_ReferencedSOPInstanceUID);
  Sint32 number = 1;
  if (source->findAndGetSint32(DCM_ReferencedFrameNumber, number).good())
    found.sourceFrame = number;
  return found;
}

/// As many numbers of an attribute as there is room for, or none.
template<std::size_t Count>
std::optional<std::array<double, Count>> numbersOf(DcmItem* item, const DcmTagKey& tag)
{
  std::array<double, Count> numbers{};
  for (std::size_t at = 0; at < Count; ++at)
    if (item == nullptr ||
        item->findAndGetFloat64(tag, numbers[at], static_cast<unsigned long>(at)).bad())
      return std::nullopt;
  return numbers;
}

/// Where a frame lies (PS3.3 C.7.6.16.2.1, C.7.6.16.2.3 and C.7.6.16.2.4).
void readPlace(DcmDataset& dataset, std::size_t frame, MapFrame& found)
{
  DcmItem* const measures = groupOf(dataset, frame, DCM_PixelMeasuresSequence);
  const auto origin =
      numbersOf<3>(groupOf(dataset, frame, DCM_PlanePositionSequence), DCM_ImagePositionPatient);
  const auto orientation = numbersOf<6>(groupOf(dataset, frame, DCM_PlaneOrientationSequence),
                                        DCM_ImageOrientationPatient);
  found.spacingMm = numbersOf<2>(measures, DCM_PixelSpacing);
  if (const auto thickness = numbersOf<1>(measures, DCM_SliceThickness))
    found.thicknessMm = (*thickness)[0];
  if (origin && orientation)
    found.plane = imaging::ImagePlane{*orientation, *origin};
}

RealWorld mappingOf(DcmDataset& dataset, std::size_t frame)
{
  RealWorld mapping;
  if (DcmItem* item = groupOf(dataset, frame, DCM_RealWorldValueMappingSequence)) {
    item->findAndGetFloat64(DCM_RealWorldValueSlope, mapping.slope);
    item->findAndGetFloat64(DCM_RealWorldValueIntercept, mapping.intercept);
  }
  return mapping;
}

/// The component of a map that we have written.
std::string componentOf(DcmDataset& dataset)
{
  DcmItem* const mapping = groupOf(dataset, 0, DCM_RealWorldValueMappingSequence);
  DcmItem* const quantity =
      mapping != nullptr ? itemOf(*mapping, DCM_QuantityDefinitionSequence) : nullptr;
  DcmItem* const code = quantity != nullptr ? itemOf(*quantity, DCM_ConceptCodeSequence) : nullptr;
  if (code == nullptr || text(*code, DCM_CodingSchemeDesignator) != ownScheme)
    return {};
  return text(*code, DCM_CodeValue);
}

/// All stored values as numbers.
Result<std::vector<double>> storedValues(DcmDataset& dataset, const Shape& shape)
{
  const std::size_t wanted = shape.pixels() * shape.frames;
  std::vector<double> values;
  const auto take = [&](auto* pixels, unsigned long count) {
    if (pixels != nullptr && count >= wanted)
      values.assign(pixels, pixels + wanted);
  };
  unsigned long count = 0;
  const Float32* floats = nullptr;
  const Float64* doubles = nullptr;
  const Uint16* words = nullptr;
  if (dataset.findAndGetFloat32Array(DCM_FloatPixelData, floats, &count).good())
    take(floats, count);
  else if (dataset.findAndGetFloat64Array(DCM_DoubleFloatPixelData, doubles, &count).good())
    take(doubles, count);
  else if (dataset.findAndGetUint16Array(DCM_PixelData, words, &count).good()) {
    Uint16 isSigned = 0;
    dataset.findAndGetUint16(DCM_PixelRepresentation, isSigned);
    if (isSigned != 0)
      take(reinterpret_cast<const Sint16*>(words), count);
    else
      take(words, count);
  }
  if (values.size() != wanted)
    return bad("its pixels aren't as many as it says, or compressed");
  return values;
}

/// Whether each pixel lies in its segment: one bit or one byte a pixel (PS3.3 C.8.20.2).
Result<std::vector<bool>> segmentedPixels(DcmDataset& dataset, const Shape& shape)
{
  const std::size_t wanted = shape.pixels() * shape.frames;
  const bool isBinary = text(dataset, DCM_SegmentationType) == "BINARY";
  const Uint8* bytes = nullptr;
  unsigned long count = 0;
  dataset.findAndGetUint8Array(DCM_PixelData, bytes, &count);
  if (bytes == nullptr || count < (isBinary ? (wanted + 7) / 8 : wanted))
    return bad("its pixels aren't as many as it says, or compressed");
  std::vector<bool> inside(wanted);
  for (std::size_t pixel = 0; pixel < wanted; ++pixel)
    inside[pixel] = isBinary ? ((bytes[pixel / 8] >> (pixel % 8)) & 1U) != 0 : bytes[pixel] != 0;
  return inside;
}

Result<void> readParametricMap(DcmDataset& dataset, const Shape& shape, MapFrames& read)
{
  const Result<std::vector<double>> values = storedValues(dataset, shape);
  if (!values)
    return failure(values.error());
  read.component = componentOf(dataset);
  for (std::size_t frame = 0; frame < read.frames.size(); ++frame) {
    const RealWorld mapping = mappingOf(dataset, frame);
    RegionalMap& map = read.frames[frame].map;
    for (const double value : std::span(*values).subspan(frame * shape.pixels(), shape.pixels()))
      map.values.push_back(static_cast<float>(mapping.slope * value + mapping.intercept));
  }
  return {};
}

Result<void> readSegmentation(DcmDataset& dataset, const Shape& shape, MapFrames& read)
{
  const Result<std::vector<bool>> inside = segmentedPixels(dataset, shape);
  if (!inside)
    return failure(inside.error());
  read.isSegmentation = true;
  for (std::size_t frame = 0; frame < read.frames.size(); ++frame)
    for (std::size_t pixel = 0; pixel < shape.pixels(); ++pixel)
      read.frames[frame].map.values.push_back((*inside)[frame * shape.pixels() + pixel] ? 1.0F
                                                                                        : unrated);
  return {};
}

Result<MapFrames> readFrames(DcmDataset& dataset)
{
  const std::string sopClass = text(dataset, DCM_SOPClassUID);
  const bool isMap = sopClass == UID_ParametricMapStorage;
  if (!isMap && sopClass != UID_SegmentationStorage)
    return bad("it is neither a Parametric Map nor a Segmentation");
  const Result<Shape> shape = shapeOf(dataset);
  if (!shape)
    return failure(shape.error());
  MapFrames read;
  for (std::size_t frame = 0; frame < shape->frames; ++frame) {
    MapFrame source = sourceOf(dataset, frame);
    readPlace(dataset, frame, source);
    source.map.rows = shape->rows;
    source.map.columns = shape->columns;
    read.frames.push_back(std::move(source));
  }
  const Result<void> pixels =
      isMap ? readParametricMap(dataset, *shape, read) : readSegmentation(dataset, *shape, read);
  if (!pixels)
    return failure(pixels.error());
  return read;
}

} // namespace

bool isMapFile(const std::filesystem::path& file)
{
  if (!study::prepareDicomDictionary())
    return false;
  DcmFileFormat format;
  if (!study::prepareDicomDictionary()) // it quiets DCMTK, too: most files that are asked are
                                        // tables
    return false;
  if (format
          .loadFileUntilTag(file.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                            ERM_autoDetect, DCM_PatientName)
          .bad())
    return false;
  const std::string sopClass = text(*format.getDataset(), DCM_SOPClassUID);
  return sopClass == UID_ParametricMapStorage || sopClass == UID_SegmentationStorage;
}

Result<MapFrames> readMapFrames(const std::filesystem::path& file)
{
  if (const Result<void> prepared = study::prepareDicomDictionary(); !prepared)
    return failure(prepared.error());
  DcmFileFormat format;
  const OFCondition loaded = format.loadFile(file.c_str());
  if (loaded.bad())
    return bad(fmt::format("{} can't be read: {}.", file.string(), loaded.text()));
  Result<MapFrames> read = readFrames(*format.getDataset());
  if (!read)
    return bad(fmt::format("{} can't be read as a map: {}.", file.string(), read.error().message));
  return read;
}

} // namespace limpid::risk
