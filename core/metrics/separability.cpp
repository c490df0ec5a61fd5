#include "core/metrics/separability.h"

#include "core/base/random.h"
#include "core/metrics/logistic_regression.h"
#include "core/metrics/patch_features.h"
#include "core/metrics/plane_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace limpid::metrics {
namespace {

constexpr std::size_t stride = 8;
constexpr std::size_t mostFolds = 5;
constexpr std::uint64_t rounds = 4;
constexpr int resamples = 400;

/// The patches of all specimens, one row of features each.
struct Table
{
  std::vector<double> rows;
  std::vector<std::size_t> specimens;
};

void addPatches(const Specimen& specimen, std::span<const float> pixels, std::size_t number,
                Table& table)
{
  const auto rows = static_cast<std::size_t>(specimen.rows);
  const auto columns = static_cast<std::size_t>(specimen.columns);
  for (std::size_t top = 0; top + patchSide <= rows; top += stride)
    for (std::size_t left = 0; left + patchSide <= columns; left += stride) {
      Patch patch{{}, patchSide};
      patch.values.reserve(patchSide * patchSide);
      for (std::size_t row = top; row < top + patchSide; ++row)
        for (std::size_t column = left; column < left + patchSide; ++column)
          patch.values.push_back(double{pixels[row * columns + column]});
      if (variance(patch) <= 0.0) // padding tells nothing
        continue;
      const FeatureRow found = featuresOf(patch);
      table.rows.insert(table.rows.end(), found.begin(), found.end());
      table.specimens.push_back(number);
    }
}

Table patchesWithNoise(std::span<const Specimen> specimens, double noise, std::uint64_t seed,
                       const std::function<bool()>& stopped)
{
  Table table;
  for (std::size_t number = 0; number < specimens.size() && !stopped(); ++number) {
    const Specimen& specimen = specimens[number];
    std::vector<float> pixels(specimen.pixels.begin(), specimen.pixels.end());
    std::vector<float> pattern(pixels.size());
    Random(seed, number + 1).fillNormal(pattern);
    for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel)
      pixels[pixel] += static_cast<float>(noise) * pattern[pixel];
    addPatches(specimen, pixels, number, table);
  }
  return table;
}

struct Sides
{
  std::size_t good = 0;
  std::size_t bad = 0;
};

/// Folds by patient, in turn from those with most images of the rarer kind: each fold gets both
/// kinds where the patients allow it.
std::vector<std::size_t> foldsOf(std::span<const Specimen> specimens, std::uint64_t seed)
{
  std::map<std::size_t, Sides> patients;
  for (const Specimen& specimen : specimens)
    ++(specimen.bad ? patients[specimen.patient].bad : patients[specimen.patient].good);
  std::vector<std::size_t> order;
  std::size_t withGood = 0;
  std::size_t withBad = 0;
  for (const auto& [patient, sides] : patients) {
    order.push_back(patient);
    withGood += sides.good > 0 ? 1 : 0;
    withBad += sides.bad > 0 ? 1 : 0;
  }
  Random(seed, 0).shuffle(std::span(order));
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return patients[one].bad > patients[other].bad;
  });
  const std::size_t count = std::min({mostFolds, withGood, withBad});
  std::vector<Sides> filled(count);
  std::map<std::size_t, std::size_t> foldOfPatient;
  for (const std::size_t patient : order) {
    const Sides& sides = patients[patient];
    const auto emptiest = std::min_element(
        filled.begin(), filled.end(), [&sides](const Sides& one, const Sides& other) {
          return sides.bad > 0 ? one.bad < other.bad : one.good < other.good;
        });
    emptiest->good += sides.good;
    emptiest->bad += sides.bad;
    foldOfPatient[patient] = static_cast<std::size_t>(emptiest - filled.begin());
  }
  std::vector<std::size_t> folds;
  for (const Specimen& specimen : specimens)
    folds.push_back(foldOfPatient[specimen.patient]);
  return folds;
}

