#pragma once

#include "core/study/library.h"

#include <string>
#include <vector>

namespace limpid::study {

/// What a search looks in, of a series with its study and patient: lower case of any script, the
/// date as 20190314 and as 2019-03-14.
std::string searchTextOf(const SeriesRecord& series);

/// The words of a search as patterns of SQL's LIKE (escape character \\); all have to match.
std::vector<std::string> searchPatterns(const std::string& search);

} // namespace limpid::study
