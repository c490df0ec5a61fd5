#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"

#include <cstdint>
#include <filesystem>

namespace limpid::exporting {

struct DemoRequest
{
  std::filesystem::path folder;
  int patients = 20;
  int slicesPerPatient = 20;
  int size = 32; ///< pixels
  std::uint64_t seed = 1;
};

struct DemoReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  int files = 0;
  std::filesystem::path risks; ///< risks.csv: sop_instance_uid,frame,noise (HU)
};

/// Writes a generated low-dose CT study as valid DICOM: head-like slices (skull, brain, ventricles,
/// nuclei, lesions, small texture) of generated patients, about 6 % at full dose, the rest with
/// known white noise in HU, Exposure (mAs) going with it as 1/σ².
Result<DemoReport> writeDemoStudy(const DemoRequest& request, jobs::JobContext& context);

} // namespace limpid::exporting
