#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::risk {

struct TextRow
{
  int line = 0; ///< where it begins in the file, from 1
  std::vector<std::string> cells;
};

/// Rows of CSV or TSV (RFC 4180: quotes, doubled quotes, line breaks inside quotes; CRLF, LF or
/// CR). A UTF-8 byte order mark is skipped, blank lines are left out. Without a separator the one
/// of , ; and tab that the first line has most of is taken. BadInput, naming `origin`, for a quote
/// that never ends and for UTF-16.
Result<std::vector<TextRow>>
parseDelimitedText(std::string_view text, std::optional<char> separator, std::string_view origin);

/// The separator that parseDelimitedText takes.
char detectSeparator(std::string_view text);

/// A cell as it is written: in quotes where it needs them.
std::string quotedCell(std::string_view text);

} // namespace limpid::risk
