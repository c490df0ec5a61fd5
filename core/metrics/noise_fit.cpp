#include "core/metrics/noise_fit.h"

#include "core/metrics/noise_laws_of_spread.h"
#include "core/metrics/noise_pooling.h"
#include "core/metrics/plane_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr int smallest = 16;
constexpr std::size_t fewestSamples = 2000;
constexpr std::size_t binsOfSignal = 24;
constexpr double medianOfNormal = 0.674489750196082;
constexpr double widest = 4.0;
constexpr std::size_t binsOfHistogram = 40;
constexpr double wellSpread = 0.10;
constexpr double wellHistogram = 0.03;
constexpr double roughSpread = 0.25;
constexpr double roughHistogram = 0.08;

/// Sample numbers in the order of their signal, cut into bins.
std::vector<std::vector<std::size_t>> binned(const NoiseSamples& samples)
{
  std::vector<std::size_t> order(samples.signal.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return samples.signal[one] < samples.signal[other];
  });
  std::vector<std::vector<std::size_t>> bins;
  for (std::size_t bin = 0; bin < binsOfSignal; ++bin)
    bins.emplace_back(
        order.begin() + static_cast<std::ptrdiff_t>(bin * order.size() / binsOfSignal),
        order.begin() + static_cast<std::ptrdiff_t>((bin + 1) * order.size() / binsOfSignal));
  return bins;
}

SpreadBySignal spreadBySignal(const NoiseSamples& samples)
{
  SpreadBySignal found;
  for (const std::vector<std::size_t>& bin : binned(samples)) {
    std::vector<double> signals;
    std::vector<double> sizes;
    for (const std::size_t sample : bin) {
      signals.push_back(double{samples.signal[sample]});
      sizes.push_back(std::abs(double{samples.residual[sample]}));
    }
    const double spread = medianInPlace(sizes) / medianOfNormal;
    if (spread <= 0.0) // quantised to nothing
      continue;
    found.signal.push_back(medianInPlace(signals));
    found.spread.push_back(spread);
  }
  return found;
}

/// Mean of up to 5 × 5 pixels around each: a signal as noisy as the residual would sort samples by
/// their noise.
std::vector<float> smoothed(const std::vector<float>& values, const Plane& plane)
{
  constexpr std::size_t reach = 2;
  std::vector<float> means;
  means.reserve(values.size());
  for (std::size_t row = 0; row < plane.rows; ++row)
    for (std::size_t column = 0; column < plane.columns; ++column) {
      double sum = 0.0;
      double count = 0.0;
      for (std::size_t near = row - std::min(row, reach);
           near <= std::min(row + reach, plane.rows - 1); ++near)
        for (std::size_t beside = column - std::min(column, reach);
             beside <= std::min(column + reach, plane.columns - 1); ++beside) {
          sum += double{values[near * plane.columns + beside]};
          count += 1.0;
        }
      means.push_back(static_cast<float>(sum / count));
    }
  return means;
}

/// Fewer parameters first where two explain the same (Bayesian information criterion).
double criterion(const LawFit& fit, std::size_t bins)
{
  const auto count = static_cast<double>(bins);
  return count * std::log(fit.misfit * fit.misfit + 1e-6) +
         static_cast<double>(fit.parameters.size()) * std::log(count);
}

std::vector<double> shares(const std::vector<double>& values, const std::vector<double>& edges)
{
  std::vector<double> counts(edges.size() - 1, 0.0);
  for (const double value : values) {
    const double place = (value + widest) / (2.0 * widest) * static_cast<double>(counts.size());
    const auto bin = static_cast<std::ptrdiff_t>(std::floor(place));
    if (bin >= 0 && bin < static_cast<std::ptrdiff_t>(counts.size()))
      counts[static_cast<std::size_t>(bin)] += 1.0 / static_cast<double>(values.size());
  }
  return counts;
}

double distanceOf(std::vector<double> one, std::vector<double> other)
{
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  double largest = 0.0;
  for (std::size_t at = 0; at < one.size(); ++at) {
    const auto below = std::upper_bound(other.begin(), other.end(), one[at]) - other.begin();
    const double share = static_cast<double>(at + 1) / static_cast<double>(one.size());
    largest = std::max(
        largest, std::abs(share - static_cast<double>(below) / static_cast<double>(other.size())));
  }
  return largest;
}

void compareHistograms(const NoiseSamples& samples, std::uint64_t seed, NoiseFit& fit)
{
  for (std::size_t edge = 0; edge <= binsOfHistogram; ++edge)
    fit.edges.push_back(-widest + 2.0 * widest * static_cast<double>(edge) / binsOfHistogram);
  const std::vector<double> measured = standardised(samples, fit.laws.front());
  const std::vector<double> drawn =
      standardised(drawnResiduals(samples, fit.laws.front(), seed), fit.laws.front());
  fit.histogram = shares(measured, fit.edges);
  fit.histogramOfLaw = shares(drawn, fit.edges);
  fit.histogramDistance = distanceOf(measured, drawn);
}

FitGrade gradeOf(const NoiseFit& fit)
{
  const double spread = fit.laws.front().misfit;
  if (spread <= wellSpread && fit.histogramDistance <= wellHistogram)
    return FitGrade::Well;
  return spread <= roughSpread && fit.histogramDistance <= roughHistogram ? FitGrade::Roughly
                                                                          : FitGrade::NotAtAll;
}

const char* lawWord(SpreadLaw law)
{
  switch (law) {
  case SpreadLaw::Gaussian:
    return "Gaussian grain";
  case SpreadLaw::Rician:
    return "Rician";
  case SpreadLaw::PoissonGaussian:
    return "Poisson-Gaussian counts";
  case SpreadLaw::Speckle:
    return "speckle";
  }
  return "";
}

} // namespace

