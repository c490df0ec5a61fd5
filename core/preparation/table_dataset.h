#pragma once

#include "core/base/result.h"
#include "core/preparation/prepare.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace limpid::preparation {

/// A column that holds the standard deviation of noise, in the unit of what it belongs to.
struct RiskColumn
{
  std::string column;
  std::string feature; ///< the column whose noise it is; empty: of every feature
};

struct TableRequest
{
  std::filesystem::path table; ///< CSV or TSV with a line of names
  std::vector<RiskColumn> risks;
  std::vector<std::string> features; ///< columns that train; empty: all that aren't named elsewhere
  std::string label;                 ///< column of whole numbers; empty: none
  std::string group; ///< column whose rows of one value stay on one side of the split; empty: none
  bool standardise = true; ///< to mean 0 and standard deviation 1 without noise, else as they are
  double heldOutFraction = 0.1;
  std::uint64_t seed = 1;
};

struct TableReport
{
  std::filesystem::path path; ///< of dataset.safetensors
  std::string digest;
  std::int64_t rows = 0;
  std::int64_t heldOutRows = 0;
  std::vector<std::string> features;
  std::vector<Sentence> sentences;
};

/// Freezes a table as a data set of N×D×1×1 below `folder`, for the network mlp. `preparation`
/// holds columns, centre and scale: value = centre + x·scale.
///
/// The trainer knows one noise level a row. Where the features of a row have several (in units of
/// their scale), noise is added to the quieter ones up to the largest, from the seed: what trains
/// then has exactly the noise that is recorded. A sentence says how many rows that took.
///
/// BadInput names line and column of what is no number, and risks that are negative.
Result<TableReport> freezeTable(const TableRequest& request, const std::filesystem::path& folder);

} // namespace limpid::preparation
