#include "core/risk/consensus.h"

#include "core/metrics/agreement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace limpid::risk {
namespace {

struct Pair
{
  std::vector<double> one;
  std::vector<double> other;
};

Pair pairOf(const RatingMatrix& ratings, std::size_t one, std::size_t other)
{
  Pair pair;
  const std::size_t raters = ratings.raters.size();
  for (std::size_t row = 0; row + raters <= ratings.values.size(); row += raters) {
    const double left = ratings.values[row + one];
    const double right = ratings.values[row + other];
    if (std::isnan(left) || std::isnan(right))
      continue;
    pair.one.push_back(left);
    pair.other.push_back(right);
  }
  return pair;
}

/// 1 where both always said the same and the measure is undefined for it.
double agreementOf(const Pair& pair, const Component& component)
{
  if (component.values.empty()) {
    std::vector<double> both;
    for (std::size_t index = 0; index < pair.one.size(); ++index)
      both.insert(both.end(), {pair.one[index], pair.other[index]});
    return metrics::intraclassCorrelationAlone(both, 2).value_or(1.0);
  }
  std::vector<int> one;
  std::vector<int> other;
  for (std::size_t index = 0; index < pair.one.size(); ++index) {
    const auto left = stepOf(component, pair.one[index]);
    const auto right = stepOf(component, pair.other[index]);
    if (!left || !right)
      continue;
    one.push_back(static_cast<int>(*left));
    other.push_back(static_cast<int>(*right));
  }
  return metrics::weightedKappaAlone(one, other, metrics::KappaWeights::Linear).value_or(1.0);
}

} // namespace

double lowestAgreement(const RatingMatrix& ratings, const Component& component)
{
  double lowest = RatingMatrix::unrated;
  for (std::size_t one = 0; one < ratings.raters.size(); ++one)
    for (std::size_t other = one + 1; other < ratings.raters.size(); ++other) {
      const Pair pair = pairOf(ratings, one, other);
      if (pair.one.size() < fewestShared)
        continue;
      const double agreement = agreementOf(pair, component);
      lowest = std::isnan(lowest) ? agreement : std::min(lowest, agreement);
    }
  return lowest;
}

Consensus consensusOf(const RatingMatrix& ratings, const Component& component)
{
  if (ratings.raters.size() < 2)
    return Consensus::Alone;
  const double lowest = lowestAgreement(ratings, component);
  if (std::isnan(lowest))
    return Consensus::Unknown;
  return lowest < weakAgreement ? Consensus::Weak : Consensus::Strong;
}

std::size_t valueThatCounts(std::span<const double> values, const Component& component,
                            Consensus consensus)
{
  std::vector<std::size_t> worstFirst(values.size());
  std::iota(worstFirst.begin(), worstFirst.end(), std::size_t{0});
  std::stable_sort(worstFirst.begin(), worstFirst.end(), [&](std::size_t one, std::size_t other) {
    return component.goodIsLow ? values[one] > values[other] : values[one] < values[other];
  });
  return worstFirst[consensus == Consensus::Strong ? (values.size() - 1) / 2 : 0];
}

const char* ruleName(Consensus consensus)
{
  switch (consensus) {
  case Consensus::Alone:
    return "alone";
  case Consensus::Strong:
    return "median";
  case Consensus::Weak:
  case Consensus::Unknown:
    return "cautious";
  }
  return "cautious";
}

} // namespace limpid::risk
