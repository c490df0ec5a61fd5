#pragma once

#include "core/base/result.h"
#include "core/risk/delimited_text.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::risk {

/// A table with named columns, as it stands in the file.
struct Table
{
  std::vector<std::string> columns;
  std::vector<TextRow> rows;
  bool commaIsDecimal = false; ///< the separator is no comma, so "12,5" can be a number

  /// By name, letters' case ignored.
  std::optional<std::size_t> findColumn(std::string_view name) const;
};

/// CSV, TSV (.tsv, .tab) or JSON (.json: an array of objects whose members are the columns; then a
/// row's line is its place in the array plus one, as if there were a header). BadInput when there
/// is no header or two columns share a name.
Result<Table> readTable(const std::filesystem::path& path);

/// n/a, NaN, empty and the like: unrated, never 0.
bool isUnrated(std::string_view cell);

/// A tab for .tsv and .tab, else a comma.
char separatorFor(const std::filesystem::path& table);
/// A line of such a table with its end, cells quoted where they need it.
std::string delimitedLine(const std::vector<std::string>& cells, char separator);

std::string trimmed(std::string_view text);
std::string lowerCase(std::string_view text);

/// The whole text as a number, whatever the locale; "12,5" too where a comma can be decimal.
std::optional<double> parseNumber(std::string_view text, bool commaIsDecimal);

} // namespace limpid::risk
