#pragma once

#include "core/run/comparison_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace limpid::run {

/// What whoever starts a comparison wants otherwise than its document says.
struct ComparisonOverrides
{
  std::vector<std::string> planValues; ///< "KEY=VALUE", of all plans: "precision=bf16", "steps=400"
  std::vector<std::uint64_t> seeds;    ///< empty: as the document says
};

/// BadInput for what isn't KEY=VALUE and for a key or value that no plan takes. A value is JSON, or
/// else text.
Result<void> apply(const ComparisonOverrides& overrides, ComparisonSpec& spec);

} // namespace limpid::run
