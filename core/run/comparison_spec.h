#pragma once

#include "core/dataset/added_noise.h"
#include "core/dataset/corruption.h"
#include "core/run/plan.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace limpid::run {

/// One way to use noisy images, by the name it has in tables: an objective of the plan, of
/// `risk-sensitive` the weighting alone ("equal"), "local-levels" (M8), or "oracle": the clean
/// images that `noise` was added to, all of them.
struct Method
{
  std::string name;
  std::string objective;    ///< of the plan
  std::string weighting;    ///< of the plan
  bool localLevels = false; ///< of the plan
};
Result<Method> methodFromName(const std::string& name);

/// Which trainings are compared, on what, with what. On disk: a JSON document, format
/// "limpid-comparison", version 1, the same names; unknown keys are refused.
struct ComparisonSpec
{
  std::string name;
  std::string dataset; ///< "toy", or a path relative to the document; empty: whoever starts it says
  std::optional<dataset::AddedNoise> noise;           ///< nothing: the data are taken as they are
  std::optional<dataset::AddedCorruption> corruption; ///< instead of noise
  Json plan = Json::object();                ///< values that all plans share, by their plan keys
  std::vector<std::string> objectives;       ///< names of methods
  std::vector<std::uint64_t> seeds{1, 2, 3}; ///< decide noise, weights and drawing
  std::int64_t samples = 256;
  std::string sampler = "dpmpp-2m";
  int samplerSteps = 0; ///< 0: the sampler's usual number

  std::string sweepObjective = "equal"; ///< the method that the sweeps vary
  std::vector<double> wrongRisk;        ///< r̂/r of M9
  std::vector<double> buffer;           ///< S of M6; null in the document: none
  std::vector<double> cleanShare;       ///< all of `objectives` at each
  std::vector<std::string> drawing;     ///< of the plan
  std::vector<std::string> law;         ///< of noise: all of `objectives`, and without correction
  std::vector<std::string> spectrum;    ///< of correlated noise: "known", "taken for white" (M3)
  std::vector<std::string> treatment;   ///< of corruption (M10)

  bool isToy() const { return dataset == "toy"; }
};

/// One training of a comparison.
struct ComparisonCase
{
  std::string method;
  std::string sweep;   ///< "wrongRisk", "buffer", "cleanShare", "drawing", "law", "spectrum",
                       ///< "treatment"; empty: the main table
  std::string setting; ///< what the sweep sets, as people read it: "0.75", "none"
  std::uint64_t seed = 1;
  TrainingPlan plan;                                  ///< without data set and name
  std::optional<dataset::AddedNoise> noise;           ///< nothing: the data as they are
  std::optional<dataset::AddedCorruption> corruption; ///< the same

  std::string title() const; ///< "equal, buffer 2"
};

/// BadInput names the file and what is wrong. "toy" brings method.md's own settings: 4,000 points
/// of which one component is 95 % noisy and the others 10 %, r = 1, and the plan of its table.
Result<ComparisonSpec> readComparisonSpec(const std::filesystem::path& path);
Result<ComparisonSpec> comparisonSpecFromJson(const Json& json);

/// Seed by seed, so that a part of the work is a whole table of fewer seeds.
Result<std::vector<ComparisonCase>> casesOf(const ComparisonSpec& spec);

} // namespace limpid::run
