#include "ui/rendering/map_overlay.h"

#include "ui/rendering/colour_tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::rendering {
namespace {

using Lab = std::array<double, 3>;

constexpr Lab whiteD65 = {0.95047, 1.0, 1.08883};

double linear(double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double encoded(double channel)
{
  const double kept = std::clamp(channel, 0.0, 1.0);
  return kept <= 0.0031308 ? 12.92 * kept : 1.055 * std::pow(kept, 1.0 / 2.4) - 0.055;
}

double labCurve(double t)
{
  return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

double labCurveInverse(double t)
{
  return t > 6.0 / 29.0 ? t * t * t : (116.0 * t - 16.0) * 27.0 / 24389.0;
}

Lab toLab(const QColor& colour)
{
  const double r = linear(colour.redF());
  const double g = linear(colour.greenF());
  const double b = linear(colour.blueF());
  const double x = labCurve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / whiteD65[0]);
  const double y = labCurve(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  const double z = labCurve((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / whiteD65[2]);
  return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

QColor fromLab(const Lab& lab)
{
  const double fy = (lab[0] + 16.0) / 116.0;
  const double x = whiteD65[0] * labCurveInverse(fy + lab[1] / 500.0);
  const double y = labCurveInverse(fy);
  const double z = whiteD65[2] * labCurveInverse(fy - lab[2] / 200.0);
  return QColor::fromRgbF(
      static_cast<float>(encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z)),
      static_cast<float>(encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z)),
      static_cast<float>(encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z)));
}

} // namespace

QColor mapColour(double share)
{
  constexpr int stops = 5;
  const double place = std::clamp(share, 0.0, 1.0) * (stops - 1);
  const int below = std::min(static_cast<int>(place), stops - 2);
  const double part = place - below;
  const auto stop = [](int number) {
    return toLab(tokenColour(QStringLiteral("overlayRisk.%1").arg(number + 1)));
  };
  const Lab from = stop(below);
  const Lab to = stop(below + 1);
  Lab mixed{};
  for (std::size_t axis = 0; axis < mixed.size(); ++axis)
    mixed[axis] = from[axis] + part * (to[axis] - from[axis]);
  return fromLab(mixed);
}

std::vector<QLineF> outlineOf(const imaging::Image& values)
{
  const auto inside = [&](int row, int column) {
    return row >= 0 && column >= 0 && row < values.rows && column < values.columns &&
           !std::isnan(values.at(row, column));
  };
  std::vector<QLineF> lines;
  // Along each edge between two rows, then between two columns: runs of equal sides make one line.
  const auto trace = [&](int edges, int length, bool rows) {
    for (int edge = 0; edge <= edges; ++edge) {
      int start = -1;
      for (int along = 0; along <= length; ++along) {
        const bool ends = along < length && (rows ? inside(edge - 1, along) != inside(edge, along)
                                                  : inside(along, edge - 1) != inside(along, edge));
        if (ends && start < 0)
          start = along;
        if (ends || start < 0)
          continue;
        lines.push_back(rows ? QLineF(start, edge, along, edge) : QLineF(edge, start, edge, along));
        start = -1;
      }
    }
  };
  trace(values.rows, values.columns, true);
  trace(values.columns, values.rows, false);
  return lines;
}

} // namespace limpid::rendering
