#pragma once

#include "core/engine/backbone.h"
#include "core/run/plan.h"

#include <memory>

namespace limpid::engine {

/// Residual blocks on levels of falling size, for images of any even size.
std::shared_ptr<Backbone> makeUNet(const run::NetworkShape& shape, int imageChannels);

} // namespace limpid::engine
