#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <filesystem>
#include <string>

namespace limpid::study {

/// What decoding a file tells; the values of cli.md's `pixels`.
struct PixelSummary
{
  int frames = 0;
  int rows = 0;
  int columns = 0;
  bool isSigned = false;
  std::string photometric;
  double storedMin = 0.0;
  double storedMax = 0.0;
  double min = 0.0; ///< after rescale
  double max = 0.0;
  double mean = 0.0;
  std::string transferSyntax;
};

Result<PixelSummary> summarizePixels(const std::filesystem::path& file);

/// Frame `frame` (from 1) in real units: rescale slope and intercept applied, colour as luminance
/// (Rec. 601), MONOCHROME1 left as stored (the view inverts it).
Result<imaging::Image> readFrame(const std::filesystem::path& file, int frame);

} // namespace limpid::study
