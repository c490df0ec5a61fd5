#pragma once

#include "core/engine/backbone.h"
#include "core/engine/network.h"

#include <memory>

namespace limpid::engine {

/// Residual blocks on levels of falling size, for images of any even size.
std::shared_ptr<Backbone> makeUNet(const NetworkSettings& settings);

} // namespace limpid::engine
