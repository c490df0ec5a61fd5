#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/export/sample_choice.h"
#include "core/export/sample_set.h"
#include "core/export/sample_writer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::exporting {

inline constexpr const char* researchNotice = "Research use only, not for diagnosis. Synthetic "
                                              "image drawn by a generative model; it shows no "
                                              "patient.";

/// What the samples come from, as far as it lies above them on the disk.
struct Training
{
  std::filesystem::path run;     ///< runs/NAME, empty: unknown
  Json plan;                     ///< without what people name themselves; null: unknown
  std::filesystem::path dataset; ///< the data set that the plan names, there or not
};

/// The run above the samples' folder (runs/NAME/samples/NAME).
Training trainingAbove(const std::filesystem::path& samples);

/// What provenance.json and the model card are made of.
struct Provenance
{
  const SampleSet& samples;
  const SampleChoice& choice;
  std::string kind;
  const std::vector<ExportedFile>& files;
  Training training;
};

/// Writes `<folder>/provenance.json`: model, data set, sampling, choice, preparation, the plan of
/// the training, and the files. No path, no name of a run, of a data set or of a patient.
Result<void> writeProvenance(const std::filesystem::path& folder, const Provenance& provenance);

/// `folder`, or with "-2", "-3" … where something is in it already; made when it is missing.
Result<std::filesystem::path> makeFreshFolder(const std::filesystem::path& folder);

} // namespace limpid::exporting
