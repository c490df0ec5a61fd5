#pragma once

#include "core/base/result.h"
#include "core/dataset/safetensors.h"
#include "core/export/provenance.h"
#include "core/export/sample_set.h"
#include "core/study/library.h"
#include "core/study/project.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::exporting {

/// Images that were cleaned up, and what regenerates them. As with samples, only named fields are
/// read and text holds letters, digits and ".-_+" only.
struct RestorationSet
{
  dataset::SafetensorsFile file;
  std::span<const float> means{};      ///< N×H×W, model intensity: mean over the draws
  std::span<const float> deviations{}; ///< the same: standard deviation over the draws
  std::int64_t count = 0;
  int size = 0; ///< rows and columns

  std::string modelDigest{};
  std::string datasetDigest{};
  std::string sampler{};
  std::string programVersion{};
  std::uint64_t seed = 0;
  std::int64_t step = 0;
  std::int64_t draws = 0;
  std::int64_t steps = 0;
  std::vector<std::string> sources{}; ///< keyed digest of each image's source, empty: unknown
  SamplePreparation preparation{};
  std::optional<std::array<int, 4>> crop{}; ///< column, row, width, height in source pixels

  std::span<const float> mean(std::int64_t image) const;
  std::span<const float> deviation(std::int64_t image) const;
};

/// RUN/restorations/NAME/restoration.safetensors with restoration.json beside it (format
/// "limpid-restoration", version 1); sources by the run's data set, or by the sources.json that the
/// preparation of files leaves. `path` is the folder or the file.
Result<RestorationSet> readRestoration(const std::filesystem::path& path);

} // namespace limpid::exporting
