#pragma once

#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/metrics/noise_fit.h"
#include "core/preparation/selection.h"

#include <string>
#include <vector>

namespace limpid::preparation {

/// The law that images of a modality should have: "rician" for MR, "speckle" for ultrasound,
/// "poisson-gaussian" for X-ray projections, else "gaussian".
std::string expectedNoiseLaw(const std::string& modality);

/// What the noise of a kind of images is like, as stored.
struct KindOfNoise
{
  jobs::Outcome outcome = jobs::Outcome::Done;
  metrics::NoiseFit fit;
  bool byRepeats = false;     ///< else by high-pass details, which need white noise
  int images = 0;             ///< that were looked at
  std::vector<double> radial; ///< power by distance from frequency 0 over its mean; 1: white;
                              ///< empty: no image's could be measured
  double radialStep = 0.0;    ///< cycles a pixel from one to the next
  double peakOverMean = 1.0;  ///< λ_max of M3 over σ²
  std::string expected;       ///< law of the modality
  std::string unit;
  std::vector<Sentence> sentences; ///< what fits, and what it means for training
};

/// Looks at some images, evenly spread; repeats where there are any. Images that can't be read
/// don't count. BadInput when none tells anything.
Result<KindOfNoise> findKindOfNoise(const Selection& selection, jobs::JobContext& context);

} // namespace limpid::preparation
