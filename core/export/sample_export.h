#pragma once

#include "core/base/result.h"
#include "core/export/sample_choice.h"
#include "core/jobs/job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::exporting {

enum class ExportFormat { Dicom, Nifti, Nrrd, Png };

/// DICOM class of the exported images.
enum class DicomClass { AsTrained, Ct, Mr, SecondaryCapture };

struct ExportRequest
{
  std::filesystem::path samples; ///< samples.safetensors with its samples.json beside it
  std::filesystem::path
      folder; ///< never overwritten: an existing, non-empty folder becomes "name-2"
  DicomClass dicomClass = DicomClass::AsTrained; ///< for DICOM
  ExportFormat format = ExportFormat::Dicom;
  SampleSelection selection{};
  std::filesystem::path run{}; ///< that drew the samples; empty: the one above them on the disk
};

struct ExportReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::filesystem::path folder; ///< where it was written
  std::vector<std::filesystem::path> files{};
  int heldBack = 0;
  std::string datasetDigest{};
  int drawn = 0; ///< how many samples there were to choose from
};

/// One file per sample, each saying that it is synthetic and for research, with provenance.json and
/// model-card.md beside them. A stop keeps what was written and says which.
///
/// BadInput for samples of a run that a withdrawn patient is in. Where the run belongs to a
/// project, the export is kept on its record of departures, so that `forget` finds it.
Result<ExportReport> exportSamples(const ExportRequest& request, jobs::JobContext& context);

} // namespace limpid::exporting
