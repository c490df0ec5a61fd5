#include "core/imaging/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace limpid::imaging {
namespace {

/// The pixels that one new pixel covers along an axis, with their shares; the shares add up to 1.
struct Cover
{
  int first = 0;
  std::vector<double> weights;
};

std::vector<Cover> coversAlong(int oldSize, int newSize)
{
  const double ratio = static_cast<double>(oldSize) / newSize;
  std::vector<Cover> covers(static_cast<std::size_t>(newSize));
  for (int at = 0; at < newSize; ++at) {
    // Whole numbers first: the borders of pixels meet exactly where they should.
    const double from = static_cast<double>(static_cast<std::int64_t>(at) * oldSize) / newSize;
    const double to = static_cast<double>((static_cast<std::int64_t>(at) + 1) * oldSize) / newSize;
    Cover& cover = covers[static_cast<std::size_t>(at)];
    cover.first = static_cast<int>(std::floor(from));
    const int last = std::min(oldSize, static_cast<int>(std::ceil(to)));
    for (int old = cover.first; old < last; ++old)
      cover.weights.push_back((std::min(to, old + 1.0) - std::max(from, double(old))) / ratio);
  }
  return covers;
}

double meanSquaredWeights(const std::vector<Cover>& covers)
{
  double sum = 0.0;
  for (const Cover& cover : covers)
    for (const double weight : cover.weights)
      sum += weight * weight;
  return sum / static_cast<double>(covers.size());
}

/// Replaces the middle axis of outer × covers' old size × inner by the covers' means.
std::vector<float> averageAxis(const std::vector<float>& pixels, std::size_t outer,
                               std::size_t oldSize, std::size_t inner,
                               const std::vector<Cover>& covers)
{
  std::vector<float> means(outer * covers.size() * inner);
  std::vector<double> sums(inner);
  for (std::size_t block = 0; block < outer; ++block) {
    for (std::size_t at = 0; at < covers.size(); ++at) {
      std::ranges::fill(sums, 0.0);
      const Cover& cover = covers[at];
      for (std::size_t part = 0; part < cover.weights.size(); ++part) {
        const std::size_t old = static_cast<std::size_t>(cover.first) + part;
        const float* const line = &pixels[(block * oldSize + old) * inner];
        for (std::size_t column = 0; column < inner; ++column)
          sums[column] += cover.weights[part] * static_cast<double>(line[column]);
      }
      std::ranges::transform(sums, &means[(block * covers.size() + at) * inner],
                             [](double sum) { return static_cast<float>(sum); });
    }
  }
  return means;
}

} // namespace

Result<Resampled> resampleArea(const Image& image, int rows, int columns)
{
  if (rows <= 0 || columns <= 0 || image.rows <= 0 || image.columns <= 0)
    return failure(ErrorCode::BadInput, fmt::format("An image of {} × {} can't be made {} × {}.",
                                                    image.rows, image.columns, rows, columns));
  Resampled result{image, 1.0};
  if (rows == image.rows && columns == image.columns)
    return result;
  const std::vector<Cover> rowCovers = coversAlong(image.rows, rows);
  const std::vector<Cover> columnCovers = coversAlong(image.columns, columns);
  const auto oldRows = static_cast<std::size_t>(image.rows);
  const auto oldColumns = static_cast<std::size_t>(image.columns);
  const auto channels = static_cast<std::size_t>(image.channels);
  const std::vector<float> flat =
      averageAxis(image.pixels, 1, oldRows, oldColumns * channels, rowCovers);
  result.image.pixels =
      averageAxis(flat, static_cast<std::size_t>(rows), oldColumns, channels, columnCovers);
  result.image.rows = rows;
  result.image.columns = columns;
  if (image.spacingMm)
    result.image.spacingMm = {(*image.spacingMm)[0] * image.rows / rows,
                              (*image.spacingMm)[1] * image.columns / columns};
  result.noiseGain = std::sqrt(meanSquaredWeights(rowCovers) * meanSquaredWeights(columnCovers));
  return result;
}

std::vector<double> areaFilterPower(int oldSize, int newSize, int frequencies)
{
  if (oldSize == newSize)
    return std::vector<double>(static_cast<std::size_t>(frequencies), 1.0);
  const std::vector<Cover> covers = coversAlong(oldSize, newSize);
  std::vector<double> power;
  for (int index = 0; index < frequencies; ++index) {
    const double angle = 2.0 * std::numbers::pi * index / frequencies;
    double sum = 0.0;
    for (const Cover& cover : covers) {
      std::complex<double> answer = 0.0;
      for (std::size_t part = 0; part < cover.weights.size(); ++part)
        answer += cover.weights[part] * std::polar(1.0, -angle * static_cast<double>(part));
      sum += std::norm(answer);
    }
    power.push_back(sum / static_cast<double>(covers.size()));
  }
  return power;
}

} // namespace limpid::imaging
