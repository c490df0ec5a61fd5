#pragma once

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/risk/remarks.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace limpid::risk {

struct TableImport
{
  std::filesystem::path table; ///< CSV; TSV or JSON (an array of objects) by its ending
  /// Column → component; empty: columns named as components, and those of raters as
  /// findRaterColumns() knows them. Several columns of one rating are a rater's each.
  std::map<std::string, std::string> map;
  std::string keyColumn; ///< empty: sop_instance_uid, series_uid, or path
  Level level = Level::Image;
  std::map<std::string, std::string> scales;   ///< component → "1:none,2:moderate"
  std::map<std::string, std::string> goodEnds; ///< component → low | high
  /// Who imports: whose step it is, and whose values they are where a row names no rater.
  std::string author;
  /// Column that names each row's rater; "": none, all are `author`'s. Not said: rater, author,
  /// reader, annotator or rated_by, where the table has one.
  std::optional<std::string> raterColumn{};
  /// Column → whose values it holds, whoever the row names; not said: of several columns of one
  /// rating the raters are called as the columns.
  std::map<std::string, std::string> raters{};
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
  std::vector<std::string> raters{}; ///< by name, whose ratings the rows hold
};

/// Rows that fit are stored in one batch, each as its rater's own, the others are listed with their
/// reason; a row is taken whole or not at all. What is measured is nobody's own. n/a and empty
/// cells are unrated: they change nothing. Words of the scale are read like its numbers. An image's
/// row may name it by UID (with a `frame` column, or all its frames), by path, or by the end of its
/// path; a series' or study's UID rates that. Columns confidence, comment, later, reviewed,
/// left_out and decided are read as exportRatingTable() writes them, and so is what exportTable()
/// writes; what a table doesn't say of them stays as it is. Fails when the table or the request
/// itself can't be used: no such column, an unknown component without a scale, a rating
/// of which nobody said which end is good.
Result<TableReport> importTable(study::Project& project, const TableImport& request);

struct TablePreview
{
  TableReport report;
  std::vector<RatingChange> changes; ///< in the order of the rows
  std::vector<RemarkChange> remarks; ///< beside them
};

/// What importTable() would store, storing nothing. A rating of which nobody said which end is good
/// is read all the same: this is how to find out.
Result<TablePreview> previewTable(study::Project& project, const TableImport& request);

/// Components that hold values: which end of them is good is settled.
Result<std::set<std::string>> componentsWithValues(study::Project& project);

/// All values ("value"), the remarks beside them (by their kind, with their text) and the history
/// ("history"), one a line, as CSV, TSV (.tsv, .tab) or JSON (.json) by the ending; gives the
/// number of lines below the header. importTable() reads values, decisions and remarks back, and of
/// what was measured the source where it is an estimator of this program.
Result<int> exportTable(study::Project& project, const std::filesystem::path& table);

} // namespace limpid::risk
