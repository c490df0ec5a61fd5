#pragma once

#include "core/diffusion/schedule.h"
#include "core/engine/epsilon_function.h"
#include "core/engine/toy.h"

#include <memory>

namespace limpid::engine::toy {

/// The exact scores behind a gate: those of the whole law where v/u is at least `gate`, below it
/// those of the points that are clean, whose components have `cleanShares`. What risk-sensitive
/// training tends to as its network gets better: what noisy points can't teach (M8) stays.
EpsilonFunction gatedEpsilon(double gate, const Shares& cleanShares);

} // namespace limpid::engine::toy
