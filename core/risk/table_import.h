#pragma once

#include "core/base/result.h"
#include "core/risk/ratings.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace limpid::risk {

struct TableImport
{
  std::filesystem::path table; ///< CSV, or TSV by its ending
  std::map<std::string, std::string>
      map;               ///< column → component; empty: columns named as components
  std::string keyColumn; ///< empty: sop_instance_uid, series_uid, or path
  Level level = Level::Image;
  std::map<std::string, std::string> scales;   ///< component → "1:none,2:moderate"
  std::map<std::string, std::string> goodEnds; ///< component → low | high
  std::string author;
};

struct RowProblem
{
  int row = 0; ///< line in the file, the header is 1
  std::string reason;
};

struct TableReport
{
  int matched = 0;
  std::vector<RowProblem> unmatched;
};

/// Rows that fit are stored in one batch, the others are listed with their reason. n/a and empty
/// cells are unrated. Fails only when the table itself can't be read.
Result<TableReport> importTable(study::Project& project, const TableImport& request);

/// All values and their history as CSV; gives the number of rows.
Result<int> exportTable(study::Project& project, const std::filesystem::path& table);

} // namespace limpid::risk
