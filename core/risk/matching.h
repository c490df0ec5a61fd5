#pragma once

#include "core/base/result.h"
#include "core/risk/schema.h"

#include <optional>
#include <string>

namespace limpid::risk {

/// BadInput when the component has no scale, the value is no step of it, it is the noise itself, or
/// the limit no noise level of 0 or more.
Result<void> checkMatch(const Component& component, double value, double limit);

/// Lets the rating gate by the limit of the step. Fails as checkMatch() does.
Result<void> setLimit(Component& component, double value, double limit);

/// Stores that the images rated `value` can't be told from good ones above a noise of `limit`
/// (standard deviation, the image's unit, at training size), and lets the rating gate from now on
/// (M10). The step of the history is `author`'s. Fails as checkMatch() does.
Result<void> matchLimit(study::Project& project, const std::string& component, double value,
                        double limit, const std::string& author = {});

/// λ of a rating: that of the worst matched step that is no worse than `value`, so a worse image
/// never teaches from lower on than a better one. None: not matched, the rating changes nothing.
std::optional<double> limitInForce(const Component& component, double value);

/// What the window says of a rating that isn't matched: "Motion is shown but doesn't change
/// training yet." Empty for the others.
std::string unmatchedSentence(const Component& component);

} // namespace limpid::risk
