#include "core/export/sample_choice.h"

#include "core/base/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace limpid::exporting {
namespace {

constexpr std::uint64_t choosing = 0x63686f6f73; // purpose of the seed

std::vector<std::int64_t> allOf(const SampleSet& samples)
{
  std::vector<std::int64_t> positions(static_cast<std::size_t>(samples.count));
  std::iota(positions.begin(), positions.end(), 0);
  return positions;
}

Result<std::vector<std::int64_t>> named(const SampleSet& samples,
                                        const std::vector<std::int64_t>& indices)
{
  std::vector<std::int64_t> positions;
  for (const std::int64_t index : indices) {
    const std::int64_t position = index - samples.first;
    if (position < 0 || position >= samples.count)
      return failure(ErrorCode::NotFound,
                     fmt::format("There is no sample {}: those from {} to {} were drawn.", index,
                                 samples.first, samples.first + samples.count - 1));
    positions.push_back(position);
  }
  std::ranges::sort(positions);
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return positions;
}

void keepAtRandom(std::vector<std::int64_t>& positions, std::int64_t count, std::uint64_t seed)
{
  Random random(derivedSeed(seed, choosing), 0);
  random.shuffle(std::span(positions));
  positions.resize(
      std::min(positions.size(), static_cast<std::size_t>(std::max<std::int64_t>(count, 0))));
  std::ranges::sort(positions);
}

} // namespace

std::string SampleChoice::sentence() const
{
  std::string how = method == "all"      ? std::string()
                    : method == "random" ? ", chosen at random"
                                         : ", chosen by hand";
  if (heldBack > 0)
    how += fmt::format(", {} held back as near copies", heldBack);
  if (heldBackIncluded)
    how += ", near copies of training images included";
  return fmt::format("{} exported of {} drawn{}", positions.size(), drawn, how);
}

Result<SampleChoice> chooseSamples(const SampleSet& samples, const SampleSelection& selection)
{
  SampleChoice choice{.method = "all", .positions = allOf(samples), .drawn = samples.count};
  if (!selection.samples.empty()) {
    choice.method = "by hand";
    Result<std::vector<std::int64_t>> positions = named(samples, selection.samples);
    if (!positions)
      return failure(positions.error());
    choice.positions = *std::move(positions);
  }
  const auto isHeldBack = [&](std::int64_t position) {
    return samples.heldBack.contains(position);
  };
  const auto copies = std::ranges::count_if(choice.positions, isHeldBack);
  if (selection.includeHeldBack) {
    choice.heldBackIncluded = copies > 0;
  } else {
    std::erase_if(choice.positions, isHeldBack);
    choice.heldBack = static_cast<int>(copies);
  }
  if (selection.random) {
    choice.method = "random";
    keepAtRandom(choice.positions, *selection.random, samples.seed);
  }
  if (choice.positions.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("Nothing is left to export: {} of {} samples are held back because "
                               "they came too close to real images.",
                               choice.heldBack, samples.count));
  return choice;
}

} // namespace limpid::exporting
