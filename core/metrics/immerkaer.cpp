#include "core/metrics/noise_estimators.h"

#include "core/metrics/object_mask.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

namespace limpid::metrics {
namespace {

/// White noise of standard deviation σ answers the mask with 6σ.
constexpr double maskGain = 6.0;
/// Median of |z|, z normal.
constexpr double medianOfNormal = 0.674489750196082;

/// An image of at least 3 × 3 pixels; a place is the middle of the mask.
struct Pixels
{
  std::span<const float> values;
  std::size_t width;

  const float* around(std::size_t row, std::size_t column) const
  {
    return values.data() + row * width + column - 1;
  }

  /// The mask is the outer product of (1, −2, 1) with itself.
  double answer(std::size_t row, std::size_t column) const
  {
    const auto ofRow = [this, column](std::size_t at) {
      const float* three = around(at, column);
      return double{three[0]} - 2.0 * double{three[1]} + double{three[2]};
    };
    return std::abs(ofRow(row - 1) - 2.0 * ofRow(row) + ofRow(row + 1));
  }
};

/// The mask's answers wherever it touches no flat pixel.
std::vector<double> answersOf(const Pixels& pixels, std::size_t height)
{
  const Mask flat = flatPixels({pixels.values, height, pixels.width});
  const auto touchesFlat = [&](std::size_t row, std::size_t column) {
    for (std::size_t at = row - 1; at <= row + 1; ++at) {
      const char* three = &flat[at * pixels.width + column - 1];
      if (three[0] + three[1] + three[2] > 0)
        return true;
    }
    return false;
  };
  std::vector<double> answers;
  answers.reserve(pixels.values.size());
  for (std::size_t row = 1; row + 1 < height; ++row)
    for (std::size_t column = 1; column + 1 < pixels.width; ++column)
      if (!touchesFlat(row, column))
        answers.push_back(pixels.answer(row, column));
  return answers;
}

/// Where the search for the scale begins: by the median, or by the mean where most answers are 0.
double firstScale(std::vector<double> answers)
{
  const auto middle = answers.begin() + static_cast<std::ptrdiff_t>(answers.size() / 2);
  std::nth_element(answers.begin(), middle, answers.end());
  if (*middle > 0.0)
    return *middle / medianOfNormal;
  return std::accumulate(answers.begin(), answers.end(), 0.0) / static_cast<double>(answers.size());
}

/// Windham's estimate of a normal scale: every answer z weighs as much as its density at the scale
/// s that is sought, w = exp(−z²/2s²). So weighted, normal answers have the variance s²/2; edges,
/// which lie far out, weigh nothing.
double scaleOf(const std::vector<double>& answers)
{
  constexpr int mostRounds = 100;
  constexpr double settled = 1e-4;
  double scale = firstScale(answers);
  for (int round = 0; round < mostRounds && scale > 0.0; ++round) {
    double squares = 0.0;
    double weights = 0.0;
    for (const double answer : answers) {
      const double square = answer * answer / (scale * scale);
      const double weight = std::exp(-0.5 * square);
      squares += weight * square;
      weights += weight;
    }
    if (!(weights > 0.0))
      break;
    const double change = std::sqrt(2.0 * squares / weights);
    scale *= change;
    if (std::abs(change - 1.0) < settled)
      break;
  }
  return scale;
}

} // namespace

double immerkaer(std::span<const float> pixels, int rows, int columns)
{
  if (rows < 3 || columns < 3)
    return 0.0;
  const Pixels image{pixels, static_cast<std::size_t>(columns)};
  const std::vector<double> answers = answersOf(image, static_cast<std::size_t>(rows));
  const auto isNumber = [](double answer) { return std::isfinite(answer); };
  if (!std::all_of(answers.begin(), answers.end(), isNumber))
    return std::numeric_limits<double>::quiet_NaN();
  return answers.empty() ? 0.0 : scaleOf(answers) / maskGain;
}

} // namespace limpid::metrics
