#pragma once

#include "core/base/result.h"
#include "core/study/library.h"
#include "core/study/project.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::study {

/// A patient of the library with all that hangs on it.
struct PatientRecord
{
  std::int64_t row = 0;
  std::string pseudonym; ///< as in data sets: "P001"
  std::string key;
  std::vector<std::string> studyUids;
  std::vector<std::string> seriesUids;
  std::vector<ImageKey> images;
  std::vector<std::filesystem::path> files; ///< where its images lie
};

/// By pseudonym, patient ID or name, exactly as the library has it. NotFound; BadInput when several
/// patients answer to it, naming their pseudonyms.
Result<PatientRecord> findPatient(Project& project, const std::string& patient);

/// Takes a patient out of the library, as a whole or not at all: rows of patient, studies, series,
/// images and files, the UIDs of images that have left, and the bytes of all in limpid.db, which
/// are overwritten. The image files themselves aren't touched. The
/// pseudonym is never given again.
Result<void> removePatient(Project& project, const PatientRecord& patient);

} // namespace limpid::study
