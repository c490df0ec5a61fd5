#pragma once

#include "core/base/document.h"
#include "core/metrics/intervals.h"

#include <cstddef>
#include <optional>
#include <string>

namespace limpid::engine {

/// How model intensity is told: value·scale name; a pixel x is lowest + (x + 1)·scale. "HU", or
/// nothing known: scale 1, "".
struct Unit
{
  std::string name;
  double scale = 1.0;
  double lowest = -1.0;
};
/// From the `preparation` of a data set.
Unit unitOf(const Json& preparation);

/// What was measured; what isn't set wasn't. Noise in model intensity.
struct VerdictInput
{
  Unit unit;
  std::optional<metrics::Interval> residualNoise;
  std::optional<metrics::Interval> cleanNoise;
  std::optional<metrics::Interval> noisyNoise;
  std::optional<metrics::Interval> distanceRatio; ///< samples to real, over real to real
  std::optional<metrics::Interval> recall;        ///< share of kept-aside images covered
  double recallOfReal = 0.0;                      ///< by clean training images
  std::size_t samples = 0;
  std::size_t cleanHeldOut = 0;
  std::size_t cleanTraining = 0;
  std::optional<std::size_t> tooNear;
  bool heldBack = false; ///< those are kept from export
  std::size_t comparedWith = 0;
};

/// {clean, faithful, varied, new}, each {state, value, low, high, sentence} with state "good",
/// "attention" or "not-measured" and null for figures that weren't measured.
Json verdict(const VerdictInput& input);

/// Findings as [{id, text}]. `tissuePeaks` as in assessment.json.
Json sentencesOf(const Json& verdict, const VerdictInput& input, const Json& tissuePeaks);

} // namespace limpid::engine
