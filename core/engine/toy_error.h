#pragma once

#include "core/diffusion/schedule.h"
#include "core/engine/network.h"

#include <cstdint>
#include <span>

namespace limpid::engine::toy {

/// Score error of a network on the toy: mean of ‖ε_θ − ε*‖²/D over exact points at these times.
/// The points depend on the seed alone.
double scoreError(const EpsilonNetwork& network, const diffusion::Schedule& schedule,
                  std::span<const double> times, std::uint64_t seed);

} // namespace limpid::engine::toy
