#pragma once

#include "ui/rendering/curve_chart.h"

#include <QString>

#include <vector>

namespace limpid::rendering {

/// One axis worked out: the numbers VTK draws are `scaled` ones, log10 on a logarithmic axis, so
/// that ticks, gaps and labels are ours on both kinds.
struct ChartScale
{
  bool logarithmic = false;
  double low = 0.0; ///< scaled
  double high = 1.0;

  /// NaN where the value can't stand on this axis.
  double scaled(double value) const;
  double unscaled(double position) const;
};

/// Least and greatest of what an axis has to show.
struct DataRange
{
  double low = 0.0;
  double high = 0.0;
  bool empty = true;

  void add(double value, bool logarithmic);
};

struct ChartTick
{
  double position; ///< scaled
  QString label;
};

/// The scale for `axis` over `data`: the axis' own limits, else the data's. A `value` axis (y) gets
/// round limits and starts at zero where the data come near it.
ChartScale scaleFor(const ChartAxis& axis, const DataRange& data, bool value);

/// At most six round ticks within the scale.
std::vector<ChartTick> ticksOf(const ChartScale& scale);

/// y of the curve at x, interpolated; NaN outside it or in a gap.
double valueAt(const CurveSeries& series, double x);

} // namespace limpid::rendering
