#pragma once

#include "core/risk/schema.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace limpid::risk {

/// Raters whose weighted kappa (or, on a continuous scale, whose correlation) is below this agree
/// weakly: Landis and Koch (Biometrics 33, 1977) call what lies above "substantial".
inline constexpr double weakAgreement = 0.6;
/// Agreement over fewer places than this isn't known.
inline constexpr std::size_t fewestShared = 10;

enum class Consensus {
  Alone,   ///< one rater at most
  Strong,  ///< no pair of raters agrees weakly
  Weak,    ///< some pair does
  Unknown, ///< no pair has rated enough places in common
};

/// Values of several raters of one component, place by place.
struct RatingMatrix
{
  std::vector<std::string> raters;
  std::vector<double> values; ///< places × raters, row-major; NaN: not rated

  static constexpr double unrated = std::numeric_limits<double>::quiet_NaN();
};

/// How well the two agree who agree least: kappa with linear weights over the steps of the scale,
/// ICC(2,1) where the scale is continuous. NaN where no pair has rated enough.
double lowestAgreement(const RatingMatrix& ratings, const Component& component);
Consensus consensusOf(const RatingMatrix& ratings, const Component& component);

/// Which of several raters' values of one image counts: with strong consensus the median (of two in
/// the middle the worse), else the worst: the cautious rater gates (M10).
std::size_t valueThatCounts(std::span<const double> values, const Component& component,
                            Consensus consensus);

/// The name of a rule in force, for files: "alone", "median", "cautious".
const char* ruleName(Consensus consensus);

} // namespace limpid::risk
