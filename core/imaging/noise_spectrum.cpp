#include "core/imaging/noise_spectrum.h"

#include "core/imaging/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

namespace limpid::imaging {
namespace {

using Complex = std::complex<double>;

/// The DFT of a tile as two products with one matrix: tiles are small and few, so that no fast
/// transform is needed.
class TileTransform
{
public:
  explicit TileTransform(std::size_t size) : m_size(size), m_roots(size)
  {
    for (std::size_t index = 0; index < size; ++index)
      m_roots[index] = std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(index) /
                                           static_cast<double>(size));
  }

  /// Adds |DFT|² / size² of the tile whose first pixel is `corner`.
  void addPower(const float* corner, std::size_t width, std::vector<double>& power) const
  {
    std::vector<Complex> ofRows(m_size * m_size);
    for (std::size_t row = 0; row < m_size; ++row)
      for (std::size_t k = 0; k < m_size; ++k) {
        Complex sum = 0.0;
        for (std::size_t column = 0; column < m_size; ++column)
          sum += double{corner[row * width + column]} * m_roots[k * column % m_size];
        ofRows[row * m_size + k] = sum;
      }
    const auto pixels = static_cast<double>(m_size * m_size);
    for (std::size_t l = 0; l < m_size; ++l)
      for (std::size_t k = 0; k < m_size; ++k) {
        Complex sum = 0.0;
        for (std::size_t row = 0; row < m_size; ++row)
          sum += ofRows[row * m_size + k] * m_roots[l * row % m_size];
        power[l * m_size + k] += std::norm(sum) / pixels;
      }
  }

private:
  std::size_t m_size;
  std::vector<Complex> m_roots;
};

} // namespace

double NoiseSpectrum::standardDeviation() const
{
  if (power.empty())
    return 0.0;
  return std::sqrt(std::reduce(power.begin(), power.end()) / static_cast<double>(power.size()));
}

double NoiseSpectrum::peak() const
{
  return power.empty() ? 0.0 : *std::max_element(power.begin(), power.end());
}

Result<NoiseSpectrum> measureNoiseSpectrum(std::span<const Image> noise, int size)
{
  if (size < 2)
    return failure(ErrorCode::BadInput, fmt::format("A tile of {} pixels has no spectrum.", size));
  const auto side = static_cast<std::size_t>(size);
  const TileTransform transform(side);
  NoiseSpectrum spectrum{size, std::vector<double>(side * side, 0.0)};
  int tiles = 0;
  for (const Image& image : noise) {
    if (image.channels != 1)
      return failure(ErrorCode::BadInput, "A noise spectrum is measured on one channel.");
    for (int row = 0; row + size <= image.rows; row += size / 2)
      for (int column = 0; column + size <= image.columns; column += size / 2) {
        const auto width = static_cast<std::size_t>(image.columns);
        const std::size_t corner =
            static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column);
        transform.addPower(&image.pixels[corner], width, spectrum.power);
        ++tiles;
      }
  }
  if (tiles == 0)
    return failure(ErrorCode::BadInput,
                   fmt::format("No tile of {} × {} pixels fits into the images.", size, size));
  for (double& power : spectrum.power)
    power /= tiles;
  return spectrum;
}

double noiseGain(const NoiseSpectrum& spectrum, int oldRows, int oldColumns, int rows, int columns)
{
  const std::vector<double> ofRows = areaFilterPower(oldRows, rows, spectrum.size);
  const std::vector<double> ofColumns = areaFilterPower(oldColumns, columns, spectrum.size);
  double before = 0.0;
  double after = 0.0;
  for (std::size_t l = 0; l < ofRows.size(); ++l)
    for (std::size_t k = 0; k < ofColumns.size(); ++k) {
      const double power = spectrum.power[l * ofColumns.size() + k];
      before += power;
      after += power * ofRows[l] * ofColumns[k];
    }
  return before > 0.0 ? std::sqrt(after / before) : 1.0;
}

Result<NoiseSpectrum> resampledSpectrum(const NoiseSpectrum& spectrum, int factor)
{
  if (factor < 1 || spectrum.size % factor != 0)
    return failure(ErrorCode::BadInput,
                   fmt::format("A spectrum of {} × {} can't be resampled {} to 1.", spectrum.size,
                               spectrum.size, factor));
  const std::vector<double> filter =
      areaFilterPower(factor * spectrum.size, spectrum.size, spectrum.size);
  const auto side = static_cast<std::size_t>(spectrum.size);
  const auto newSide = side / static_cast<std::size_t>(factor);
  NoiseSpectrum result{spectrum.size / factor, std::vector<double>(newSide * newSide, 0.0)};
  for (std::size_t l = 0; l < side; ++l)
    for (std::size_t k = 0; k < side; ++k)
      result.power[l % newSide * newSide + k % newSide] +=
          spectrum.power[l * side + k] * filter[l] * filter[k] / (factor * factor);
  return result;
}

} // namespace limpid::imaging
