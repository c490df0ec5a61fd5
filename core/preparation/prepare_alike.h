#pragma once

#include "core/base/document.h"
#include "core/imaging/image.h"
#include "core/preparation/training_array.h"

#include <optional>

namespace limpid::preparation {

/// An image that wasn't in a data set, made into what a model of it knows.
struct AlikeImage
{
  TrainingArray array;
  double noise = 0.0;    ///< r of M0, model intensity, the data set's reference taken off
  double measured = 0.0; ///< σ of the array before that, model intensity
};

/// Crops, resamples and windows `source` (real units) as `preparation` of a data set says. `noise`
/// is its σ as seen, in its unit, through the resampling as white noise; without one it is measured
/// on the array (Immerkær). BadInput when `preparation` doesn't say how, or the image doesn't fit.
Result<AlikeImage> prepareAlike(const imaging::Image& source, const Json& preparation,
                                std::optional<double> noise);

} // namespace limpid::preparation
