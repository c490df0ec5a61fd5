#include "core/metrics/noise_estimators.h"
#include "core/metrics/plane_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

namespace limpid::metrics {
namespace {

constexpr int large = 16;
constexpr int small = 8;
constexpr std::size_t fewestPatches = 24;
constexpr std::size_t fewestFlat = 12;
/// Frequencies of which the surface takes more than half tell nothing.
constexpr double leastGain = 0.5;
constexpr double flatShare = 0.1;
constexpr double flatSpread = 2.0;

using Complex = std::complex<double>;
using Patch = std::vector<double>;

/// Six orthonormal surfaces over size × size pixels: 1, x, y, x², xy, y² by Gram and Schmidt.
std::vector<Patch> quadraticSurfaces(std::size_t size)
{
  constexpr std::array<std::array<int, 2>, 6> powers = {
      {{0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}}};
  std::vector<Patch> surfaces;
  for (const auto& [across, down] : powers) {
    Patch surface;
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t column = 0; column < size; ++column) {
        const double x = 2.0 * static_cast<double>(column) / static_cast<double>(size - 1) - 1.0;
        const double y = 2.0 * static_cast<double>(row) / static_cast<double>(size - 1) - 1.0;
        surface.push_back(std::pow(x, across) * std::pow(y, down));
      }
    for (const Patch& other : surfaces) {
      const double share = std::inner_product(surface.begin(), surface.end(), other.begin(), 0.0);
      for (std::size_t pixel = 0; pixel < surface.size(); ++pixel)
        surface[pixel] -= share * other[pixel];
    }
    const double norm =
        std::sqrt(std::inner_product(surface.begin(), surface.end(), surface.begin(), 0.0));
    for (double& value : surface)
      value /= norm;
    surfaces.push_back(std::move(surface));
  }
  return surfaces;
}

/// Powers of patches of one size: |discrete transform|² over the number of pixels. Sixteen points
/// by a table cost less than a library for it would.
class PatchTransform
{
public:
  explicit PatchTransform(std::size_t size) : m_size(size), m_turns(size * size)
  {
    for (std::size_t frequency = 0; frequency < size; ++frequency)
      for (std::size_t place = 0; place < size; ++place)
        m_turns[frequency * size + place] = std::polar(
            1.0, -2.0 * std::numbers::pi * static_cast<double>(frequency * place % size) /
                     static_cast<double>(size));
  }

  Patch powers(const Patch& patch) const
  {
    std::vector<Complex> ofRows(m_size * m_size);
    for (std::size_t row = 0; row < m_size; ++row)
      for (std::size_t frequency = 0; frequency < m_size; ++frequency)
        for (std::size_t column = 0; column < m_size; ++column)
          ofRows[row * m_size + frequency] +=
              patch[row * m_size + column] * m_turns[frequency * m_size + column];
    Patch result(m_size * m_size);
    for (std::size_t frequency = 0; frequency < m_size; ++frequency)
      for (std::size_t column = 0; column < m_size; ++column) {
        Complex sum;
        for (std::size_t row = 0; row < m_size; ++row)
          sum += ofRows[row * m_size + column] * m_turns[frequency * m_size + row];
        result[frequency * m_size + column] = std::norm(sum) / static_cast<double>(m_size * m_size);
      }
    return result;
  }

private:
  std::size_t m_size;
  std::vector<Complex> m_turns;
};

/// Share of white noise's power that the surfaces leave at each frequency.
Patch gains(const std::vector<Patch>& surfaces, const PatchTransform& transform)
{
  Patch left(surfaces.front().size(), 1.0);
  for (const Patch& surface : surfaces) {
    const Patch taken = transform.powers(surface);
    for (std::size_t frequency = 0; frequency < left.size(); ++frequency)
      left[frequency] -= taken[frequency];
  }
  return left;
}

struct Residual
{
  Patch pixels;
  double variance = 0.0;
};

Residual detrended(const Plane& plane, std::size_t row, std::size_t column, std::size_t size,
                   const std::vector<Patch>& surfaces)
{
  Residual residual;
  for (std::size_t down = 0; down < size; ++down)
    for (std::size_t across = 0; across < size; ++across)
      residual.pixels.push_back(
          double{plane.pixels[(row + down) * plane.columns + column + across]});
  for (const Patch& surface : surfaces) {
    const double share =
        std::inner_product(surface.begin(), surface.end(), residual.pixels.begin(), 0.0);
    for (std::size_t pixel = 0; pixel < surface.size(); ++pixel)
      residual.pixels[pixel] -= share * surface[pixel];
  }
  residual.variance = std::inner_product(residual.pixels.begin(), residual.pixels.end(),
                                         residual.pixels.begin(), 0.0) /
                      static_cast<double>(size * size - surfaces.size());
  return residual;
}

bool allInside(const Mask& mask, const Plane& plane, std::size_t row, std::size_t column,
               std::size_t size)
{
  for (std::size_t at = row; at < row + size; ++at) {
    const auto from = mask.begin() + static_cast<std::ptrdiff_t>(at * plane.columns + column);
    if (std::find(from, from + static_cast<std::ptrdiff_t>(size), char{0}) !=
        from + static_cast<std::ptrdiff_t>(size))
      return false;
  }
  return true;
}

std::vector<Residual> patchesOf(const Plane& plane, const Mask& mask, std::size_t size,
                                const std::vector<Patch>& surfaces)
{
  std::vector<Residual> found;
  for (std::size_t row = 0; row + size <= plane.rows; row += size / 2)
    for (std::size_t column = 0; column + size <= plane.columns; column += size / 2)
      if (allInside(mask, plane, row, column, size))
        found.push_back(detrended(plane, row, column, size, surfaces));
  return found;
}

/// Leaves those that are about as quiet as the quietest tenth.
void keepFlattest(std::vector<Residual>& patches)
{
  std::vector<double> variances;
  for (const Residual& patch : patches)
    variances.push_back(patch.variance);
  std::sort(variances.begin(), variances.end());
  const double most = flatSpread * quantileOfSorted(variances, flatShare);
  std::erase_if(patches, [most](const Residual& patch) { return patch.variance > most; });
}

/// Which ring each frequency is in: its distance from 0, rounded; all beyond the last in the last.
std::vector<std::size_t> ringsOf(std::size_t size)
{
  std::vector<std::size_t> rings;
  const auto distance = [size](std::size_t index) {
    return static_cast<double>(std::min(index, size - index));
  };
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t column = 0; column < size; ++column)
      rings.push_back(std::min(
          static_cast<std::size_t>(std::lround(std::hypot(distance(row), distance(column)))),
          size / 2));
  return rings;
}

