#include "core/metrics/patch_features.h"

#include <cmath>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr double faintest = 1e-12; // of the energies whose logarithm is taken

Patch halved(const Patch& patch)
{
  Patch half{{}, patch.side / 2};
  for (std::size_t row = 0; row < half.side; ++row)
    for (std::size_t column = 0; column < half.side; ++column)
      half.values.push_back(
          0.25 * (patch.at(2 * row, 2 * column) + patch.at(2 * row, 2 * column + 1) +
                  patch.at(2 * row + 1, 2 * column) + patch.at(2 * row + 1, 2 * column + 1)));
  return half;
}

/// Mean squared differences along rows and along columns.
std::array<double, 2> gradientEnergies(const Patch& patch)
{
  double along = 0.0;
  double across = 0.0;
  for (std::size_t row = 0; row < patch.side; ++row)
    for (std::size_t column = 0; column + 1 < patch.side; ++column) {
      const double right = patch.at(row, column + 1) - patch.at(row, column);
      const double down = patch.at(column + 1, row) - patch.at(column, row);
      along += right * right;
      across += down * down;
    }
  const auto count = static_cast<double>(patch.side * (patch.side - 1));
  return {along / count, across / count};
}

double laplacianEnergy(const Patch& patch)
{
  double energy = 0.0;
  for (std::size_t row = 1; row + 1 < patch.side; ++row)
    for (std::size_t column = 1; column + 1 < patch.side; ++column) {
      const double bend = 4.0 * patch.at(row, column) - patch.at(row - 1, column) -
                          patch.at(row + 1, column) - patch.at(row, column - 1) -
                          patch.at(row, column + 1);
      energy += bend * bend;
    }
  return energy / static_cast<double>((patch.side - 2) * (patch.side - 2));
}

} // namespace

double variance(const Patch& patch)
{
  const auto count = static_cast<double>(patch.values.size());
  const double mean = std::accumulate(patch.values.begin(), patch.values.end(), 0.0) / count;
  double sum = 0.0;
  for (const double value : patch.values)
    sum += (value - mean) * (value - mean);
  return sum / count;
}

FeatureRow featuresOf(const Patch& patch)
{
  FeatureRow row{};
  std::size_t next = 0;
  Patch scaled = patch;
  for (std::size_t scale = 0; scale < patchScales; ++scale) {
    for (const double energy : gradientEnergies(scaled))
      row.at(next++) = energy;
    scaled = halved(scaled);
  }
  row.at(next++) = laplacianEnergy(patch);
  row.at(next++) = variance(patch);
  for (double& value : row)
    value = std::log(value + faintest);
  return row;
}

} // namespace limpid::metrics
