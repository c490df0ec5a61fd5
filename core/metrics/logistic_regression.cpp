#include "core/metrics/logistic_regression.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr int mostSteps = 25;
constexpr double enough = 1e-8;
/// Of the standardised coefficients, per unit of weight: features that say nothing stay near 0.
constexpr double ridge = 1e-3;

/// Solves A·x = b for a positive definite A (Cholesky), in place.
void solve(std::vector<double>& matrix, std::vector<double>& right, std::size_t size)
{
  for (std::size_t column = 0; column < size; ++column) {
    for (std::size_t before = 0; before < column; ++before)
      for (std::size_t row = column; row < size; ++row)
        matrix[row * size + column] -= matrix[row * size + before] * matrix[column * size + before];
    const double pivot = std::sqrt(std::max(matrix[column * size + column], 1e-300));
    for (std::size_t row = column; row < size; ++row)
      matrix[row * size + column] /= pivot;
  }
  for (std::size_t row = 0; row < size; ++row) {
    for (std::size_t before = 0; before < row; ++before)
      right[row] -= matrix[row * size + before] * right[before];
    right[row] /= matrix[row * size + row];
  }
  for (std::size_t back = size; back-- > 0;) {
    for (std::size_t after = back + 1; after < size; ++after)
      right[back] -= matrix[after * size + back] * right[after];
    right[back] /= matrix[back * size + back];
  }
}

} // namespace

LogisticRegression::LogisticRegression(std::span<const double> rows, std::size_t features,
                                       std::span<const double> labels,
                                       std::span<const double> weights)
    : m_features(features),
      m_mean(features, 0.0),
      m_scale(features, 0.0),
      m_coefficients(features + 1, 0.0)
{
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t row = 0; row < labels.size(); ++row)
    for (std::size_t feature = 0; feature < features; ++feature)
      m_mean[feature] += weights[row] * rows[row * features + feature] / total;
  for (std::size_t row = 0; row < labels.size(); ++row)
    for (std::size_t feature = 0; feature < features; ++feature) {
      const double away = rows[row * features + feature] - m_mean[feature];
      m_scale[feature] += weights[row] * away * away / total;
    }
  for (double& scale : m_scale)
    scale = scale > 0.0 ? std::sqrt(scale) : 1.0;
  for (int step = 0; step < mostSteps && improve(rows, labels, weights); ++step)
    continue;
}

std::vector<double> LogisticRegression::standardised(std::span<const double> row) const
{
  std::vector<double> values(m_features + 1, 1.0);
  for (std::size_t feature = 0; feature < m_features; ++feature)
    values[feature] = (row[feature] - m_mean[feature]) / m_scale[feature];
  return values;
}

double LogisticRegression::logOdds(std::span<const double> row) const
{
  const std::vector<double> values = standardised(row);
  return std::inner_product(values.begin(), values.end(), m_coefficients.begin(), 0.0);
}

/// One Newton step; false when it no longer moves anything.
bool LogisticRegression::improve(std::span<const double> rows, std::span<const double> labels,
                                 std::span<const double> weights)
{
  const std::size_t size = m_features + 1;
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> curvature(size * size, 0.0);
  std::vector<double> slope(size, 0.0);
  for (std::size_t row = 0; row < labels.size(); ++row) {
    if (weights[row] == 0.0)
      continue;
    const std::vector<double> values = standardised(rows.subspan(row * m_features, m_features));
    const double odds =
        std::inner_product(values.begin(), values.end(), m_coefficients.begin(), 0.0);
    const double chance = 1.0 / (1.0 + std::exp(-odds));
    const double bend = weights[row] * std::max(chance * (1.0 - chance), 1e-10);
    for (std::size_t one = 0; one < size; ++one) {
      slope[one] += weights[row] * (labels[row] - chance) * values[one];
      for (std::size_t other = 0; other <= one; ++other)
        curvature[one * size + other] += bend * values[one] * values[other];
    }
  }
  for (std::size_t feature = 0; feature < m_features; ++feature) {
    slope[feature] -= ridge * total * m_coefficients[feature];
    curvature[feature * size + feature] += ridge * total;
  }
  solve(curvature, slope, size);
  double moved = 0.0;
  for (std::size_t one = 0; one < size; ++one) {
    m_coefficients[one] += slope[one];
    moved = std::max(moved, std::abs(slope[one]));
  }
  return moved > enough;
}

} // namespace limpid::metrics
