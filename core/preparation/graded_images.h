#pragma once

#include "core/imaging/image.h"
#include "core/preparation/selection.h"
#include "core/preparation/training_array.h"
#include "core/risk/schema.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace limpid::preparation {

/// Images that stand for one grade of a rating and for the good end of it: places in a selection.
struct GradedChoice
{
  std::vector<std::size_t> good;
  std::vector<std::size_t> bad;
};

/// Images rated `value`, and those of the best step that anybody gave, which is better than it: at
/// most `most` of each, evenly over all, so that many patients are among them.
GradedChoice chooseGraded(const Selection& selection, const risk::Component& component,
                          double value, std::size_t most);

/// The image as it trains, without the filled rim, in its own unit again: what a limit is matched
/// on (M10). Images that are smaller than `size` keep theirs.
Result<imaging::Image> asTrainedInUnit(const imaging::Image& source,
                                       const imaging::IntensityWindow& window, int size);

/// Pixels of the square that trains when nobody says: as data sets take them.
int trainingSize(const Selection& selection);

} // namespace limpid::preparation
