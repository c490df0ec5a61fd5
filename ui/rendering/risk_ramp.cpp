#include "ui/rendering/risk_ramp.h"

#include "ui/rendering/colour_tokens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace limpid::rendering {
namespace {

using Lab = std::array<double, 3>;
using Stops = std::array<QColor, 5>;

constexpr std::array<double, 3> white = {0.95047, 1.0, 1.08883}; // D65

double linear(double part)
{
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double coded(double part)
{
  const double inside = std::clamp(part, 0.0, 1.0);
  return inside <= 0.0031308 ? inside * 12.92 : 1.055 * std::pow(inside, 1.0 / 2.4) - 0.055;
}

double labOf(double part)
{
  return part > 216.0 / 24389.0 ? std::cbrt(part) : (24389.0 / 27.0 * part + 16.0) / 116.0;
}

double fromLab(double part)
{
  const double cube = part * part * part;
  return cube > 216.0 / 24389.0 ? cube : (116.0 * part - 16.0) * 27.0 / 24389.0;
}

Lab toLab(const QColor& colour)
{
  const double r = linear(double{colour.redF()});
  const double g = linear(double{colour.greenF()});
  const double b = linear(double{colour.blueF()});
  const double x = labOf((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white[0]);
  const double y = labOf((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / white[1]);
  const double z = labOf((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / white[2]);
  return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

QColor toColour(const Lab& lab)
{
  const double middle = (lab[0] + 16.0) / 116.0;
  const double x = fromLab(middle + lab[1] / 500.0) * white[0];
  const double y = fromLab(middle) * white[1];
  const double z = fromLab(middle - lab[2] / 200.0) * white[2];
  const auto part = [](double value) { return static_cast<float>(coded(value)); };
  return QColor::fromRgbF(part(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
                          part(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
                          part(0.0556434 * x - 0.2040259 * y + 1.0572252 * z));
}

std::vector<QColor> ramp(const QString& tokens, int count)
{
  Stops stops;
  for (std::size_t at = 0; at < stops.size(); ++at)
    stops[at] = tokenColour(QStringLiteral("%1.%2").arg(tokens).arg(at + 1));
  std::vector<QColor> colours;
  for (int at = 0; at < count; ++at) {
    const double place = static_cast<double>(at) / (count - 1) * (stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
    const double share = place - static_cast<double>(below);
    const Lab low = toLab(stops[below]);
    const Lab high = toLab(stops[below + 1]);
    Lab mixed{};
    for (std::size_t part = 0; part < mixed.size(); ++part)
      mixed[part] = low[part] + share * (high[part] - low[part]);
    colours.push_back(toColour(mixed));
  }
  return colours;
}

} // namespace

std::vector<QColor> riskRamp(int count)
{
  return ramp(QStringLiteral("risk"), count);
}

std::vector<QColor> overlayRamp(int count)
{
  return ramp(QStringLiteral("overlayRisk"), count);
}

} // namespace limpid::rendering
