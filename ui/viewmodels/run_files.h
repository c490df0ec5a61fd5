#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "core/run/plan.h"
#include "core/run/task_folder.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::viewmodels {

/// How model intensity turns back into the unit of the files: value = low + (x + 1)·c.
struct IntensityMap
{
  double low = -1.0;
  double scale = 1.0; ///< c
  std::string unit;   ///< empty: model intensity
};

/// What the window needs to know of a run besides its status.
struct RunDescription
{
  std::filesystem::path folder;
  run::TrainingPlan plan;
  IntensityMap intensity;
  int rows = 0; ///< of an image that trains
  int columns = 0;
};

Result<RunDescription> describeRun(const std::filesystem::path& folder);

/// Runs of a project that have a plan, newest first.
std::vector<std::filesystem::path> runsOf(const std::filesystem::path& runsFolder);

/// The newest runs of a project, which may be one and the same.
struct NewestRuns
{
  std::filesystem::path run;   ///< empty: none
  std::filesystem::path model; ///< the newest run that can generate; empty: none
};

NewestRuns newestRuns(const std::filesystem::path& runsFolder);

/// Folders below `folder` with a status, newest first (samples, assessments).
std::vector<std::filesystem::path> tasksIn(const std::filesystem::path& folder);

/// The tensor `images` of a safetensors file, in the unit of the map.
Result<std::vector<imaging::Image>> readImages(const std::filesystem::path& file,
                                               const IntensityMap& intensity);

/// One clean and one noisy image of the run's data set, to compare samples with.
struct RealPair
{
  imaging::Image clean;
  imaging::Image noisy;
  double noisyNoise = 0.0; ///< σ of the noisy one, in the unit
};
Result<RealPair> readRealPair(const RunDescription& run);

} // namespace limpid::viewmodels
