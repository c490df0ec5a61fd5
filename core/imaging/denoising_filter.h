#pragma once

#include "core/base/result.h"
#include "core/imaging/image.h"

#include <string>
#include <vector>

namespace limpid::imaging {

/// The usual filters against noise, which a restoration by a model is held against.
enum class DenoisingFilter {
  Gaussian,   ///< `extent`: standard deviation, pixels
  Median,     ///< `extent`: radius, whole pixels
  Bilateral,  ///< `extent`: standard deviation over space, pixels; `strength`: over intensity / σ
  PatchBased, ///< Awate and Whitaker (2006), the non-local filter that ITK has; `extent`: radius of
              ///< a patch, whole pixels; `strength`: factor on the bandwidth that it estimates
  CurvatureAnisotropic ///< Whitaker and Xue (2001); `extent`: iterations; `strength`: conductance
};

struct DenoisingSetting
{
  DenoisingFilter filter = DenoisingFilter::Gaussian;
  double extent = 1.0;
  double strength = 0.0;
};

std::string nameOf(DenoisingFilter filter);    ///< "median" …
std::string toString(const DenoisingSetting&); ///< "median, radius 2 px"

/// The settings that are worth trying of every filter, the weakest first.
std::vector<DenoisingSetting> denoisingSettings();

/// By ITK, on one thread: the same for the same image. `noise` is σ in the unit of the image; the
/// bilateral filter alone asks for it. BadInput for images with channels, or smaller than a patch.
Result<Image> denoised(const Image& image, const DenoisingSetting& setting, double noise);

} // namespace limpid::imaging
