#include "core/diffusion/quadrature.h"

#include <array>
#include <cmath>
#include <numbers>

namespace limpid::diffusion {
namespace {

constexpr int halfPoints = 20;
constexpr double step = 0.15; // the outermost point lies 10⁻¹³ of the width from the border

/// One point of the rule on 0 … 1: its distance from the nearer border, exact near it.
struct RulePoint
{
  double fromBorder = 0.5;
  double weight = 0.0;
};

/// x = ½ (1 + tanh(½π sinh τ)) at τ = 0, step, 2·step …; the other half is its mirror image.
std::array<RulePoint, halfPoints + 1> makeRule()
{
  std::array<RulePoint, halfPoints + 1> rule;
  for (std::size_t index = 0; index < rule.size(); ++index) {
    const double tau = step * static_cast<double>(index);
    const double inner = 0.5 * std::numbers::pi * std::sinh(tau);
    rule[index].fromBorder = 1.0 / (1.0 + std::exp(2.0 * inner));
    rule[index].weight =
        0.25 * std::numbers::pi * step * std::cosh(tau) / (std::cosh(inner) * std::cosh(inner));
  }
  return rule;
}

const std::array<RulePoint, halfPoints + 1>& rule()
{
  static const std::array<RulePoint, halfPoints + 1> made = makeRule();
  return made;
}

void addFinite(double from, double to, std::vector<QuadraturePoint>& points)
{
  const double width = to - from;
  points.push_back({from + 0.5 * width, width * rule()[0].weight});
  for (std::size_t index = 1; index < rule().size(); ++index) {
    const auto [fromBorder, weight] = rule()[index];
    points.push_back({from + width * fromBorder, width * weight});
    points.push_back({to - width * fromBorder, width * weight});
  }
}

/// x = from / s with s in 0 … 1.
void addInfinite(double from, std::vector<QuadraturePoint>& points)
{
  const auto add = [&](double s, double weight) {
    points.push_back({from / s, from * weight / (s * s)});
  };
  add(0.5, rule()[0].weight);
  for (std::size_t index = 1; index < rule().size(); ++index) {
    const auto [fromBorder, weight] = rule()[index];
    add(fromBorder, weight);
    add(1.0 - fromBorder, weight);
  }
}

} // namespace

std::vector<QuadraturePoint> quadraturePoints(std::span<const double> borders)
{
  std::vector<QuadraturePoint> points;
  points.reserve(borders.size() * (2 * halfPoints + 1));
  for (std::size_t panel = 1; panel < borders.size(); ++panel) {
    if (std::isinf(borders[panel]))
      addInfinite(borders[panel - 1], points);
    else
      addFinite(borders[panel - 1], borders[panel], points);
  }
  return points;
}

} // namespace limpid::diffusion
