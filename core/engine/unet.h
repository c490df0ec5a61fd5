#pragma once

#include "core/engine/backbone.h"
#include "core/engine/conditioning.h"
#include "core/run/plan.h"

#include <memory>

namespace limpid::engine {

/// Residual blocks on levels of falling size, for images of any even size.
std::shared_ptr<Backbone> makeUNet(const run::NetworkShape& shape, int imageChannels,
                                   const ConditioningShape& conditioning);

} // namespace limpid::engine
