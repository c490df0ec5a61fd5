#pragma once

#include "core/base/document.h"
#include "core/base/result.h"
#include "core/engine/network.h"
#include "core/engine/task_report.h"
#include "core/run/comparison_spec.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace limpid::engine {

/// What one training of a comparison was measured at: names of figures and their values. On disk a
/// line of the folder's metrics.jsonl with the event "row".
struct ComparisonRow
{
  std::string key = {}; ///< digest of everything that decides the figures
  std::string method = {};
  std::string sweep = {};
  std::string setting = {};
  std::string title = {};
  std::uint64_t seed = 1;
  std::string run = {}; ///< the case's run folder, relative to that of the comparison
  std::map<std::string, double> figures = {};
};
Json toJson(const ComparisonRow& row);
/// Nothing for a line that isn't one.
std::optional<ComparisonRow> rowFromJson(const Json& json);

/// Rows of one case over its seeds: each figure's mean with its 95 % interval (Student's t; null
/// for one seed), and its ratio to `standard` and `clean-only` at the same seed where those are in
/// the main table or, for another share of clean images or law of noise, at that.
/// [{title, method, sweep, setting, seeds: [n], figures: {name: {value, low, high}},
/// toStandard: {…}, toCleanOnly: {…}}], in the order of the first seed.
Json comparisonTable(const std::vector<ComparisonRow>& rows);

/// The data that a case trains on, frozen below `folder`/datasets unless they are there; gives the
/// path of the data set's own folder, relative to `folder`. Its name is the digest.
Result<std::filesystem::path> freezeData(const run::ComparisonSpec& spec,
                                         const run::ComparisonCase& item,
                                         const std::filesystem::path& folder);

/// Of the samples of a case.
std::uint64_t sampleSeed(std::uint64_t caseSeed);
/// The figures of the toy by the names that tables have: outside, balance error, energy distance,
/// and the score error, low and high: at t = .06 and .1, and at .35 and .5.
std::map<std::string, double> toyFigures(const EpsilonNetwork& network,
                                         const diffusion::Schedule& schedule,
                                         std::span<const float> samples, std::uint64_t caseSeed);

/// Does what is missing of a comparison in the report's folder, case after case, and gives the rows
/// of the spec. Each case is a run of its own below runs/, its data below datasets/; one that was
/// interrupted goes on from its checkpoint. Rows of other specs in the folder stay and aren't
/// given. `stopped` tells that a stop came first.
struct ComparisonProgress
{
  std::vector<ComparisonRow> rows;
  bool stopped = false;
};
Result<ComparisonProgress> carryOn(const run::ComparisonSpec& spec, TaskReport& report,
                                   jobs::JobContext& context);

} // namespace limpid::engine
