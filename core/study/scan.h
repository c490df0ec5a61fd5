#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::study {

struct SkippedFile
{
  std::filesystem::path file;
  std::string reason; ///< a sentence
};

struct SeriesWarning
{
  std::string seriesUid;
  std::string sentence;
};

struct ScanReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  int files = 0;  ///< looked at
  int images = 0; ///< added or already known
  int newImages = 0;
  int series = 0;
  int patients = 0;
  std::vector<SkippedFile> skipped;
  std::vector<SeriesWarning> warnings;
};

/// Reads the headers below `paths` (files or folders) on all cores with DCMTK, up to the pixel
/// data, and adds what it finds to the library. Unchanged files (path, size, modification time) are
/// not read again. A file that can't be read is a line in `skipped`, never a failure. A stop keeps
/// what was added.
Result<ScanReport> scan(Project& project, const std::vector<std::filesystem::path>& paths,
                        jobs::JobContext& context);

} // namespace limpid::study