/// Scores of the specimens of one fold by what the others teach; both kinds weigh the same.
void scoreFold(std::span<const Specimen> specimens, const Table& table, std::size_t fold,
               SeparationRound& round)
{
  std::vector<double> labels;
  std::vector<double> weights;
  std::array<double, 2> patches{};
  for (const std::size_t number : table.specimens) {
    const bool taught = round.folds[number] != fold;
    labels.push_back(specimens[number].bad ? 1.0 : 0.0);
    weights.push_back(taught ? 1.0 : 0.0);
    patches.at(specimens[number].bad ? 1 : 0) += taught ? 1.0 : 0.0;
  }
  for (std::size_t patch = 0; patch < weights.size(); ++patch)
    weights[patch] /= std::max(1.0, patches.at(labels[patch] > 0.5 ? 1 : 0));
  const LogisticRegression model(table.rows, patchFeatures, labels, weights);
  std::vector<double> counts(specimens.size(), 0.0);
  for (std::size_t patch = 0; patch < labels.size(); ++patch) {
    const std::size_t number = table.specimens[patch];
    if (round.folds[number] != fold)
      continue;
    if (counts[number] == 0.0)
      round.scores[number] = 0.0;
    counts[number] += 1.0;
    round.scores[number] +=
        model.logOdds(std::span(table.rows).subspan(patch * patchFeatures, patchFeatures));
  }
  for (std::size_t number = 0; number < specimens.size(); ++number)
    if (counts[number] > 0.0)
      round.scores[number] /= counts[number];
}

/// Pairs of a bad and a good specimen of one fold, and in how many the bad one has the worse score.
struct PairCount
{
  double all = 0.0;
  double won = 0.0;
};

PairCount pairsOf(std::span<const Specimen> specimens, const SeparationRound& round,
                  std::span<const double> times)
{
  PairCount pairs;
  for (std::size_t bad = 0; bad < specimens.size(); ++bad) {
    if (!specimens[bad].bad || times[bad] == 0.0)
      continue;
    for (std::size_t good = 0; good < specimens.size(); ++good) {
      if (specimens[good].bad || round.folds[good] != round.folds[bad])
        continue;
      const double weight = times[bad] * times[good];
      const double one = round.scores[bad];
      const double other = round.scores[good];
      pairs.all += weight;
      pairs.won += weight * (one > other ? 1.0 : one < other ? 0.0 : 0.5);
    }
  }
  return pairs;
}

/// Area under the curve, each specimen counting `times`.
double areaOf(std::span<const Specimen> specimens, const Separation& separation,
              std::span<const double> times)
{
  PairCount pairs;
  for (const SeparationRound& round : separation.rounds) {
    const PairCount more = pairsOf(specimens, round, times);
    pairs.all += more.all;
    pairs.won += more.won;
  }
  return pairs.all > 0.0 ? pairs.won / pairs.all : 0.5;
}

Result<void> checkSpecimens(std::span<const Specimen> specimens)
{
  std::array<std::size_t, 2> images{};
  std::array<std::set<std::size_t>, 2> patients;
  for (const Specimen& specimen : specimens) {
    const Result<Plane> plane = checkPlane(specimen.pixels, 1, specimen.rows, specimen.columns,
                                           patchSide, "Telling images apart");
    if (!plane)
      return failure(plane.error());
    ++images.at(specimen.bad ? 1 : 0);
    patients.at(specimen.bad ? 1 : 0).insert(specimen.patient);
  }
  for (std::size_t kind = 0; kind < 2; ++kind)
    if (images.at(kind) < fewestSpecimens || patients.at(kind).size() < fewestPatients)
      return failure(ErrorCode::BadInput,
                     fmt::format("Telling images apart needs {} good and {} bad images of {} "
                                 "patients each; there are {} and {} of {} and {}.",
                                 fewestSpecimens, fewestSpecimens, fewestPatients, images[0],
                                 images[1], patients[0].size(), patients[1].size()));
  return {};
}

