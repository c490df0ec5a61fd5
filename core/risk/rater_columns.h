#pragma once

#include "core/base/result.h"
#include "core/risk/schema.h"
#include "core/risk/table_file.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace limpid::risk {

/// Columns that hold one rater's values each.
struct RaterColumns
{
  std::vector<std::size_t> columns;     ///< two or more, or none
  std::optional<std::string> component; ///< the rating that they hold; none: not clear
};

/// By their headings: rater_1, rater2, reader_A, observer-3. The rating is clear where just one of
/// `schema` has all of their values on its scale and no column of its own.
RaterColumns findRaterColumns(const Table& table, const std::vector<Component>& schema);

/// What a cell gives the component: a word of its scale or a number. BadInput, no sentence, where
/// it is neither or not on the scale.
Result<double> valueIn(const Table& table, const std::string& cell, const Component& component);

} // namespace limpid::risk
