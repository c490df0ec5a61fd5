#pragma once

#include "core/export/dicom_object.h"
#include "core/export/sample_export.h"
#include "core/export/sample_set.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace limpid::exporting {

// What the classes of exported images have of their own: CT Image, MR Image and Secondary Capture
// Image modules, and how their stored values stand for those of the training images.

std::string kindOf(DicomClass dicomClass); ///< "dicom-ct" …
const char* sopClassOf(DicomClass dicomClass);

/// Grey pixels as stored: CT in HU, MR in a power of ten times the unit of training, Secondary
/// Capture over 16 bits.
struct StoredGrey
{
  std::vector<std::uint16_t> words{};
  bool isSigned = true;
};
StoredGrey storedGrey(DicomClass dicomClass, const SamplePreparation& preparation,
                      std::span<const float> sample);

/// What one stored step means, for the reader of the header.
std::string storedMeaning(DicomClass dicomClass, const SamplePreparation& preparation);

/// The class's own module with its window; not the plane.
void putClassAttributes(AttributeWriter header, DicomClass dicomClass,
                        const SamplePreparation& preparation, int channels);
/// Instance number, and content and creation time; `date` and `time` as DA and TM.
void putImageTime(AttributeWriter header, const std::string& date, const std::string& time);

} // namespace limpid::exporting
