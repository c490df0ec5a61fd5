#pragma once

#include "core/engine/backbone.h"
#include "core/engine/conditioning.h"
#include "core/run/plan.h"

#include <memory>

namespace limpid::engine {

/// Residual layers for the rows of a table, B×D×1×1: the network of the paper's toys.
std::shared_ptr<Backbone> makeMlp(const run::NetworkShape& shape, int columns,
                                  const ConditioningShape& conditioning);

} // namespace limpid::engine
