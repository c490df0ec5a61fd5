#pragma once

#include "core/base/document.h"

#include <string>

namespace limpid::cli {

/// The table of a comparison: a row for each way to train, a column for each figure as "value
/// (low–high)", for Markdown.
std::string comparisonAsMarkdown(const Json& rows);
/// The same with value, low and high in columns of their own (RFC 4180).
std::string comparisonAsCsv(const Json& rows);
/// The checks of a validation: passed, id, what, expected, found.
std::string validationAsMarkdown(const Json& rows);

} // namespace limpid::cli
