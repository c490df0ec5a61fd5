#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/study/project.h"
#include "core/study/scan.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::risk {

/// Standard deviation of the noise in row-major pixels, rows × columns, in the pixels' own unit.
using NoiseEstimator = std::function<double(std::span<const float> pixels, int rows, int columns)>;

/// The estimators by the ids that are the source of the values they measure: "immerkaer".
std::vector<std::string> noiseEstimatorIds();
/// NotFound names those that there are.
Result<NoiseEstimator> findNoiseEstimator(const std::string& id);

struct EstimateRequest
{
  std::string estimator;
  std::vector<std::string> seriesUids; ///< empty: all but synthetic images
  bool accept = false;    ///< store what was measured, source = estimator (measured = used)
  bool keepKnown = false; ///< leave images alone that have a value already
};

struct EstimateReport
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  int images = 0;                  ///< measured
  int kept = 0;                    ///< left alone, see keepKnown
  std::string component;           ///< the one that is the noise
  double median = 0.0;             ///< "as seen": on the pixels as stored, not as they train (M0)
  std::string unit;                ///< of the median: "HU", "a.u.", or "mixed"
  std::optional<double> agreement; ///< estimate over repeats, where there are repeats (ux.md F4)
  std::vector<study::SkippedFile> failed; ///< files that can't be decoded; the others go on
};

/// Measures the noise of each image of the series. A stop keeps, and with `accept` stores, what was
/// measured until then; one batch of the history.
Result<EstimateReport> estimateNoise(study::Project& project, const EstimateRequest& request,
                                     jobs::JobContext& context);

/// Unit of an image's pixels after rescale, by its modality: "HU" for CT, else "a.u.".
std::string pixelUnit(const std::string& modality);

} // namespace limpid::risk
