#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/dataset/safetensors.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace limpid::exporting {

/// How the training images were prepared, as far as an export says it.
struct SamplePreparation
{
  std::string modality;
  std::string unit;
  std::string bodyPart; ///< a DICOM code string or empty
  std::string rescaleType;
  double windowLow = 0.0;                         ///< unit; model intensity −1
  double windowHigh = 0.0;                        ///< unit; model intensity 1
  double intensityScale = 0.0;                    ///< unit per model intensity
  std::optional<std::array<double, 2>> spacingMm; ///< row, column; nothing: not one for all images

  double value(float intensity) const
  {
    return windowLow + (static_cast<double>(intensity) + 1.0) * intensityScale;
  }
};

/// Samples and what regenerates them. Only fields that are named here are ever read from
/// samples.json, and those that are text hold letters, digits and ".-_+" only: nothing else can
/// reach a header.
struct SampleSet
{
  dataset::SafetensorsFile file;
  std::span<const float> intensities{}; ///< N×C×H×W
  std::int64_t count = 0;
  int channels = 1;
  int rows = 0;
  int columns = 0;

  std::string modelDigest{};
  std::string datasetDigest{};
  std::string sampler{};
  std::string programVersion{}; ///< of the engine that drew them
  std::string label{};          ///< empty: none
  std::int64_t step = 0;        ///< of the training
  std::uint64_t seed = 0;
  std::int64_t first = 0; ///< index of the first sample in the stream of the seed
  std::int64_t steps = 0;
  Json samplerOptions = Json::object(); ///< numbers by name, see run::makeSampler()
  double guidance = 1.0;                ///< to the label; 1: none
  double minimumTime = 0.0;             ///< t_min of M7: where sampling stopped
  std::set<std::int64_t> heldBack{};    ///< positions in the file that must not leave (copies)
  SamplePreparation preparation{};

  std::span<const float> sample(std::int64_t position) const;
};

/// Reads samples.safetensors (`images`, float32, finite, one or three channels) and the
/// samples.json beside it (format "limpid-samples", version 1). Fails with NotFound or BadInput.
Result<SampleSet> readSamples(const std::filesystem::path& samples);

/// The fields of a `preparation` that an export says; BadInput names `path`.
Result<void> readPreparation(const std::filesystem::path& path, const Json& json,
                             SamplePreparation& preparation);

/// Letters, digits and ".-_+", at most 64: nothing that could name somebody in prose.
bool isPlainText(std::string_view text);

/// The digest, seed and settings that regenerate sample `position`, as "key=value; key=value".
std::string recipeOf(const SampleSet& samples, std::int64_t position);

} // namespace limpid::exporting
