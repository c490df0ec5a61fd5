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
  std::vector<std::string> seriesUids;
  std::vector<SkippedFile> skipped;
  std::vector<SeriesWarning> warnings;
};

/// What counts as one patient.
enum class PatientRule {
  ById,     ///< Patient ID, where it is empty or used for different people the folder
  ByFolder, ///< one folder = one patient, whatever the files say
  ByFile    ///< every file its own patient, for collections of single images
};

struct ScanOptions
{
  PatientRule patients = PatientRule::ById;
  bool insistOnSynthetic = false; ///< synthetic images may be trained on
};

/// Reads the headers below `paths` (files or folders) on all cores with DCMTK, up to the pixel
/// data, and those of research formats with ITK, and adds what it finds to the library. A DICOMDIR
/// among `paths` stands for the files that it names. Unchanged files (path, size, modification
/// time) are not read again, unless another rule for patients than Patient ID is asked for. A file
/// that can't be read is a line in `skipped`, never a failure. A stop keeps what was added.
Result<ScanReport> scan(Project& project, const std::vector<std::filesystem::path>& paths,
                        jobs::JobContext& context, const ScanOptions& options = {});

} // namespace limpid::study
