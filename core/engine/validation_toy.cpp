#include "core/diffusion/risk_sensitive.h"
#include "core/engine/clean_epsilon.h"
#include "core/engine/comparison.h"
#include "core/engine/nested_task.h"
#include "core/engine/samplers.h"
#include "core/engine/toy.h"
#include "core/engine/toy_mutant.h"
#include "core/engine/toy_reference.h"
#include "core/engine/validation.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;
using toy::Mutation;

constexpr double highestScoreError = 0.0025;
constexpr const char* exactName = "exact scores behind the gate";

Result<run::ComparisonSpec> toySpec(const std::vector<std::uint64_t>& seeds)
{
  return run::comparisonSpecFromJson(
      {{"name", "toy"},
       {"dataset", "toy"},
       {"seeds", seeds},
       {"objectives",
        {"standard", "clean-only", "risk-conditional", "ambient", "optimal", "plain", "equal"}}});
}

double figureOf(const Json& table, const std::string& title, const std::string& figure)
{
  for (const Json& row : table)
    if (row["title"] == title)
      return row["figures"][figure]["value"].get<double>();
  return std::numeric_limits<double>::quiet_NaN();
}

std::string idOf(std::string words)
{
  std::replace(words.begin(), words.end(), ' ', '-');
  words.erase(std::remove(words.begin(), words.end(), ','), words.end());
  return words;
}

Check ratio(const Json& table, const std::string& figure, const std::string& rival, double limit)
{
  return {fmt::format("toy.{}.{}", idOf(figure), rival),
          fmt::format("toy: {} of equal over that of {}", figure, rival), limit,
          figureOf(table, "equal", figure) / figureOf(table, rival, figure), Relation::AtMost};
}

std::vector<Check> limitsOf(const Json& table)
{
  return {ratio(table, "outside", "standard", 0.40),
          ratio(table, "energy distance", "standard", 0.6),
          ratio(table, "energy distance", "clean-only", 0.1),
          ratio(table, "energy distance", exactName, 1.5),
          ratio(table, "balance error", "clean-only", 0.45),
          ratio(table, "score error, low", "standard", 0.2),
          ratio(table, "score error, high", "clean-only", 0.05),
          {"toy.score-error-high", "toy: score error at high noise of equal", highestScoreError,
           figureOf(table, "equal", "score error, high"), Relation::AtMost}};
}

const char* nameOf(Mutation mutation)
{
  return mutation == Mutation::FullVariance ? "reduced variance left out"
                                            : "target factor left out";
}

/// As comparison.cpp draws them.
torch::Tensor samplesOf(const run::ComparisonSpec& spec, const run::ComparisonCase& item,
                        const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                        const jobs::JobContext& context)
{
  ImageDrawing drawing;
  drawing.sampler = run::makeSampler(spec.sampler, spec.samplerSteps, Json::object()).value();
  drawing.seed = sampleSeed(item.seed);
  drawing.count = spec.samples;
  drawing.imageShape = {toy::dimensions, 1, 1};
  return drawImages(schedule, epsilon, drawing, torch::kCPU, context);
}

std::span<const float> valuesOf(const torch::Tensor& samples)
{
  return {samples.data_ptr<float>(), static_cast<std::size_t>(samples.numel())};
}

/// What exact scores behind the gate of `item` give; without score errors, they are 0.
ComparisonRow exactRow(const run::ComparisonSpec& spec, const run::ComparisonCase& item,
                       const jobs::JobContext& context)
{
  const dataset::AddedNoise& noise = *item.noise;
  toy::Shares clean{};
  double sum = 0.0;
  for (std::size_t place = 0; place < clean.size(); ++place) {
    const auto found = noise.cleanShareOfLabel.find(static_cast<std::int64_t>(place));
    clean[place] = found == noise.cleanShareOfLabel.end() ? noise.cleanShare : found->second;
    sum += clean[place];
  }
  for (double& share : clean)
    share /= sum;
  const auto schedule =
      diffusion::makeSchedule(item.plan.schedule, item.plan.scheduleParameters).value();
  const double gate = diffusion::thresholdNoiseRatio({noise.levels.front(), 0.0}, item.plan.buffer);
  const torch::Tensor samples =
      samplesOf(spec, item, *schedule, toy::gatedEpsilon(gate, clean), context);
  ComparisonRow row{.method = exactName, .title = exactName, .seed = item.seed};
  if (!samples.defined())
    return row;
  const toy::Measures measures = toy::measure(valuesOf(samples), sampleSeed(item.seed));
  row.figures = {{"outside", measures.outside},
                 {"balance error", measures.balanceError},
                 {"energy distance", measures.energyDistance}};
  return row;
}

