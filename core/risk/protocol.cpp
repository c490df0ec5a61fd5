#include "core/risk/protocol.h"

#include "core/study/dicom_dictionary.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <optional>

namespace limpid::risk {
namespace {

/// b-values before (0018,9087) was in use: Philips, Siemens, GE.
const std::array<DcmTagKey, 3> privateDiffusion = {
    DcmTagKey(0x2001, 0x1003), DcmTagKey(0x0019, 0x100C), DcmTagKey(0x0043, 0x1039)};

/// Value `place` of an element, wherever it stands: enhanced files keep it in functional groups.
std::string textIn(DcmItem& dataset, const DcmTagKey& tag, unsigned long place = 0)
{
  OFString value;
  if (dataset.findAndGetOFString(tag, value, place, OFTrue).bad())
    return {};
  return {value.data(), value.size()};
}

std::optional<double> numberIn(DcmItem& dataset, const DcmTagKey& tag, unsigned long place = 0)
{
  std::string text = textIn(dataset, tag, place);
  text.erase(0, text.find_first_not_of(" +"));
  double number = 0.0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc() ||
      !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::string joined(DcmItem& dataset, std::initializer_list<DcmTagKey> tags)
{
  std::string text;
  for (const DcmTagKey& tag : tags)
    text += textIn(dataset, tag) + '|';
  return text;
}

/// To a tenth of a millimetre: scanners write the same place with other last digits.
std::string geometryOf(DcmItem& dataset)
{
  if (numberIn(dataset, DCM_NumberOfFrames).value_or(1.0) > 1.0)
    return {};
  std::string text;
  const auto add = [&](const DcmTagKey& tag, unsigned long count, double step) {
    for (unsigned long place = 0; place < count; ++place) {
      const auto number = numberIn(dataset, tag, place);
      if (!number)
        return false;
      text += fmt::format("{}|", std::llround(*number / step));
    }
    return true;
  };
  const bool known =
      add(DCM_ImagePositionPatient, 3, 0.1) && add(DCM_ImageOrientationPatient, 6, 0.001) &&
      add(DCM_PixelSpacing, 2, 0.001) && add(DCM_Rows, 1, 1.0) && add(DCM_Columns, 1, 1.0);
  return known ? text + textIn(dataset, DCM_SliceThickness) : std::string();
}

std::string scannerOf(DcmItem& dataset)
{
  return joined(dataset,
                {DCM_Modality, DCM_Manufacturer, DCM_ManufacturerModelName, DCM_DeviceSerialNumber,
                 DCM_StationName, DCM_ConvolutionKernel, DCM_SequenceName, DCM_PulseSequenceName,
                 DCM_ScanningSequence, DCM_SequenceVariant, DCM_KVP, DCM_Rows, DCM_Columns});
}

std::string acquisitionOf(DcmItem& dataset)
{
  std::string text = joined(
      dataset, {DCM_EchoTime, DCM_EffectiveEchoTime, DCM_RepetitionTime, DCM_InversionTime,
                DCM_FlipAngle, DCM_NumberOfAverages, DCM_EchoNumbers, DCM_PixelBandwidth,
                DCM_ReceiveCoilName, DCM_DiffusionBValue, DCM_ContrastBolusAgent, DCM_Exposure,
                DCM_XRayTubeCurrent, DCM_ReconstructionDiameter, DCM_ComplexImageComponent});
  for (unsigned long place = 0; place < 3; ++place)
    text += textIn(dataset, DCM_DiffusionGradientOrientation, place) + '|';
  for (const DcmTagKey& tag : privateDiffusion)
    text += textIn(dataset, tag) + '|';
  for (unsigned long place = 0; place < 8; ++place)
    text += textIn(dataset, DCM_ImageType, place) + '|';
  return text;
}

std::string acquiredAt(DcmItem& dataset)
{
  return fmt::format("{}{} {:08} {:08} {:08}",
                     textIn(dataset, DCM_AcquisitionDate) + textIn(dataset, DCM_AcquisitionTime),
                     textIn(dataset, DCM_AcquisitionDateTime),
                     std::llround(numberIn(dataset, DCM_TemporalPositionIdentifier).value_or(0.0)),
                     std::llround(numberIn(dataset, DCM_AcquisitionNumber).value_or(0.0)),
                     std::llround(numberIn(dataset, DCM_InstanceNumber).value_or(0.0)));
}

metrics::Acquisition noiseGoesBy(DcmItem& dataset)
{
  metrics::Acquisition acquisition;
  if (textIn(dataset, DCM_Modality) == "MR") {
    acquisition.averages = numberIn(dataset, DCM_NumberOfAverages);
    return acquisition;
  }
  acquisition.dose = numberIn(dataset, DCM_Exposure);
  acquisition.thicknessMm = numberIn(dataset, DCM_SliceThickness);
  return acquisition;
}

} // namespace

Result<Protocol> readProtocol(const std::filesystem::path& file)
{
  if (const Result<void> ready = study::prepareDicomDictionary(); !ready)
    return failure(ready.error());
  DcmFileFormat format;
  const OFCondition read = format.loadFileUntilTag(
      file.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData);
  if (read.bad())
    return failure(ErrorCode::BadInput,
                   fmt::format("{} can't be read: {}.", file.string(), read.text()));
  DcmDataset& dataset = *format.getDataset();
  Protocol protocol;
  protocol.geometry = geometryOf(dataset);
  protocol.scanner = scannerOf(dataset);
  protocol.acquisition = protocol.scanner + acquisitionOf(dataset);
  protocol.acquiredAt = acquiredAt(dataset);
  protocol.noiseGoesBy = noiseGoesBy(dataset);
  return protocol;
}

} // namespace limpid::risk
