#pragma once

#include "core/base/document.h"
#include "core/preparation/prepare.h"
#include "core/preparation/selection.h"
#include "core/preparation/training_array.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::preparation {

/// What the data set's document says of its making, beside the request.
struct Making
{
  Shaping shaping;
  std::string unit;
  std::string stabilised;      ///< law of the noise before it was stabilised (M4); empty: gaussian
  double referenceNoise = 0.0; ///< in `unit`, as it trains
  double clippedShare = 0.0;
  std::optional<std::array<double, 2>> spacingMm; ///< of a training pixel, when all have the same
  std::map<std::string, int> noiseSources;        ///< images by the source of their noise
  std::vector<std::string> estimators;            ///< those that measured the training arrays
  int noiseMaps = 0;                              ///< images whose noise is recorded pixel by pixel
  int meansOfRepeats = 0;                         ///< among the images
  int leftOut = 0;
  std::vector<Sentence> sentences;
};

/// `preparation` of dataset.json (core/dataset/frozen_dataset.h). No name, UID, date, path or
/// institution is in it.
Json preparationDocument(const DatasetRequest& request, const Selection& selection,
                         const Making& making);

/// The document of the coverage: edm schedule, buffer S.
Result<Json> coverageDocument(const std::filesystem::path& dataset, double buffer);

} // namespace limpid::preparation
