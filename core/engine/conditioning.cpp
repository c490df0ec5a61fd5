#include "core/engine/conditioning.h"

#include "core/base/random.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace limpid::engine {

bool trainsUntold(std::uint64_t seed, std::uint64_t draw, double share)
{
  return share > 0.0 && Random(seed, draw).uniform() < share;
}

torch::Tensor labelPositions(std::span<const std::int64_t> labels,
                             std::span<const std::int64_t> known, torch::Device device)
{
  std::vector<std::int64_t> positions;
  positions.reserve(labels.size());
  for (const std::int64_t label : labels) {
    const auto found = std::lower_bound(known.begin(), known.end(), label);
    const bool there = found != known.end() && *found == label;
    positions.push_back(there ? std::distance(known.begin(), found) : -1);
  }
  return torch::tensor(positions, torch::kInt64).to(device);
}

} // namespace limpid::engine
