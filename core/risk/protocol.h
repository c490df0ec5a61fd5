#pragma once

#include "core/base/result.h"
#include "core/metrics/noise_estimators.h"

#include <filesystem>
#include <string>

namespace limpid::risk {

/// What of a header decides whether two images repeat each other, and what their noise goes by.
struct Protocol
{
  std::string geometry; ///< position, orientation, spacing, size, thickness; empty: not known
  std::string
      acquisition;        ///< scanner, sequence or kernel, times, angles, b-value, tube, image type
  std::string scanner;    ///< scanner, sequence or kernel, voltage: what a calibration holds for
  std::string acquiredAt; ///< sorts in the order of acquisition
  metrics::Acquisition noiseGoesBy; ///< CT and X-ray: mAs and thickness; MR: averages
};

/// Reads up to the pixel data. A file of several frames has no geometry here: its frames aren't
/// told apart. BadInput with the file and DCMTK's reason.
Result<Protocol> readProtocol(const std::filesystem::path& file);

} // namespace limpid::risk
