#include "core/dataset/split.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <unordered_set>

namespace limpid::dataset {
namespace {

constexpr std::uint64_t splitPurpose = 0x73706C6974; // "split"

/// At least one and never all, unless the fraction is 0 or there is nothing to share.
std::size_t shareOf(std::size_t count, double fraction)
{
  if (!(fraction > 0.0) || count < 2)
    return 0;
  const double wanted = std::round(std::min(fraction, 1.0) * static_cast<double>(count));
  return std::clamp<std::size_t>(static_cast<std::size_t>(wanted), 1, count - 1);
}

/// The nearest beginning of a place to `first`, earlier ones first; `first` where there is none.
std::size_t beginningNear(std::size_t first, std::span<const std::size_t> places)
{
  const auto begins = [&](std::size_t image) { return places[image] != places[image - 1]; };
  std::size_t earlier = first;
  while (earlier > 0 && !begins(earlier))
    --earlier;
  if (earlier > 0)
    return earlier;
  std::size_t later = first;
  while (later < places.size() && !begins(later))
    ++later;
  return later < places.size() ? later : first;
}

Split lastBlock(std::size_t images, double fraction, std::span<const std::size_t> places)
{
  Split split;
  split.heldOut.assign(images, 0);
  std::size_t block = shareOf(images, fraction);
  if (block > 0 && !places.empty())
    block = images - beginningNear(images - block, places);
  std::fill(split.heldOut.end() - static_cast<std::ptrdiff_t>(block), split.heldOut.end(),
            std::uint8_t{1});
  split.byBlock = block > 0;
  return split;
}

} // namespace

Split splitByPatient(std::span<const std::string> patients, double heldOutFraction,
                     std::uint64_t seed, std::span<const std::size_t> places)
{
  const std::set<std::string_view> distinct(patients.begin(), patients.end());
  if (distinct.size() < 2)
    return lastBlock(patients.size(), heldOutFraction, places);

  std::vector<std::string_view> shuffled(distinct.begin(), distinct.end());
  Random random(derivedSeed(seed, splitPurpose), 0);
  random.shuffle(std::span(shuffled));
  const std::size_t count = shareOf(shuffled.size(), heldOutFraction);
  const std::unordered_set<std::string_view> kept(
      shuffled.begin(), shuffled.begin() + static_cast<std::ptrdiff_t>(count));

  Split split;
  split.heldOut.reserve(patients.size());
  for (const std::string& patient : patients)
    split.heldOut.push_back(kept.contains(patient) ? 1 : 0);
  split.heldOutPatients = static_cast<int>(count);
  return split;
}

} // namespace limpid::dataset
