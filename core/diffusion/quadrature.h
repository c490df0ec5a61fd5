#pragma once

#include <span>
#include <vector>

/// Integrals of the theory; nobody outside this folder includes it.
namespace limpid::diffusion {

struct QuadraturePoint
{
  double at = 0.0;
  double weight = 0.0;
};

/// Points of the tanh-sinh rule (Takahasi and Mori, 1974) between each pair of neighbouring
/// `borders`, which rise; about twelve digits for a function that is smooth between the borders and
/// has at most a logarithm or a kink at them. The last border may be infinity.
std::vector<QuadraturePoint> quadraturePoints(std::span<const double> borders);

} // namespace limpid::diffusion
