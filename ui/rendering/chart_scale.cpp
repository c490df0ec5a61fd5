#include "ui/rendering/chart_scale.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::rendering {
namespace {

constexpr int mostTicks = 6;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

double roundStep(double span)
{
  const double least = span / (mostTicks - 1);
  const double decade = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (factor * decade >= least * (1.0 - 1e-9))
      return factor * decade;
  return 10.0 * decade;
}

QString label(double value)
{
  const double size = std::abs(value);
  if (size != 0.0 && (size >= 1e6 || size < 1e-4))
    return QLocale().toString(value, 'e', 0);
  return QLocale().toString(value, 'g', 6);
}

void append(std::vector<ChartTick>& ticks, const ChartScale& scale, double value)
{
  const double position = scale.scaled(value);
  const double slack = (scale.high - scale.low) * 1e-6;
  if (position >= scale.low - slack && position <= scale.high + slack)
    ticks.push_back({position, label(value)});
}

/// 1 2 5 10 … where these are few enough, else 1 3 10 …, else decades.
std::vector<ChartTick> logarithmicTicks(const ChartScale& scale)
{
  const int first = static_cast<int>(std::floor(scale.low));
  const int last = static_cast<int>(std::ceil(scale.high));
  for (const auto& factors : std::vector<std::vector<double>>{{1.0, 2.0, 5.0}, {1.0, 3.0}}) {
    std::vector<ChartTick> ticks;
    for (int decade = first; decade <= last; ++decade)
      for (const double factor : factors)
        append(ticks, scale, factor * std::pow(10.0, decade));
    if (std::ssize(ticks) <= mostTicks)
      return ticks;
  }
  const int step = std::max(1, (last - first + mostTicks - 2) / (mostTicks - 1));
  std::vector<ChartTick> ticks;
  for (int decade = first; decade <= last; decade += step)
    append(ticks, scale, std::pow(10.0, decade));
  return ticks;
}

} // namespace

double ChartScale::scaled(double value) const
{
  if (!logarithmic)
    return std::isfinite(value) ? value : notANumber;
  return std::isfinite(value) && value > 0.0 ? std::log10(value) : notANumber;
}

double ChartScale::unscaled(double position) const
{
  return logarithmic ? std::pow(10.0, position) : position;
}

void DataRange::add(double value, bool logarithmic)
{
  if (!std::isfinite(value) || (logarithmic && value <= 0.0))
    return;
  low = empty ? value : std::min(low, value);
  high = empty ? value : std::max(high, value);
  empty = false;
}

ChartScale scaleFor(const ChartAxis& axis, const DataRange& data, bool value)
{
  ChartScale scale{.logarithmic = axis.logarithmic};
  double low = axis.minimum.value_or(data.empty ? 0.0 : data.low);
  double high = axis.maximum.value_or(data.empty ? 1.0 : data.high);
  if (axis.logarithmic && low <= 0.0)
    low = high > 0.0 ? high * 1e-3 : 1e-3;
  if (axis.logarithmic && high <= low)
    high = low * 10.0;
  if (value && !axis.logarithmic && !axis.minimum && low > 0.0 && low < 0.5 * high)
    low = 0.0;
  scale.low = axis.logarithmic ? std::log10(low) : low;
  scale.high = axis.logarithmic ? std::log10(high) : high;
  if (!(scale.high - scale.low > 1e-12 * std::max(1.0, std::abs(scale.high)))) {
    const double half = std::max(std::abs(scale.high) * 0.1, 0.5);
    scale.low -= half;
    scale.high += half;
  }
  if (value && !axis.logarithmic) {
    const double step = roundStep(scale.high - scale.low);
    if (!axis.minimum)
      scale.low = std::floor(scale.low / step + 1e-9) * step;
    if (!axis.maximum)
      scale.high = std::ceil(scale.high / step - 1e-9) * step;
  }
  return scale;
}

std::vector<ChartTick> ticksOf(const ChartScale& scale)
{
  constexpr double leastDecades = 0.8; // below, 1 2 5 may leave a single tick
  if (scale.logarithmic && scale.high - scale.low > leastDecades)
    return logarithmicTicks(scale);
  std::vector<ChartTick> ticks;
  const double low = scale.unscaled(scale.low);
  const double high = scale.unscaled(scale.high);
  const double step = roundStep(high - low);
  const double first = std::ceil(low / step - 1e-9);
  for (int i = 0; i < mostTicks; ++i) {
    const double value = (first + i) * step;
    append(ticks, scale, std::abs(value) < step * 1e-9 ? 0.0 : value);
  }
  return ticks;
}

double valueAt(const CurveSeries& series, double x)
{
  const std::size_t points = std::min(series.x.size(), series.y.size());
  for (std::size_t i = 1; i < points; ++i) {
    const double before = series.x[i - 1];
    const double after = series.x[i];
    if (x < std::min(before, after) || x > std::max(before, after) || before == after)
      continue;
    const double part = (x - before) / (after - before);
    return series.y[i - 1] + part * (series.y[i] - series.y[i - 1]);
  }
  return notANumber;
}

} // namespace limpid::rendering
