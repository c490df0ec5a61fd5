#pragma once

#include "ui/rendering/curve_chart.h"

namespace limpid::rendering {

/// RFC 4180 without a final line feed; numbers in the C locale. Curves first, then, after an empty
/// line, histograms.
QString chartCsv(const ChartAxis& x, const std::vector<CurveSeries>& series,
                 const std::vector<BarSeries>& bars);

} // namespace limpid::rendering
