#pragma once

#include "core/risk/table_file.h"

namespace limpid::risk {

/// Whether the table is one that exportTable() writes: a value, a remark or a change a row.
bool isLongTable(const Table& table);

/// The same values and remarks as exportRatingTable() lays them out: a row for each target and
/// author (column rater), decisions between raters apart, a column for each component, and a
/// column source for what an estimator of this program measured. The history is left behind.
Table ratingTableOf(const Table& longTable);

} // namespace limpid::risk
