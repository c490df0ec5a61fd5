#pragma once

#include "core/base/result.h"
#include "core/risk/schema.h"
#include "core/risk/table_file.h"
#include "core/risk/table_import.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::risk {

struct ValueColumn
{
  std::size_t column = 0;
  std::string component;
  std::string rater{}; ///< whose values they are; empty: the row's rater's
};

/// What a request means for one table: which columns carry values, which names the image.
struct TableLayout
{
  std::size_t key = 0;
  std::optional<std::size_t> frame;
  std::vector<ValueColumn> values{};
  std::optional<std::size_t> rater{};
  // Remarks and decisions as exportRatingTable() writes them, where the table has the columns.
  std::optional<std::size_t> confidence{};
  std::optional<std::size_t> comment{};
  std::optional<std::size_t> later{};
  std::optional<std::size_t> reviewed{};
  std::optional<std::size_t> leftOut{};
  std::optional<std::size_t> decided{};
  std::optional<std::size_t> source{}; ///< as ratingTableOf() writes it
};

/// The column that names each row's rater, by the words for it; none: nothing is called so.
std::optional<std::size_t> findRaterColumn(const Table& table);

/// Whether a column of that name is read without being told what it means: the frame, remarks,
/// decisions.
bool isReadByName(std::string_view column);

/// BadInput when the columns that the request names aren't there, nothing in the table names an
/// image or a component, or two columns say the same of one rater.
Result<TableLayout> layoutOf(const Table& table, const TableImport& request,
                             const std::vector<Component>& schema);

/// The schema with the request's scales, good ends and new components. A rating whose good end
/// nobody has said yet is refused: guessing would turn scales round in silence.
/// `settled` are the components that hold values, so their good end is known.
Result<std::vector<Component>> schemaAfter(std::vector<Component> schema,
                                           const TableImport& request, const TableLayout& layout,
                                           const std::set<std::string>& settled);

} // namespace limpid::risk
