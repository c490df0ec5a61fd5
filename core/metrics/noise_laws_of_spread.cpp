#include "core/metrics/noise_laws_of_spread.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace limpid::metrics {
namespace {

constexpr std::size_t mostDrawn = 40000;
constexpr double rayleighVariation = 0.5227; // √(4/π − 1): spread over mean of full speckle
constexpr double mostLooks = 64.0;
constexpr int searchSteps = 60;

/// Mean and spread of Rice's law for signals 0 … 12 in units of σ; beyond, noise is as Gaussian.
struct RiceTable
{
  static constexpr double step = 0.05;
  static constexpr std::size_t size = 241;
  std::array<double, size> mean{};
  std::array<double, size> spread{};

  RiceTable()
  {
    for (std::size_t at = 0; at < size; ++at) {
      const double signal = step * static_cast<double>(at);
      const double quarter = 0.25 * signal * signal;
      mean.at(at) = std::sqrt(0.5 * std::numbers::pi) * std::exp(-quarter) *
                    ((1.0 + 2.0 * quarter) * std::cyl_bessel_i(0.0, quarter) +
                     2.0 * quarter * std::cyl_bessel_i(1.0, quarter));
      spread.at(at) = std::sqrt(2.0 + signal * signal - mean.at(at) * mean.at(at));
    }
  }
};

const RiceTable& riceTable()
{
  static const RiceTable table;
  return table;
}

/// Place in the table of a mean, in units of σ; none beyond its end.
std::optional<double> placeOfMean(double mean)
{
  const RiceTable& table = riceTable();
  if (mean >= table.mean.back())
    return std::nullopt;
  const auto above = std::upper_bound(table.mean.begin(), table.mean.end(), mean);
  if (above == table.mean.begin())
    return 0.0;
  const auto at = static_cast<std::size_t>(above - table.mean.begin()) - 1;
  return static_cast<double>(at) +
         (mean - table.mean.at(at)) / (table.mean.at(at + 1) - table.mean.at(at));
}

double riceSpread(double mean, double sigma)
{
  const std::optional<double> place = placeOfMean(mean / sigma);
  if (!place)
    return sigma;
  const auto at = static_cast<std::size_t>(*place);
  const double share = *place - static_cast<double>(at);
  const RiceTable& table = riceTable();
  return sigma * ((1.0 - share) * table.spread.at(at) + share * table.spread.at(at + 1));
}

double riceSignal(double mean, double sigma)
{
  const std::optional<double> place = placeOfMean(mean / sigma);
  return place ? sigma * *place * RiceTable::step
               : std::sqrt(std::max(0.0, mean * mean - sigma * sigma));
}

double misfitOf(const LawFit& fit, const SpreadBySignal& spread)
{
  double sum = 0.0;
  for (std::size_t bin = 0; bin < spread.signal.size(); ++bin) {
    const double away = std::log(spread.spread[bin] / spreadOf(fit, spread.signal[bin]));
    sum += away * away;
  }
  return std::sqrt(sum / static_cast<double>(spread.signal.size()));
}

double geometricMean(const std::vector<double>& values)
{
  double sum = 0.0;
  for (const double value : values)
    sum += std::log(value);
  return std::exp(sum / static_cast<double>(values.size()));
}

/// Golden section over ln of one parameter, around `start`.
void searchParameter(LawFit& fit, std::size_t parameter, double start, const SpreadBySignal& spread)
{
  const double golden = 0.5 * (std::sqrt(5.0) - 1.0);
  double low = std::log(start) - 3.0;
  double high = std::log(start) + 3.0;
  const auto misfitAt = [&](double logarithm) {
    fit.parameters[parameter] = std::exp(logarithm);
    return misfitOf(fit, spread);
  };
  for (int step = 0; step < searchSteps; ++step) {
    const double left = high - golden * (high - low);
    const double right = low + golden * (high - low);
    if (misfitAt(left) < misfitAt(right))
      high = right;
    else
      low = left;
  }
  fit.misfit = misfitAt(0.5 * (low + high));
}

/// Variance = gain · signal + σ², by least squares of relative deviations, then of logarithms.
std::optional<LawFit> fitCounts(const SpreadBySignal& spread)
{
  double weights = 0.0;
  double signals = 0.0;
  double squares = 0.0;
  double variances = 0.0;
  double products = 0.0;
  for (std::size_t bin = 0; bin < spread.signal.size(); ++bin) {
    const double variance = spread.spread[bin] * spread.spread[bin];
    const double weight = 1.0 / (variance * variance);
    weights += weight;
    signals += weight * spread.signal[bin];
    squares += weight * spread.signal[bin] * spread.signal[bin];
    variances += weight * variance;
    products += weight * variance * spread.signal[bin];
  }
  const double determinant = weights * squares - signals * signals;
  if (determinant <= 0.0)
    return std::nullopt;
  const double gain = (weights * products - signals * variances) / determinant;
  const double rest = (squares * variances - signals * products) / determinant;
  if (gain <= 0.0)
    return std::nullopt;
  LawFit fit{SpreadLaw::PoissonGaussian, {gain, std::sqrt(std::max(rest, 1e-12))}, 0.0};
  for (int round = 0; round < 3; ++round) {
    searchParameter(fit, 0, fit.parameters[0], spread);
    searchParameter(fit, 1, fit.parameters[1], spread);
  }
  return fit;
}

double looksOf(double variation)
{
  const double ratio = rayleighVariation / std::max(variation, 1e-6);
  return std::clamp(std::round(ratio * ratio), 1.0, mostLooks);
}

/// One pixel of the law over a noiseless signal.
double drawn(const LawFit& fit, double signal, Random& random)
{
  const double first = fit.parameters.front();
  switch (fit.law) {
  case SpreadLaw::Gaussian:
    return signal + first * random.normal();
  case SpreadLaw::Rician: {
    const double real = signal + first * random.normal();
    const double imaginary = first * random.normal();
    return std::sqrt(real * real + imaginary * imaginary);
  }
  case SpreadLaw::PoissonGaussian:
    return signal + spreadOf(fit, signal) * random.normal();
  case SpreadLaw::Speckle: {
    const double looks = looksOf(first);
    double power = 0.0;
    for (double look = 0.0; look < looks; look += 1.0)
      power -= std::log(random.uniform());
    const double amplitude = std::sqrt(power / looks);
    const double mean = std::exp(std::lgamma(looks + 0.5) - std::lgamma(looks)) / std::sqrt(looks);
    return signal * amplitude / mean;
  }
  }
  return signal;
}

/// The noiseless signal whose mean under the law is `mean`.
double signalUnder(const LawFit& fit, double mean)
{
  return fit.law == SpreadLaw::Rician ? riceSignal(mean, fit.parameters.front()) : mean;
}

} // namespace

