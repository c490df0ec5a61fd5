#include "core/metrics/noise_estimators.h"
#include "core/metrics/plane_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace limpid::metrics {
namespace {

constexpr std::size_t fewestAir = 200;
/// √(π/(4 − π)): mean over standard deviation of a Rayleigh law.
constexpr double rayleighRatio = 1.9130583802711;

/// Off the object by `distance` pixels.
Mask airMask(const Plane& plane, std::size_t distance)
{
  Mask rest = objectMask(plane);
  const Mask flat = flatPixels(plane);
  for (std::size_t pixel = 0; pixel < rest.size(); ++pixel)
    rest[pixel] = rest[pixel] == 0 || flat[pixel] != 0 ? 1 : 0;
  return eroded(rest, plane.rows, plane.columns, distance);
}

double meanOverDeviation(const std::vector<double>& values)
{
  double sum = 0.0;
  double squares = 0.0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
  }
  const double mean = sum / static_cast<double>(values.size());
  const double variance = squares / static_cast<double>(values.size()) - mean * mean;
  return variance > 0.0 ? mean / std::sqrt(variance) : 0.0;
}

/// Factor of σ² for one quantity, or a sentence.
Result<double> ratioOf(const std::optional<double>& calibrated, const std::optional<double>& here,
                       std::string_view name)
{
  if (!calibrated)
    return 1.0;
  if (!here || !(*here > 0.0) || !(*calibrated > 0.0))
    return failure(
        ErrorCode::BadInput,
        fmt::format("The header doesn't tell the {}, which the calibration goes by.", name));
  return *calibrated / *here;
}

} // namespace

Result<double> airNoise(std::span<const float> pixels, int rows, int columns)
{
  const Result<Plane> plane = checkPlane(pixels, 1, rows, columns, 32, "Noise in air");
  if (!plane)
    return failure(plane.error());
  if (*std::min_element(pixels.begin(), pixels.end()) < 0.0F)
    return failure(
        ErrorCode::BadInput,
        "The image has pixels below 0, so it holds no magnitudes: its air isn't Rayleigh "
        "distributed.");
  const Mask air = airMask(*plane, std::min(plane->rows, plane->columns) / 8);
  const Mask flat = flatPixels(*plane);
  std::vector<double> values;
  std::size_t masked = 0;
  for (std::size_t pixel = 0; pixel < air.size(); ++pixel)
    if (air[pixel] != 0) {
      values.push_back(double{pixels[pixel]});
      masked += flat[pixel] != 0 ? std::size_t{1} : std::size_t{0};
    }
  if (values.size() < fewestAir)
    return failure(ErrorCode::BadInput,
                   fmt::format("The image has only {} pixels of air away from the object; {} are "
                               "needed.",
                               values.size(), fewestAir));
  if (2 * masked > values.size())
    return failure(ErrorCode::BadInput,
                   "The background is masked (filled with one number), so noise "
                   "can't be measured in air.");
  const double ratio = meanOverDeviation(values);
  if (std::abs(ratio - rayleighRatio) > 0.2 * rayleighRatio)
    return failure(
        ErrorCode::BadInput,
        fmt::format("The air isn't Rayleigh distributed (mean over standard deviation is "
                    "{:.2f} instead of 1.91): ghosts, several coils or a filter.",
                    ratio));
  return medianInPlace(values) / std::sqrt(2.0 * std::numbers::ln2);
}

Result<double> headerNoise(const Calibration& calibration, const Acquisition& acquisition)
{
  const Acquisition& known = calibration.acquisition;
  if (!(calibration.noise > 0.0) || (!known.dose && !known.averages && !known.thicknessMm))
    return failure(ErrorCode::BadInput,
                   "The calibration holds no noise, or nothing in the header that it goes by.");
  const Result<double> dose = ratioOf(known.dose, acquisition.dose, "dose");
  const Result<double> averages = ratioOf(known.averages, acquisition.averages, "averages");
  const Result<double> thickness =
      ratioOf(known.thicknessMm, acquisition.thicknessMm, "slice thickness");
  for (const auto* ratio : {&dose, &averages, &thickness})
    if (!*ratio)
      return failure(ratio->error());
  return calibration.noise * std::sqrt(*dose * *averages * *thickness);
}

} // namespace limpid::metrics
