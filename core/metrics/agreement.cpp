#include "core/metrics/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double disagreement(int one, int other, KappaWeights weights)
{
  const double steps = std::abs(static_cast<double>(one) - static_cast<double>(other));
  switch (weights) {
  case KappaWeights::None:
    return steps > 0.0 ? 1.0 : 0.0;
  case KappaWeights::Linear:
    return steps;
  case KappaWeights::Quadratic:
    return steps * steps;
  }
  return undefined;
}

/// How often each rater gave each step: what chance alone would pair.
struct Steps
{
  std::vector<int> values;
  std::vector<double> byOne;
  std::vector<double> byOther;
};

std::size_t placeOf(const std::vector<int>& sorted, int value)
{
  return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), value) -
                                  sorted.begin());
}

std::vector<int> distinct(std::span<const int> one, std::span<const int> other)
{
  std::vector<int> values(one.begin(), one.end());
  values.insert(values.end(), other.begin(), other.end());
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Kappa over the images `drawn`, or NaN where chance leaves nothing to disagree on.
double kappaOf(std::span<const int> one, std::span<const int> other, const std::vector<int>& values,
               KappaWeights weights, std::span<const std::size_t> drawn)
{
  Steps steps{values, std::vector<double>(values.size()), std::vector<double>(values.size())};
  double observed = 0.0;
  for (const std::size_t image : drawn) {
    observed += disagreement(one[image], other[image], weights);
    steps.byOne[placeOf(values, one[image])] += 1.0;
    steps.byOther[placeOf(values, other[image])] += 1.0;
  }
  double expected = 0.0;
  for (std::size_t left = 0; left < values.size(); ++left)
    for (std::size_t right = 0; right < values.size(); ++right)
      expected += steps.byOne[left] * steps.byOther[right] *
                  disagreement(values[left], values[right], weights);
  expected /= static_cast<double>(drawn.size());
  return expected > 0.0 ? 1.0 - observed / expected : undefined;
}

/// Shrout and Fleiss' ICC(2,1) from mean squares over the images `drawn`.
double correlationOf(std::span<const double> ratings, std::size_t raters,
                     std::span<const std::size_t> drawn)
{
  const auto images = static_cast<double>(drawn.size());
  const auto count = static_cast<double>(raters);
  std::vector<double> ofRater(raters, 0.0);
  double total = 0.0;
  double ofImages = 0.0;
  double squares = 0.0;
  for (const std::size_t image : drawn) {
    double sum = 0.0;
    for (std::size_t rater = 0; rater < raters; ++rater) {
      const double value = ratings[image * raters + rater];
      sum += value;
      squares += value * value;
      ofRater[rater] += value;
    }
    total += sum;
    ofImages += sum * sum / count;
  }
  double ofRaters = 0.0;
  for (const double sum : ofRater)
    ofRaters += sum * sum / images;
  const double common = total * total / (images * count);
  const double betweenImages = (ofImages - common) / (images - 1.0);
  const double betweenRaters = (ofRaters - common) / (count - 1.0);
  const double rest = (squares - ofImages - ofRaters + common) / ((images - 1.0) * (count - 1.0));
  const double scale =
      betweenImages + (count - 1.0) * rest + count * (betweenRaters - rest) / images;
  return scale > 0.0 ? (betweenImages - rest) / scale : undefined;
}

/// What both raters of a pair have rated, as places on the scale.
struct Pair
{
  std::vector<int> one;
  std::vector<int> other;
};

Result<std::vector<int>> placesOnScale(std::span<const double> ratings,
                                       std::span<const double> steps)
{
  std::vector<int> places;
  for (const double rating : ratings) {
    const auto step = std::find(steps.begin(), steps.end(), rating);
    if (!std::isnan(rating) && step == steps.end())
      return failure(ErrorCode::BadInput, fmt::format("The rating {} is no step of the scale {}.",
                                                      rating, fmt::join(steps, ", ")));
    places.push_back(std::isnan(rating) ? -1 : static_cast<int>(step - steps.begin()));
  }
  return places;
}

RaterPair compare(const std::vector<int>& places, std::size_t raters, std::size_t one,
                  std::size_t other, std::uint64_t seed)
{
  Pair pair;
  for (std::size_t at = 0; at < places.size(); at += raters)
    if (places[at + one] >= 0 && places[at + other] >= 0) {
      pair.one.push_back(places[at + one]);
      pair.other.push_back(places[at + other]);
    }
  RaterPair compared{one, other, pair.one.size(), std::nullopt};
  if (const auto kappa = weightedKappa(pair.one, pair.other, KappaWeights::Linear, seed))
    compared.kappa = *kappa;
  return compared;
}

Result<std::vector<int>> stepsGiven(std::span<const int> one, std::span<const int> other)
{
  if (one.size() != other.size() || one.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("Agreement needs the same images from both raters; there are {} and "
                               "{} ratings.",
                               one.size(), other.size()));
  std::vector<int> values = distinct(one, other);
  if (values.size() < 2)
    return failure(
        ErrorCode::BadInput,
        "Both raters always gave the same step, so agreement beyond chance is undefined.");
  return values;
}

Result<void> checkRatings(std::span<const double> ratings, std::size_t raters)
{
  if (raters < 2 || ratings.size() % raters != 0 || ratings.size() < 2 * raters)
    return failure(
        ErrorCode::BadInput,
        fmt::format("A correlation needs two images and two raters; there are {} ratings "
                    "of {} raters.",
                    ratings.size(), raters));
  if (!std::all_of(ratings.begin(), ratings.end(), [](double one) { return std::isfinite(one); }))
    return failure(ErrorCode::BadInput, "A rating isn't a finite number.");
  if (std::all_of(ratings.begin(), ratings.end(),
                  [&](double one) { return one == ratings.front(); }))
    return failure(ErrorCode::BadInput,
                   "All ratings are equal, so their correlation is undefined.");
  return {};
}

std::vector<std::size_t> eachOnce(std::size_t images)
{
  std::vector<std::size_t> drawn(images);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  return drawn;
}

Result<double> defined(double figure)
{
  if (std::isnan(figure))
    return failure(ErrorCode::BadInput, "Agreement is undefined for these ratings.");
  return figure;
}

} // namespace

