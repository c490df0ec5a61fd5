#include "core/diffusion/schedule_parts.h"

#include <cmath>

namespace limpid::diffusion {

double LinearBeta::timeAtIntegral(double integral) const
{
  return 2.0 * integral / (first + std::sqrt(first * first + 2.0 * (last - first) * integral));
}

LinearBeta LinearBeta::read(ParameterReader& reader)
{
  LinearBeta beta;
  beta.first = reader.number("betaMin", beta.first, 1e-6, 1e3);
  beta.last = reader.number("betaMax", beta.last, 1e-6, 1e3);
  reader.require(beta.last >= beta.first, "needs betaMax to be no smaller than betaMin");
  return beta;
}

} // namespace limpid::diffusion