/// Isotonic regression, falling (pool adjacent violators).
std::vector<double> madeToFall(const std::vector<double>& areas)
{
  struct Pool
  {
    double sum = 0.0;
    std::size_t count = 0;

    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Pool> pools;
  for (const double area : areas) {
    pools.push_back({area, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() < pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().count += last.count;
    }
  }
  std::vector<double> fitted;
  for (const Pool& pool : pools)
    fitted.insert(fitted.end(), pool.count, pool.mean());
  return fitted;
}

struct Crossing
{
  double noise = 0.0;
  bool reached = false;
};

Crossing crossingOf(std::span<const Separation> levels, const std::vector<double>& fitted)
{
  for (std::size_t level = 0; level < levels.size(); ++level) {
    if (fitted[level] > indistinguishable)
      continue;
    if (level == 0)
      return {levels[0].noise, true};
    const double share =
        (fitted[level - 1] - indistinguishable) / (fitted[level - 1] - fitted[level]);
    return {levels[level - 1].noise + share * (levels[level].noise - levels[level - 1].noise),
            true};
  }
  return {levels.back().noise, false};
}

std::vector<double> areasOf(std::span<const Specimen> specimens, std::span<const Separation> levels,
                            std::span<const double> times)
{
  std::vector<double> areas;
  for (const Separation& level : levels)
    areas.push_back(areaOf(specimens, level, times));
  return areas;
}

/// How often each specimen counts when patients are drawn with replacement.
std::vector<double> drawnPatients(std::span<const Specimen> specimens,
                                  const std::vector<std::size_t>& patients, Random& random)
{
  std::map<std::size_t, double> drawn;
  for (std::size_t draw = 0; draw < patients.size(); ++draw)
    drawn[patients[static_cast<std::size_t>(random.below(patients.size()))]] += 1.0;
  std::vector<double> times;
  for (const Specimen& specimen : specimens) {
    const auto found = drawn.find(specimen.patient);
    times.push_back(found == drawn.end() ? 0.0 : found->second);
  }
  return times;
}

} // namespace

Result<Separation> separate(std::span<const Specimen> specimens, double noise, std::uint64_t seed,
                            const std::function<bool()>& stopped)
{
  if (const Result<void> checked = checkSpecimens(specimens); !checked)
    return failure(checked.error());
  Separation separation;
  separation.noise = noise;
  const std::uint64_t seedOfLevel = derivedSeed(seed, std::bit_cast<std::uint64_t>(noise));
  for (std::uint64_t number = 0; number < rounds; ++number) {
    SeparationRound round{std::vector<double>(specimens.size(), 0.0),
                          foldsOf(specimens, derivedSeed(seed, number))};
    const Table table =
        patchesWithNoise(specimens, noise, derivedSeed(seedOfLevel, number), stopped);
    const std::size_t folds = *std::ranges::max_element(round.folds) + 1;
    for (std::size_t fold = 0; fold < folds && !stopped(); ++fold)
      scoreFold(specimens, table, fold, round);
    if (stopped())
      return Separation{noise, 0.5, {}};
    separation.rounds.push_back(std::move(round));
  }
  separation.auc = areaOf(specimens, separation, std::vector<double>(specimens.size(), 1.0));
  return separation;
}

Result<SeparationLimit> separationLimit(std::span<const Specimen> specimens,
                                        std::span<const Separation> levels, std::uint64_t seed)
{
  if (levels.empty() || specimens.empty())
    return failure(ErrorCode::BadInput, "A limit needs images and levels of noise.");
  SeparationLimit limit;
  limit.fitted = madeToFall(areasOf(specimens, levels, std::vector<double>(specimens.size(), 1.0)));
  const Crossing crossing = crossingOf(levels, limit.fitted);
  limit.reached = crossing.reached;
  std::set<std::size_t> distinct;
  for (const Specimen& specimen : specimens)
    distinct.insert(specimen.patient);
  const std::vector<std::size_t> patients(distinct.begin(), distinct.end());
  Random random(seed, specimens.size() + 1);
  std::vector<double> drawn;
  for (int resample = 0; resample < resamples; ++resample) {
    const std::vector<double> times = drawnPatients(specimens, patients, random);
    drawn.push_back(crossingOf(levels, madeToFall(areasOf(specimens, levels, times))).noise);
  }
  std::sort(drawn.begin(), drawn.end());
  limit.noise = {crossing.noise, quantileOfSorted(drawn, 0.025), quantileOfSorted(drawn, 0.975)};
  return limit;
}

} // namespace limpid::metrics
