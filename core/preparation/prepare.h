#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/project.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::preparation {

struct DatasetRequest
{
  std::string name;
  std::string kind;                    ///< image kind; empty with no series: the largest
  std::vector<std::string> seriesUids; ///< instead of a kind
  int size = 0; ///< pixels of the square that trains; 0: as stored when 64 or less, else 64
  std::optional<std::array<int, 4>> crop; ///< column, row, width, height in source pixels
  std::optional<std::array<double, 2>>
      window; ///< low, high in the file's unit; default CT −1000 … 1000, else percentiles
  std::string noiseLaw = "gaussian";
  std::optional<double> referenceNoise; ///< σ_ref in the file's unit; default: 5th percentile (M0)
  double heldOutFraction = 0.1;
  std::uint64_t seed = 1;
  bool insistOnSynthetic = false;
};

struct Sentence
{
  std::string id; ///< stable, for scripts and translation
  std::string text;
};

struct DatasetReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  std::filesystem::path path; ///< of dataset.safetensors
  std::string digest;
  int images = 0;
  int patients = 0;
  int heldOutImages = 0;
  int heldOutPatients = 0;
  double referenceNoise = 0.0; ///< file's unit
  std::string unit;
  Json coverage; ///< {level: [v/u …], images: [...], patients: [...]}
  std::vector<Sentence> sentences;
};

/// From images and quality to a frozen data set: read, crop, window, resample, noise as it trains
/// (M0: r' = r√Σw² for white noise; values of an estimator are measured again on the array that
/// trains), reference taken off, limits of matched ratings (M10), split by patient.
Result<DatasetReport> prepareDataset(study::Project& project, const DatasetRequest& request,
                                     jobs::JobContext& context);

/// The folder of the data set called `name`; NotFound lists the names there are.
Result<std::filesystem::path> findDataset(const study::Project& project, const std::string& name);
std::vector<std::string> datasetNames(const study::Project& project);

} // namespace limpid::preparation
