#include "core/diffusion/correlated_noise.h"

#include <algorithm>
#include <cmath>

namespace limpid::diffusion {

std::vector<double> reducedNoiseVariances(const Schedule& schedule, double time,
                                          std::span<const double> variances)
{
  std::vector<double> reduced;
  reduced.reserve(variances.size());
  for (const double variance : variances)
    reduced.push_back(reducedNoiseVariance(schedule, time, std::sqrt(variance)));
  return reduced;
}

double gatingNoise(std::span<const double> variances)
{
  return variances.empty() ? 0.0 : std::sqrt(*std::max_element(variances.begin(), variances.end()));
}

double gaussianInstability(std::span<const double> excesses)
{
  double sum = 0.0;
  double squares = 0.0;
  for (const double excess : excesses) {
    sum += excess;
    squares += excess * excess;
  }
  return (2.0 * squares + sum * sum) / 16.0;
}

} // namespace limpid::diffusion