Result<NoiseSamples> residualsOfRepeats(std::span<const float> one, std::span<const float> other,
                                        int rows, int columns)
{
  const Result<Plane> first = checkPlane(one, 1, rows, columns, smallest, "The fit of noise");
  if (!first)
    return failure(first.error());
  const Result<Plane> second = checkPlane(other, 1, rows, columns, smallest, "The fit of noise");
  if (!second)
    return failure(second.error());
  const Mask flat = flatPixels(*first);
  const Mask flatToo = flatPixels(*second);
  std::vector<float> means;
  for (std::size_t pixel = 0; pixel < one.size(); ++pixel)
    means.push_back(0.5F * (one[pixel] + other[pixel]));
  const std::vector<float> signal = smoothed(means, *first);
  NoiseSamples samples;
  for (std::size_t pixel = 0; pixel < one.size(); ++pixel) {
    if (flat[pixel] != 0 || flatToo[pixel] != 0)
      continue;
    samples.signal.push_back(signal[pixel]);
    samples.residual.push_back((one[pixel] - other[pixel]) / std::sqrt(2.0F));
  }
  return samples;
}

Result<NoiseSamples> residualsOfImage(std::span<const float> pixels, int rows, int columns)
{
  const Result<Plane> plane = checkPlane(pixels, 1, rows, columns, smallest, "The fit of noise");
  if (!plane)
    return failure(plane.error());
  const Mask flat = flatPixels(*plane);
  const std::vector<float> signal =
      smoothed(std::vector<float>(pixels.begin(), pixels.end()), *plane);
  NoiseSamples samples;
  samples.pixels = 4;
  for (std::size_t row = 0; row + 1 < plane->rows; row += 2)
    for (std::size_t column = 0; column + 1 < plane->columns; column += 2) {
      const std::size_t corner = row * plane->columns + column;
      const std::size_t below = corner + plane->columns;
      if (flat[corner] + flat[corner + 1] + flat[below] + flat[below + 1] != 0)
        continue;
      samples.signal.push_back(signal[corner]);
      samples.residual.push_back(
          0.5F * (pixels[corner] - pixels[corner + 1] - pixels[below] + pixels[below + 1]));
    }
  return samples;
}

const char* spreadLawName(SpreadLaw law)
{
  switch (law) {
  case SpreadLaw::Gaussian:
    return "gaussian";
  case SpreadLaw::Rician:
    return "rician";
  case SpreadLaw::PoissonGaussian:
    return "poisson-gaussian";
  case SpreadLaw::Speckle:
    return "speckle";
  }
  return "";
}

Result<NoiseFit> fitNoise(std::span<const NoiseSamples> images, std::uint64_t seed)
{
  const PooledNoise pooled = images.empty() ? PooledNoise{} : pool(images);
  if (pooled.residuals.signal.size() < fewestSamples)
    return failure(ErrorCode::BadInput,
                   fmt::format("The kind of noise needs {} samples; there are {}.", fewestSamples,
                               pooled.residuals.signal.size()));
  const SpreadBySignal plain = spreadBySignal(pooled.residuals);
  const SpreadBySignal relative = pooled.scaled ? spreadBySignal(pooled.both) : plain;
  const auto spreadFor = [&](SpreadLaw law) -> const SpreadBySignal& {
    return law == SpreadLaw::Rician ? relative : plain;
  };
  if (std::min(plain.signal.size(), relative.signal.size()) < binsOfSignal / 2)
    return failure(ErrorCode::BadInput,
                   "The kind of noise can't be found: most of the image doesn't vary.");
  NoiseFit fit;
  fit.scaled = pooled.scaled;
  for (const SpreadLaw law :
       {SpreadLaw::Gaussian, SpreadLaw::Rician, SpreadLaw::PoissonGaussian, SpreadLaw::Speckle})
    if (std::optional<LawFit> fitted = fitLaw(law, spreadFor(law)))
      fit.laws.push_back(std::move(*fitted));
  std::stable_sort(fit.laws.begin(), fit.laws.end(), [&](const LawFit& one, const LawFit& other) {
    return criterion(one, spreadFor(one.law).signal.size()) <
           criterion(other, spreadFor(other.law).signal.size());
  });
  const LawFit& best = fit.laws.front();
  fit.signal = spreadFor(best.law).signal;
  fit.spread = spreadFor(best.law).spread;
  for (const double signal : fit.signal)
    fit.spreadOfLaw.push_back(spreadOf(best, signal));
  compareHistograms(pooled.of(best.law), seed, fit);
  fit.grade = gradeOf(fit);
  return fit;
}

std::string fitSentence(const NoiseFit& fit)
{
  const LawFit& best = fit.laws.front();
  const std::string figures =
      fmt::format("its spread {} the signal within {:.0f} %, its histogram within {:.2f}",
                  best.law == SpreadLaw::Gaussian ? "is the same whatever" : "follows",
                  100.0 * best.misfit, fit.histogramDistance);
  switch (fit.grade) {
  case FitGrade::Well:
    return fmt::format("Noise fits {}: {}.", lawWord(best.law), figures);
  case FitGrade::Roughly:
    return fmt::format("Noise fits {} roughly: {}.", lawWord(best.law), figures);
  case FitGrade::NotAtAll:
    return fmt::format("Noise fits none of the known kinds; the nearest is {}: {}.",
                       lawWord(best.law), figures);
  }
  return {};
}

} // namespace limpid::metrics
