#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace limpid::diffusion {

/// Ω of M2: which frequencies y count how much when two laws are compared.
struct InstabilityWeight
{
  enum class Kind {
    Diffusion,  ///< ∝ exp(−v²|y|²): the default, free of scales and of p0
    Noise,      ///< ∝ |φ_r(y)|: the paper's
    ScaledNoise ///< ∝ |φ_r(u·y)|^power (M4)
  };

  Kind kind = Kind::Diffusion;
  double power = 1.0; ///< of ScaledNoise alone

  bool operator==(const InstabilityWeight&) const = default;
};

/// "default", "paper", or "power:3" for |φ_r(u·y)|³. BadInput says what there is.
Result<InstabilityWeight> instabilityWeightFromString(std::string_view text);
std::string instabilityWeightName(const InstabilityWeight& weight);

} // namespace limpid::diffusion
