#pragma once

#include "core/engine/epsilon_function.h"
#include "core/engine/network.h"

namespace limpid::engine {

/// What a network says of clean images: one that takes the risk is told r = 0, one that doesn't
/// knows no other (M7). The network must outlive the function.
EpsilonFunction cleanEpsilon(const EpsilonNetwork& network);

} // namespace limpid::engine
