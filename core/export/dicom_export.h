#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/jobs/job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::exporting {

/// DICOM class of the exported images.
enum class DicomClass { AsTrained, Ct, Mr, SecondaryCapture };

struct ExportRequest
{
  std::filesystem::path samples; ///< samples.safetensors with its samples.json beside it
  std::filesystem::path
      folder; ///< never overwritten: an existing, non-empty folder becomes "name-2"
  DicomClass dicomClass = DicomClass::AsTrained;
};

struct ExportReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::filesystem::path folder; ///< where it was written
  std::vector<std::filesystem::path> files;
  int heldBack = 0;
};

/// One file, one series and one Frame of Reference per sample, as product.md "Export as DICOM"
/// says.
Result<ExportReport> exportDicom(const ExportRequest& request, jobs::JobContext& context);

} // namespace limpid::exporting