/// The spectrum from the powers of the patches, each already made good for what the surfaces took;
/// 0 stands for a frequency that tells nothing.
NoiseSpectrum summarize(const std::vector<Patch>& powers, const Patch& gain, std::size_t size)
{
  const std::vector<std::size_t> rings = ringsOf(size);
  const std::size_t count = size / 2 + 1;
  std::vector<std::vector<double>> ofRing(count);
  NoiseSpectrum spectrum;
  spectrum.patch = static_cast<int>(size);
  spectrum.patches = static_cast<int>(powers.size());
  spectrum.power.assign(gain.size(), 0.0);
  for (const Patch& patch : powers)
    for (std::size_t frequency = 0; frequency < patch.size(); ++frequency)
      if (gain[frequency] >= leastGain) {
        ofRing[rings[frequency]].push_back(patch[frequency] / gain[frequency]);
        spectrum.power[frequency] +=
            patch[frequency] / gain[frequency] / static_cast<double>(powers.size());
      }
  spectrum.radial.assign(count, 0.0);
  for (std::size_t ring = count; ring-- > 0;)
    spectrum.radial[ring] = ofRing[ring].empty() ? spectrum.radial[ring + 1]
                                                 : medianInPlace(ofRing[ring]) / std::numbers::ln2;
  double sum = 0.0;
  for (std::size_t frequency = 0; frequency < gain.size(); ++frequency) {
    sum += spectrum.radial[rings[frequency]];
    if (gain[frequency] < leastGain)
      spectrum.power[frequency] = spectrum.radial[rings[frequency]];
  }
  const double variance = sum / static_cast<double>(gain.size());
  spectrum.noise = std::sqrt(variance);
  if (variance > 0.0)
    spectrum.peakOverMean =
        *std::max_element(spectrum.radial.begin(), spectrum.radial.end()) / variance;
  return spectrum;
}

/// Power at the lowest frequency over the largest of the higher ones.
double excessAtLowFrequency(const NoiseSpectrum& spectrum)
{
  const auto higher = spectrum.radial.begin() + (spectrum.patch == large ? 3 : 2);
  const double largest = *std::max_element(higher, spectrum.radial.end());
  return largest > 0.0 ? spectrum.radial[1] / largest : 0.0;
}

Result<NoiseSpectrum> spectrumOf(const Plane& plane, const Mask& mask, std::size_t size)
{
  const std::vector<Patch> surfaces = quadraticSurfaces(size);
  std::vector<Residual> patches = patchesOf(plane, mask, size, surfaces);
  if (patches.size() < fewestPatches)
    return failure(
        ErrorCode::BadInput,
        fmt::format("The object has room for {} patches of {} × {} pixels; {} are needed "
                    "for a spectrum.",
                    patches.size(), size, size, fewestPatches));
  keepFlattest(patches);
  if (patches.size() < fewestFlat)
    return failure(ErrorCode::BadInput,
                   fmt::format("Only {} parts of the image are about as flat as the flattest ones; "
                               "{} are needed for a spectrum.",
                               patches.size(), fewestFlat));
  const PatchTransform transform(size);
  std::vector<Patch> powers;
  for (const Residual& patch : patches)
    powers.push_back(transform.powers(patch.pixels));
  NoiseSpectrum spectrum = summarize(powers, gains(surfaces, transform), size);
  if (spectrum.noise == 0.0)
    return failure(ErrorCode::BadInput, "The image is flat: there is nothing to measure noise on.");
  const double most = spectrum.patch == large ? 2.0 : 1.1;
  if (const double excess = excessAtLowFrequency(spectrum); excess > most)
    return failure(
        ErrorCode::BadInput,
        fmt::format("Even the flattest parts of the image show structure ({:.1f} times "
                    "the power of fine detail at the coarsest), which can't be told from "
                    "noise by its spectrum.",
                    excess));
  return spectrum;
}

} // namespace

Result<NoiseSpectrum> noiseSpectrum(std::span<const float> pixels, int rows, int columns, int patch)
{
  if (patch != 0 && patch != small && patch != large)
    return failure(ErrorCode::Usage, fmt::format("Patches have 8 or 16 pixels, not {}.", patch));
  const Result<Plane> plane =
      checkPlane(pixels, 1, rows, columns, patch == large ? large : small, "The noise spectrum");
  if (!plane)
    return failure(plane.error());
  const Mask mask = eroded(objectMask(*plane), plane->rows, plane->columns, 1);
  if (patch != 0)
    return spectrumOf(*plane, mask, static_cast<std::size_t>(patch));
  const bool fits =
      patchesOf(*plane, mask, large, {quadraticSurfaces(large).front()}).size() >= fewestPatches;
  return spectrumOf(*plane, mask, static_cast<std::size_t>(fits ? large : small));
}

} // namespace limpid::metrics
