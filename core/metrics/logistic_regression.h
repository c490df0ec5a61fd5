#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace limpid::metrics {

/// Ridge logistic regression by Newton's method. Features are standardised by those it was fitted
/// to; the intercept isn't penalised.
class LogisticRegression
{
public:
  /// `rows` are features × count, row-major, `labels` 0 or 1, `weights` one a row (0 leaves it
  /// out).
  LogisticRegression(std::span<const double> rows, std::size_t features,
                     std::span<const double> labels, std::span<const double> weights);

  /// Log-odds of label 1.
  double logOdds(std::span<const double> row) const;

private:
  std::vector<double> standardised(std::span<const double> row) const;
  bool improve(std::span<const double> rows, std::span<const double> labels,
               std::span<const double> weights);

  std::size_t m_features;
  std::vector<double> m_mean;
  std::vector<double> m_scale;
  std::vector<double> m_coefficients; ///< the intercept last
};

} // namespace limpid::metrics
