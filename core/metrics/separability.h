#pragma once

#include "core/base/result.h"
#include "core/metrics/intervals.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace limpid::metrics {

/// An image to be told from others.
struct Specimen
{
  std::span<const float> pixels; ///< row-major
  int rows = 0;
  int columns = 0;
  std::size_t patient = 0; ///< images of one patient are never on both sides of a fold
  bool bad = false;
};

/// Scores of one round: another pattern of noise, other folds.
struct SeparationRound
{
  std::vector<double> scores; ///< of each specimen, by a model without its patient; more is worse
  std::vector<std::size_t> folds; ///< in which that was; scores compare within a fold
};

/// How well bad images can be told from good ones at one level of added noise.
struct Separation
{
  double noise = 0.0; ///< standard deviation of what was added, the pixels' unit
  double auc = 0.5;   ///< area under the ROC curve, cross-validated by patient, mean of the rounds
  std::vector<SeparationRound> rounds;
};

/// Fewer images of either kind, or of fewer patients, can't be learnt from.
inline constexpr std::size_t fewestSpecimens = 8;
inline constexpr std::size_t fewestPatients = 2;
/// Images count as the same where the area is at most this (M10).
inline constexpr double indistinguishable = 0.55;

/// Logistic regression (ridge) on local features: logarithms of gradient energies along and across
/// at three scales, of the Laplacian's and the variance, patch by patch of 16 × 16 pixels; an
/// image's score is the mean of its patches'. White noise of standard deviation `noise` is added
/// first, another pattern in each round and at each level: where noise is all there is, areas
/// differ by chance, and one pattern would repeat that chance everywhere. The same for the same
/// seed. BadInput for fewer specimens or patients than that, images of under 16 × 16 pixels, or
/// pixels that aren't finite.
/// `stopped` is asked image by image and fold by fold; once it says so, nothing is told.
Result<Separation> separate(std::span<const Specimen> specimens, double noise, std::uint64_t seed,
                            const std::function<bool()>& stopped);

struct SeparationLimit
{
  Interval noise;             ///< from which on the images can't be told apart
  bool reached = false;       ///< false: still told apart at the strongest level, which is given
  std::vector<double> fitted; ///< areas of the levels, made to fall (isotonic regression)
};

/// Where the area falls to `indistinguishable`, between the levels in proportion. Levels rise and
/// belong to the same specimens. The areas of one experiment go up and down by chance, so they are
/// made to fall first (pool adjacent violators). 95 % interval over resampled patients.
Result<SeparationLimit> separationLimit(std::span<const Specimen> specimens,
                                        std::span<const Separation> levels, std::uint64_t seed);

} // namespace limpid::metrics
