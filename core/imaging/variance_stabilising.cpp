#include "core/imaging/variance_stabilising.h"

#include "core/imaging/variance_stabilising_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace limpid::imaging {
namespace {

struct Name
{
  SignalDependentLaw law;
  std::string_view name;
};

constexpr std::array<Name, 3> names{{
    {SignalDependentLaw::Rician, "rician"},
    {SignalDependentLaw::PoissonGaussian, "poisson-gaussian"},
    {SignalDependentLaw::Speckle, "speckle"},
}};

constexpr double smallestSignal = std::numeric_limits<float>::min();
constexpr double toleratedZeros = 0.001; // of the pixels of an envelope image

struct Darkest
{
  std::size_t negative = 0;
  std::size_t zero = 0;
  float smallestPositive = std::numeric_limits<float>::infinity();
};

Darkest darkestOf(const Image& image)
{
  Darkest found;
  for (const float pixel : image.pixels) {
    found.negative += pixel < 0.0F ? 1U : 0U;
    found.zero += pixel == 0.0F ? 1U : 0U;
    if (pixel > 0.0F)
      found.smallestPositive = std::min(found.smallestPositive, pixel);
  }
  return found;
}

/// Poisson-Gaussian values may be negative: read-out noise around no counts.
Result<void> checkPossible(SignalDependentLaw law, const Image& image, const Darkest& darkest)
{
  if (law == SignalDependentLaw::PoissonGaussian)
    return {};
  if (darkest.negative > 0)
    return failure(ErrorCode::BadInput,
                   fmt::format("It has {} negative pixels, which {} noise can't make.",
                               darkest.negative, signalDependentLawName(law)));
  const auto pixels = static_cast<double>(image.pixels.size());
  if (law == SignalDependentLaw::Speckle &&
      static_cast<double>(darkest.zero) > toleratedZeros * pixels)
    return failure(
        ErrorCode::BadInput,
        fmt::format("{} of its pixels are 0: it is cut off or masked, not envelope data.",
                    darkest.zero));
  return {};
}

} // namespace

Result<SignalDependentLaw> signalDependentLawFromString(std::string_view name)
{
  for (const Name& one : names)
    if (one.name == name)
      return one.law;
  return failure(ErrorCode::BadInput,
                 fmt::format("{} is no law of signal-dependent noise: rician, poisson-gaussian, "
                             "speckle.",
                             name));
}

std::string signalDependentLawName(SignalDependentLaw law)
{
  const auto* const found =
      std::find_if(names.begin(), names.end(), [law](const Name& one) { return one.law == law; });
  return std::string(found->name);
}

VarianceStabilising::VarianceStabilising(SignalDependentLaw law, double scale,
                                         std::shared_ptr<const Curve> curve)
    : m_law(law), m_scale(scale), m_curve(std::move(curve))
{
}

Result<VarianceStabilising> VarianceStabilising::make(SignalDependentLaw law,
                                                      const SignalDependentNoise& noise)
{
  if (!(noise.strength >= 0.0 && std::isfinite(noise.strength) && noise.additive >= 0.0 &&
        std::isfinite(noise.additive)))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} noise of strength {} and {} can't be.",
                               signalDependentLawName(law), noise.strength, noise.additive));
  if (noise.additive > 0.0 && (law != SignalDependentLaw::PoissonGaussian || noise.strength == 0.0))
    return failure(ErrorCode::BadInput,
                   "Only poisson-gaussian noise with a gain has an additive "
                   "part beside it; noise that is additive alone is gaussian.");
  if (noise.strength == 0.0)
    return VarianceStabilising(law, 0.0, nullptr);
  std::shared_ptr<const Curve> curve;
  if (law == SignalDependentLaw::Rician) {
    curve = makeRicianCurve(noise.strength);
  } else if (law == SignalDependentLaw::PoissonGaussian) {
    curve = makePoissonGaussianCurve(noise.strength, noise.additive);
  } else {
    auto speckle = makeSpeckleCurve(noise.strength);
    if (!speckle)
      return failure(speckle.error());
    curve = std::move(*speckle);
  }
  const double scale = curve->scale();
  return VarianceStabilising(law, scale, std::move(curve));
}

double VarianceStabilising::stabilised(double value) const
{
  return m_curve ? m_scale * m_curve->transformed(value) : commonDomain(m_law, value);
}

double VarianceStabilising::meanStabilised(double signal) const
{
  return m_curve ? m_scale * m_curve->mean(signal) : commonDomain(m_law, signal);
}

double VarianceStabilising::signalOfMean(double mean) const
{
  return m_curve ? m_curve->signalOfMean(mean / m_scale) : signalOfCommonDomain(m_law, mean);
}

Result<void> VarianceStabilising::checkSharesDomain(double low, double high, double tolerance) const
{
  constexpr int steps = 64;
  const double span = commonDomain(m_law, high) - commonDomain(m_law, low);
  double worst = 0.0;
  double where = low;
  for (int step = 0; step <= steps; ++step) {
    const double signal = low + (high - low) * step / steps;
    const double deviation = std::abs(meanStabilised(signal) - commonDomain(m_law, signal));
    if (deviation > worst) {
      worst = deviation;
      where = signal;
    }
  }
  if (worst <= tolerance * span)
    return {};
  return failure(
      ErrorCode::BadInput,
      fmt::format("Its {} noise is too strong to be stabilised with the others: at {:g} "
                  "its mean lies {:.1f} % of the used range off; {:.1f} % are tolerated.",
                  signalDependentLawName(m_law), where, 100.0 * worst / span, 100.0 * tolerance));
}

Result<Image> VarianceStabilising::stabilised(const Image& image) const
{
  const Darkest darkest = darkestOf(image);
  if (const Result<void> possible = checkPossible(m_law, image, darkest); !possible)
    return failure(possible.error());
  Image result = image;
  for (float& pixel : result.pixels) {
    if (m_law == SignalDependentLaw::Speckle)
      pixel = std::max(pixel, darkest.smallestPositive);
    pixel = static_cast<float>(stabilised(double{pixel}));
  }
  return result;
}

double commonDomain(SignalDependentLaw law, double signal)
{
  switch (law) {
  case SignalDependentLaw::Rician:
    return signal;
  case SignalDependentLaw::PoissonGaussian:
    return 2.0 * std::sqrt(std::max(signal, 0.0));
  case SignalDependentLaw::Speckle:
    break;
  }
  return std::log(std::max(signal, smallestSignal));
}

double signalOfCommonDomain(SignalDependentLaw law, double value)
{
  switch (law) {
  case SignalDependentLaw::Rician:
    return std::max(value, 0.0);
  case SignalDependentLaw::PoissonGaussian:
    return value > 0.0 ? 0.25 * value * value : 0.0;
  case SignalDependentLaw::Speckle:
    break;
  }
  return std::exp(value);
}

} // namespace limpid::imaging
