#pragma once

#include "core/risk/protocol.h"
#include "core/study/library.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// An image with what its header and its series tell.
struct Scan
{
  study::ImageRecord image;
  std::string modality;
  std::string patientKey;
  Protocol protocol;
};

/// Scans of one patient at one position with one protocol, in the order of acquisition: two at
/// least, each another SOP instance.
using RepeatGroup = std::vector<std::size_t>; ///< indices of scans
std::vector<RepeatGroup> findRepeats(const std::vector<Scan>& scans);

/// Noise of a group's repeats, by the image's unit; what its header prior is calibrated with.
struct GroupNoise
{
  std::size_t group = 0;
  std::string scanner;
  metrics::Acquisition acquisition;
  double noise = 0.0;
};

/// The calibration for a scan: the noise of groups of its scanner other than `ownGroup`, of the
/// acquisition whose prediction is nearest to its own; the median where several have it. Nothing
/// where there is none.
std::optional<metrics::Calibration> calibrationFor(const Scan& scan,
                                                   std::optional<std::size_t> ownGroup,
                                                   const std::vector<GroupNoise>& groups);

} // namespace limpid::risk
