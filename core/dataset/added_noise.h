#pragma once

#include "core/dataset/frozen_dataset.h"

#include <cstdint>
#include <map>
#include <vector>

namespace limpid::dataset {

/// Noise of known strength for a clean data set, so that methods can be compared against the truth.
struct AddedNoise
{
  double cleanShare = 0.05; ///< of the training images; the others are made noisy
  /// Instead of cleanShare for images of these labels: noise that goes with content (M5).
  std::map<std::int64_t, double> cleanShareOfLabel;
  std::vector<double> levels; ///< standard deviations (Cauchy: κ), model intensity; drawn evenly
  std::string law = "gaussian";
  std::string assumedLaw; ///< the law that is recorded, which training corrects for; empty: `law`
  /// Standard deviation in pixels of the normal kernel (periodic) that white gaussian noise went
  /// through before it was scaled to its level: correlated noise as reconstruction makes it (M3),
  /// recorded with its power spectrum. 0: white.
  double correlation = 0.0;
  bool correlationKnown = true; ///< false: the spectrum isn't recorded, so it trains as white
  double assumedFactor = 1.0;   ///< the recorded risk is r̂ = factor·r (M9)
  /// Share of a noisy image's area that has the noise: a rectangle somewhere in it, recorded as a
  /// map. 1: all of it.
  double affectedShare = 1.0;
  std::uint64_t seed = 1;
};

/// The images of `clean` as they are, for a copy that is changed and frozen.
DatasetContent contentOf(const FrozenDataset& clean);

/// Every training image stays clean with its label's probability or gets noise of one of the
/// levels. Exactly that share of each label is clean, to the rounding. Images kept aside stay as
/// they are. Which images, which levels and which noise follow from (seed, index) alone, so another
/// share or factor changes nothing else. The document of the copy says what was added. BadInput for
/// images that are noisy already, for shares beyond 0 … 1, for no level or a negative one, for a
/// law that can't be drawn and for correlated noise that isn't gaussian.
Result<DatasetContent> withAddedNoise(const FrozenDataset& clean, const AddedNoise& noise);

} // namespace limpid::dataset
