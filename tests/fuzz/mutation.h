#pragma once

#include "core/base/random.h"

#include <cstddef>
#include <string>

namespace limpid::fuzz {

/// Changes a few places of a file: bits, bytes, lengths, pieces taken out, doubled or moved, the
/// end cut off. Mostly near the beginning, where headers are.
std::string mutated(std::string bytes, Random& random);

} // namespace limpid::fuzz