/// Trains and measures one mutant; nothing when a stop came first.
Result<std::optional<ComparisonRow>> mutantRow(const run::ComparisonSpec& spec,
                                               const run::ComparisonCase& item, Mutation mutation,
                                               TaskReport& report, jobs::JobContext& context)
{
  ComparisonRow row{.method = nameOf(mutation), .title = nameOf(mutation), .seed = item.seed};
  row.key = fmt::format("mutant {} {} {}", row.title, item.seed, run::planDigest(item.plan));
  for (const Json& line : run::MetricsReader(report.folder()).readNew())
    if (auto done = rowFromJson(line); done && done->key == row.key)
      return done;
  auto folder = freezeData(spec, item, report.folder());
  if (!folder)
    return failure(folder.error());
  auto data = dataset::FrozenDataset::open(report.folder() / *folder);
  if (!data)
    return failure(data.error());
  report.status().message = fmt::format("Mutant: {}, seed {}", row.title, row.seed);
  NestedTask part(report, context, 0, report.status().steps);
  const EpsilonNetwork network = toy::trainMutant(item.plan, *data, mutation, part.context());
  const auto schedule = diffusion::makeSchedule(item.plan.schedule, item.plan.scheduleParameters);
  const torch::Tensor samples =
      samplesOf(spec, item, **schedule, cleanEpsilon(network), part.context());
  if (!samples.defined() || part.stopped())
    return std::nullopt;
  row.figures = toyFigures(network, **schedule, valuesOf(samples), item.seed);
  auto lines = run::MetricsWriter::open(report.folder(), std::numeric_limits<std::int64_t>::max());
  if (!lines)
    return failure(lines.error());
  if (auto written = lines->append(toJson(row)); !written)
    return failure(written.error());
  return row;
}

} // namespace

Result<ToyChecks> toyChecks(const std::vector<std::uint64_t>& seeds, TaskReport& report,
                            jobs::JobContext& context)
{
  ToyChecks result;
  auto spec = toySpec(seeds);
  if (!spec)
    return failure(spec.error());
  auto progress = carryOn(*spec, report, context);
  if (!progress)
    return failure(progress.error());
  result.stopped = progress->stopped;
  auto cases = run::casesOf(*spec);
  for (const run::ComparisonCase& item : *cases)
    if (item.method == "equal" && !result.stopped)
      progress->rows.push_back(exactRow(*spec, item, context));
  for (const run::ComparisonCase& item : *cases)
    for (const Mutation mutation : {Mutation::FullVariance, Mutation::PlainTarget}) {
      if (item.method != "equal" || result.stopped)
        continue;
      auto row = mutantRow(*spec, item, mutation, report, context);
      if (!row)
        return failure(row.error());
      result.stopped = !row->has_value();
      if (row->has_value())
        progress->rows.push_back(std::move(**row));
    }
  result.table = comparisonTable(progress->rows);
  if (result.stopped)
    return result;
  result.checks = limitsOf(result.table);
  for (const Mutation mutation : {Mutation::FullVariance, Mutation::PlainTarget})
    result.checks.push_back(
        {fmt::format("toy.mutant.{}", idOf(nameOf(mutation))),
         fmt::format("toy: a trainer with the {} misses the limit of the score error at high noise",
                     nameOf(mutation)),
         highestScoreError, figureOf(result.table, nameOf(mutation), "score error, high"),
         Relation::AtLeast});
  return result;
}

} // namespace limpid::engine