Result<Interval> weightedKappa(std::span<const int> one, std::span<const int> other,
                               KappaWeights weights, std::uint64_t seed)
{
  const Result<std::vector<int>> values = stepsGiven(one, other);
  if (!values)
    return failure(values.error());
  return bootstrapOf(one.size(), seed, [&](std::span<const std::size_t> drawn) {
    return kappaOf(one, other, *values, weights, drawn);
  });
}

Result<double> weightedKappaAlone(std::span<const int> one, std::span<const int> other,
                                  KappaWeights weights)
{
  const Result<std::vector<int>> values = stepsGiven(one, other);
  if (!values)
    return failure(values.error());
  return defined(kappaOf(one, other, *values, weights, eachOnce(one.size())));
}

Result<Interval> intraclassCorrelation(std::span<const double> ratings, std::size_t raters,
                                       std::uint64_t seed)
{
  if (const Result<void> checked = checkRatings(ratings, raters); !checked)
    return failure(checked.error());
  return bootstrapOf(ratings.size() / raters, seed, [&](std::span<const std::size_t> drawn) {
    return correlationOf(ratings, raters, drawn);
  });
}

Result<double> intraclassCorrelationAlone(std::span<const double> ratings, std::size_t raters)
{
  if (const Result<void> checked = checkRatings(ratings, raters); !checked)
    return failure(checked.error());
  return defined(correlationOf(ratings, raters, eachOnce(ratings.size() / raters)));
}

Result<RaterAgreement> raterAgreement(std::span<const double> ratings, std::size_t raters,
                                      std::span<const double> steps, std::uint64_t seed)
{
  if (raters < 2 || ratings.size() % raters != 0)
    return failure(ErrorCode::BadInput, fmt::format("{} ratings aren't whole rows of {} raters.",
                                                    ratings.size(), raters));
  const Result<std::vector<int>> places = placesOnScale(ratings, steps);
  if (!places)
    return failure(places.error());
  RaterAgreement agreement;
  for (std::size_t one = 0; one < raters; ++one)
    for (std::size_t other = one + 1; other < raters; ++other)
      agreement.pairs.push_back(compare(*places, raters, one, other, seed));
  std::vector<double> complete;
  for (std::size_t at = 0; at < ratings.size(); at += raters) {
    const std::span<const double> row = ratings.subspan(at, raters);
    if (std::none_of(row.begin(), row.end(), [](double one) { return std::isnan(one); }))
      complete.insert(complete.end(), row.begin(), row.end());
  }
  agreement.ratedByAll = complete.size() / raters;
  if (const auto correlation = intraclassCorrelation(complete, raters, seed))
    agreement.correlation = *correlation;
  return agreement;
}

} // namespace limpid::metrics
