#pragma once

// What ViewerViewModel has done in the background.

#include "core/base/result.h"
#include "core/imaging/image.h"
#include "ui/viewmodels/kind_content.h"

#include <vector>

namespace limpid::viewmodels {

/// The noise around each pixel and what its legend needs.
struct NoiseMap
{
  imaging::Image values; ///< NaN where nothing could be measured
  double low = 0.0;      ///< 2nd and 98th percentile
  double high = 1.0;
};

/// BadInput with a sentence where nothing can be measured.
Result<NoiseMap> noiseMapOf(const imaging::Image& image);

/// An image of the kind with what tells whether it may repeat another.
struct RepeatCandidate
{
  int row = 0;
  study::ImageRecord record;
  std::string patientKey;
  std::string modality;
};

/// Images of the patient of `content.images[row]` that lie where it lies, itself first.
std::vector<RepeatCandidate> repeatCandidates(const KindContent& content, int row);

/// Rows of those that repeat the first, in the order of acquisition, without itself. Reads headers.
std::vector<int> repeatsOfFirst(const std::vector<RepeatCandidate>& candidates);

} // namespace limpid::viewmodels
