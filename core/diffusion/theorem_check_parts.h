#pragma once

#include "core/diffusion/theorem_checks.h"

#include <cmath>
#include <utility>

/// What the files of the checks share; nobody outside this folder includes it.
namespace limpid::diffusion {

inline TheoremCheck checked(std::string name, double expected, double found, double tolerance)
{
  return {std::move(name), expected, found, tolerance, std::abs(found - expected) <= tolerance};
}

} // namespace limpid::diffusion
