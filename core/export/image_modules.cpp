#include "core/export/image_modules.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::exporting {
namespace {

/// A power of ten that spreads the window over 3,000 to 30,000 steps: MR has no rescale, so the
/// steps themselves must be fine enough.
double magneticFactor(const SamplePreparation& preparation)
{
  const double range =
      std::max({preparation.windowHigh - preparation.windowLow, std::abs(preparation.windowHigh),
                std::abs(preparation.windowLow)});
  return std::pow(10.0, std::floor(std::log10(30000.0 / range)));
}

std::uint16_t storedSigned(double value)
{
  const double whole = std::clamp(std::round(value), -32768.0, 32767.0);
  return static_cast<std::uint16_t>(static_cast<std::int16_t>(whole));
}

void putWindow(AttributeWriter header, double low, double high)
{
  header.decimal(DCM_WindowCenter, (low + high) / 2.0);
  header.decimal(DCM_WindowWidth, std::max(high - low, 1.0));
}

void putTomography(AttributeWriter header, const SamplePreparation& preparation)
{
  header.text(DCM_KVP, "");
  header.text(DCM_AcquisitionNumber, "");
  header.integer(DCM_RescaleIntercept, 0);
  header.integer(DCM_RescaleSlope, 1);
  header.text(DCM_RescaleType, "HU");
  putWindow(header, preparation.windowLow, preparation.windowHigh);
}

void putMagneticResonance(AttributeWriter header, const SamplePreparation& preparation)
{
  const double factor = magneticFactor(preparation);
  header.text(DCM_ScanningSequence, "RM");
  header.text(DCM_SequenceVariant, "NONE");
  header.text(DCM_ScanOptions, "");
  header.text(DCM_MRAcquisitionType, "");
  header.text(DCM_RepetitionTime, "");
  header.text(DCM_EchoTime, "");
  header.text(DCM_EchoTrainLength, "");
  putWindow(header, factor * preparation.windowLow, factor * preparation.windowHigh);
}

void putSecondaryCapture(AttributeWriter header, int channels)
{
  header.text(DCM_ConversionType, "SYN");
  header.text(DCM_PatientOrientation, "");
  if (channels == 1)
    putWindow(header, 0.0, 65536.0);
}

} // namespace

std::string kindOf(DicomClass dicomClass)
{
  switch (dicomClass) {
  case DicomClass::Ct:
    return "dicom-ct";
  case DicomClass::Mr:
    return "dicom-mr";
  default:
    return "dicom-sc";
  }
}

const char* sopClassOf(DicomClass dicomClass)
{
  switch (dicomClass) {
  case DicomClass::Ct:
    return UID_CTImageStorage;
  case DicomClass::Mr:
    return UID_MRImageStorage;
  default:
    return UID_SecondaryCaptureImageStorage;
  }
}

StoredGrey storedGrey(DicomClass dicomClass, const SamplePreparation& preparation,
                      std::span<const float> sample)
{
  const double factor = dicomClass == DicomClass::Mr ? magneticFactor(preparation) : 1.0;
  StoredGrey stored{.isSigned = dicomClass != DicomClass::SecondaryCapture};
  stored.words.reserve(sample.size());
  for (const float intensity : sample) {
    if (stored.isSigned)
      stored.words.push_back(storedSigned(factor * preparation.value(intensity)));
    else
      stored.words.push_back(static_cast<std::uint16_t>(std::lround(
          65535.0 * std::clamp((static_cast<double>(intensity) + 1.0) / 2.0, 0.0, 1.0))));
  }
  return stored;
}

std::string storedMeaning(DicomClass dicomClass, const SamplePreparation& preparation)
{
  if (dicomClass == DicomClass::Ct)
    return {};
  if (dicomClass == DicomClass::Mr)
    return fmt::format(" Stored values are {:g} x the unit of the training images.",
                       magneticFactor(preparation));
  return fmt::format(" The stored range stands for {:g} to {:g} {}.", preparation.windowLow,
                     preparation.windowHigh, preparation.unit);
}

void putClassAttributes(AttributeWriter header, DicomClass dicomClass,
                        const SamplePreparation& preparation, int channels)
{
  if (dicomClass == DicomClass::Ct)
    putTomography(header, preparation);
  else if (dicomClass == DicomClass::Mr)
    putMagneticResonance(header, preparation);
  else
    putSecondaryCapture(header, channels);
}

void putImageTime(AttributeWriter header, const std::string& date, const std::string& time)
{
  header.integer(DCM_InstanceNumber, 1);
  header.text(DCM_ContentDate, date);
  header.text(DCM_ContentTime, time);
  header.text(DCM_InstanceCreationDate, date);
  header.text(DCM_InstanceCreationTime, time);
}

} // namespace limpid::exporting
