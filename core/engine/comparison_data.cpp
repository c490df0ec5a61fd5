#include "core/base/random.h"
#include "core/engine/comparison.h"
#include "core/engine/toy.h"
#include "core/engine/toy_error.h"

#include <array>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

constexpr int toyPoints = 4000;

// Purposes of derivedSeed(), of a case's seed.
constexpr std::uint64_t pointPurpose = 101;
constexpr std::uint64_t referencePurpose = 102;
constexpr std::uint64_t scorePurpose = 103;
constexpr std::uint64_t samplePurpose = 104;

Result<dataset::FrozenDataset> cleanData(const run::ComparisonSpec& spec, std::uint64_t seed,
                                         const fs::path& datasets)
{
  if (!spec.isToy())
    return dataset::FrozenDataset::open(spec.dataset);
  const auto points = toy::cleanPoints(toyPoints, derivedSeed(seed, pointPurpose));
  auto digest = dataset::freeze(datasets, "toy", points);
  if (!digest)
    return failure(digest.error());
  return dataset::FrozenDataset::open(datasets / *digest);
}

} // namespace

std::uint64_t sampleSeed(std::uint64_t caseSeed)
{
  return derivedSeed(caseSeed, samplePurpose);
}

std::map<std::string, double> toyFigures(const EpsilonNetwork& network,
                                         const diffusion::Schedule& schedule,
                                         std::span<const float> samples, std::uint64_t caseSeed)
{
  constexpr std::array<double, 2> low{0.06, 0.1};
  constexpr std::array<double, 2> high{0.35, 0.5};
  const auto error = [&](std::span<const double> times) {
    return toy::scoreError(network, schedule, times, derivedSeed(caseSeed, scorePurpose));
  };
  const toy::Measures measures = toy::measure(samples, derivedSeed(caseSeed, referencePurpose));
  return {{"outside", measures.outside},
          {"balance error", measures.balanceError},
          {"energy distance", measures.energyDistance},
          {"score error, low", error(low)},
          {"score error, high", error(high)}};
}

Result<fs::path> freezeData(const run::ComparisonSpec& spec, const run::ComparisonCase& item,
                            const fs::path& folder)
{
  auto clean = cleanData(spec, item.seed, folder / "datasets");
  if (!clean)
    return failure(clean.error());
  auto content = item.noise        ? dataset::withAddedNoise(*clean, *item.noise)
                 : item.corruption ? dataset::withCorruption(*clean, *item.corruption)
                                   : Result<dataset::DatasetContent>(dataset::contentOf(*clean));
  if (!content)
    return failure(content.error());
  auto digest = dataset::freeze(folder / "datasets", spec.name, *content);
  if (!digest)
    return failure(digest.error());
  return fs::path("datasets") / *digest;
}

} // namespace limpid::engine
