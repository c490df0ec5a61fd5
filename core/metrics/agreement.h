#pragma once

#include "core/base/result.h"
#include "core/metrics/intervals.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace limpid::metrics {

enum class KappaWeights { None, Linear, Quadratic };

/// Cohen's kappa of two raters: 1 − observed over expected disagreement, a disagreement of d steps
/// weighing 1 (None), d (Linear) or d² (Quadratic; Cohen, 1968). `one` and `other` are steps of one
/// scale, image by image, any whole numbers. 95 % percentile interval over resampled images.
/// BadInput where lengths differ, nothing is rated, or both always gave one same step (kappa is
/// undefined: nothing could have been disagreed on).
Result<Interval> weightedKappa(std::span<const int> one, std::span<const int> other,
                               KappaWeights weights, std::uint64_t seed);

/// The same without its interval, in one pass.
Result<double> weightedKappaAlone(std::span<const int> one, std::span<const int> other,
                                  KappaWeights weights);

/// ICC(2,1) of Shrout and Fleiss (1979): absolute agreement of single ratings, raters taken as
/// drawn from many. `ratings` is images × raters, row-major, none missing. 95 % percentile interval
/// over resampled images. BadInput under two images or two raters, or where all ratings are equal.
Result<Interval> intraclassCorrelation(std::span<const double> ratings, std::size_t raters,
                                       std::uint64_t seed);

/// The same without its interval, in one pass.
Result<double> intraclassCorrelationAlone(std::span<const double> ratings, std::size_t raters);

struct RaterPair
{
  std::size_t one = 0;
  std::size_t other = 0;
  std::size_t images = 0;        ///< that both rated
  std::optional<Interval> kappa; ///< linear weights; none where it is undefined
};

struct RaterAgreement
{
  std::vector<RaterPair> pairs;        ///< each pair once
  std::size_t ratedByAll = 0;          ///< images
  std::optional<Interval> correlation; ///< ICC(2,1) over those; none where it is undefined
};

/// Agreement of several raters on a scale of steps. `ratings` is images × raters, row-major; NaN is
/// unrated, and leaves out what it takes part in. `steps` are the scale's values in order (their
/// distances don't matter to kappa). BadInput for a value that is no step.
Result<RaterAgreement> raterAgreement(std::span<const double> ratings, std::size_t raters,
                                      std::span<const double> steps, std::uint64_t seed);

} // namespace limpid::metrics
