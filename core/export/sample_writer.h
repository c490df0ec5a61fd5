#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace limpid::exporting {

struct ExportedFile
{
  std::string name;
  std::string sopInstanceUid{}; ///< empty: not DICOM
  std::int64_t sample = 0;      ///< index in the stream of the seed
};

/// Writes single samples in one format. Refers to the samples and the choice it was made for.
struct SampleWriter
{
  std::string kind; ///< "dicom-ct", "nifti" …
  /// Writes the sample at a position of the file into a folder.
  std::function<Result<ExportedFile>(std::int64_t position, const std::filesystem::path& folder)>
      write;
};

} // namespace limpid::exporting
