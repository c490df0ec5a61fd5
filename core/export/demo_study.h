#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace limpid::exporting {

struct DemoRequest
{
  std::filesystem::path folder;
  int patients = 10;
  int slicesPerPatient = 40;
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
/// nuclei, vessels with contrast medium, lesions, small texture) of generated patients. 6 % are at
/// full dose and without noise, spread over the patients; the others have white noise of 200, 400
/// or 800 HU, which nothing clips, with an Exposure (mAs) that goes with it as 1/σ². The same
/// request writes the same bytes.
///
/// Fails with Usage (numbers out of range), AlreadyExists (the folder isn't empty) or what writing
/// fails with. A stop keeps the files written so far and their risks.
Result<DemoReport> writeDemoStudy(const DemoRequest& request, jobs::JobContext& context);

/// Noise of every slice in HU, 0 for full dose, patient by patient.
std::vector<double> demoNoise(const DemoRequest& request);

/// Slice `slice` of patient `patient` (both from 0) without noise: HU, row-major.
std::vector<float> cleanDemoSlice(const DemoRequest& request, int patient, int slice);

} // namespace limpid::exporting