double spreadOf(const LawFit& fit, double signal)
{
  const double first = fit.parameters.front();
  switch (fit.law) {
  case SpreadLaw::Gaussian:
    return first;
  case SpreadLaw::Rician:
    return riceSpread(signal, first);
  case SpreadLaw::PoissonGaussian:
    return std::sqrt(std::max(first * signal, 0.0) + fit.parameters[1] * fit.parameters[1]);
  case SpreadLaw::Speckle:
    return std::max(first * std::abs(signal), 1e-9);
  }
  return first;
}

std::optional<LawFit> fitLaw(SpreadLaw law, const SpreadBySignal& spread)
{
  const double start = geometricMean(spread.spread);
  const bool negative = *std::ranges::min_element(spread.signal) < 0.0;
  if (negative && law != SpreadLaw::Gaussian)
    return std::nullopt;
  LawFit fit{law, {start}, 0.0};
  switch (law) {
  case SpreadLaw::Gaussian:
    fit.misfit = misfitOf(fit, spread);
    return fit;
  case SpreadLaw::Rician:
    searchParameter(fit, 0, start, spread);
    return fit;
  case SpreadLaw::PoissonGaussian:
    return fitCounts(spread);
  case SpreadLaw::Speckle:
    if (geometricMean(spread.spread) <= 0.0 || *std::ranges::max_element(spread.signal) <= 0.0)
      return std::nullopt;
    searchParameter(fit, 0, start / *std::ranges::max_element(spread.signal), spread);
    return fit;
  }
  return std::nullopt;
}

std::vector<double> standardised(const NoiseSamples& samples, const LawFit& fit)
{
  std::vector<double> values;
  values.reserve(samples.residual.size());
  for (std::size_t sample = 0; sample < samples.residual.size(); ++sample)
    values.push_back(double{samples.residual[sample]} /
                     spreadOf(fit, double{samples.signal[sample]}));
  return values;
}

NoiseSamples drawnResiduals(const NoiseSamples& samples, const LawFit& fit, std::uint64_t seed)
{
  Random random(seed, 0);
  NoiseSamples made;
  made.pixels = samples.pixels;
  const std::size_t every = std::max<std::size_t>(1, samples.signal.size() / mostDrawn);
  const double norm = std::sqrt(static_cast<double>(samples.pixels));
  for (std::size_t sample = 0; sample < samples.signal.size(); sample += every) {
    const double signal = signalUnder(fit, double{samples.signal[sample]});
    double sum = 0.0;
    double difference = 0.0;
    for (int pixel = 0; pixel < samples.pixels; ++pixel) {
      const double value = drawn(fit, signal, random);
      sum += value;
      difference += pixel % 2 == 0 ? value : -value;
    }
    made.signal.push_back(static_cast<float>(sum / samples.pixels));
    made.residual.push_back(static_cast<float>(difference / norm));
  }
  return made;
}

} // namespace limpid::metrics
