#pragma once

#include "core/base/result.h"
#include "core/export/sample_set.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace limpid::exporting {

/// Which samples are wanted: all, those named, or some at random.
struct SampleSelection
{
  std::vector<std::int64_t> samples{};  ///< by hand: indices in the stream of the seed
  std::optional<std::int64_t> random{}; ///< so many, drawn with the seed of the samples
  bool includeHeldBack = false;         ///< insists on those that came too close to real images
};

/// Which samples are written, and how that was decided.
struct SampleChoice
{
  std::string method;                  ///< "all", "by hand", "random"
  std::vector<std::int64_t> positions; ///< in the file, ascending
  std::int64_t drawn = 0;
  int heldBack = 0; ///< wanted, but held back as copies
  bool heldBackIncluded = false;

  /// "12 exported of 256 drawn, chosen at random": who sees a few samples must know of how many.
  std::string sentence() const;
};

/// NotFound for an index that wasn't drawn, BadInput when nothing is left to export.
Result<SampleChoice> chooseSamples(const SampleSet& samples, const SampleSelection& selection);

} // namespace limpid::exporting
