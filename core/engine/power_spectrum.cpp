#include "core/engine/power_spectrum.h"

#include "core/metrics/intervals.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace limpid::engine {
namespace {

constexpr std::int64_t fewestImages = 8;
constexpr std::int64_t smallestSide = 8;
constexpr double fineFrom = 0.25; // cycles a pixel

/// Ring of each frequency of H×W, −1 for those outside; flat.
torch::Tensor ringOf(std::int64_t rows, std::int64_t columns)
{
  const auto options = torch::TensorOptions().dtype(torch::kFloat64);
  const torch::Tensor vertical = torch::fft_fftfreq(rows, 1.0, options).unsqueeze(1);
  const torch::Tensor horizontal = torch::fft_fftfreq(columns, 1.0, options).unsqueeze(0);
  const std::int64_t size = std::min(rows, columns);
  const torch::Tensor ring =
      ((vertical.square() + horizontal.square()).sqrt() * static_cast<double>(size))
          .round()
          .to(torch::kInt64) -
      1;
  return torch::where(ring < size / 2, ring, torch::full_like(ring, -1)).flatten();
}

/// One ring's power of every image; and all fine rings' together.
std::vector<double> column(const torch::Tensor& power, std::int64_t ring)
{
  const torch::Tensor values = power.select(1, ring).to(torch::kFloat64).contiguous();
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

double meanOver(std::span<const std::size_t> rows, const std::vector<double>& values,
                std::size_t first)
{
  double sum = 0.0;
  double count = 0.0;
  for (const std::size_t row : rows)
    if (row >= first && row < first + values.size()) {
      sum += values[row - first];
      count += 1.0;
    }
  return count > 0.0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

Json ratioOf(const std::vector<double>& samples, const std::vector<double>& clean,
             std::uint64_t seed)
{
  const auto ratio = [&](std::span<const std::size_t> rows) {
    const double real = meanOver(rows, clean, samples.size());
    return real > 0.0 ? meanOver(rows, samples, 0) / real
                      : std::numeric_limits<double>::quiet_NaN();
  };
  const metrics::Interval interval =
      metrics::bootstrapOf(samples.size() + clean.size(), seed, ratio);
  if (!std::isfinite(interval.value))
    return nullptr;
  return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

double meanOf(const std::vector<double>& values)
{
  double sum = 0.0;
  for (const double value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

} // namespace

torch::Tensor radialPower(const torch::Tensor& images)
{
  const torch::Tensor spectrum =
      torch::fft_fft2(images.to(torch::kFloat64), c10::nullopt, {-2, -1}, "ortho");
  const torch::Tensor power = torch::view_as_real(spectrum).square().sum(-1).mean(1).flatten(1);
  const torch::Tensor ring = ringOf(images.size(2), images.size(3));
  const std::int64_t rings = std::min(images.size(2), images.size(3)) / 2;
  const torch::Tensor inside = ring.ge(0).nonzero().flatten();
  const torch::Tensor places = ring.index_select(0, inside);
  const torch::Tensor ones = torch::ones({inside.numel()}, torch::kFloat64);
  const torch::Tensor counts = torch::zeros({rings}, torch::kFloat64).index_add(0, places, ones);
  return torch::zeros({images.size(0), rings}, torch::kFloat64)
             .index_add(1, places, power.index_select(1, inside)) /
         counts;
}

Json comparePower(const torch::Tensor& samples, const torch::Tensor& clean, std::uint64_t seed)
{
  const std::int64_t side = std::min(samples.size(2), samples.size(3));
  if (side < smallestSide || std::min(samples.size(0), clean.size(0)) < fewestImages)
    return nullptr;
  const torch::Tensor ofSamples = radialPower(samples);
  const torch::Tensor ofClean = radialPower(clean);
  Json json{{"frequency", Json::array()}, {"samples", Json::array()},  {"clean", Json::array()},
            {"ratio", Json::array()},     {"images", samples.size(0)}, {"heldOut", clean.size(0)}};
  for (std::int64_t ring = 0; ring < ofSamples.size(1); ++ring) {
    const std::vector<double> one = column(ofSamples, ring);
    const std::vector<double> other = column(ofClean, ring);
    json["frequency"].push_back(static_cast<double>(ring + 1) / static_cast<double>(side));
    json["samples"].push_back(meanOf(one));
    json["clean"].push_back(meanOf(other));
    json["ratio"].push_back(ratioOf(one, other, seed));
  }
  const auto from = static_cast<std::int64_t>(fineFrom * static_cast<double>(side));
  const auto fine = [from](const torch::Tensor& power) {
    return column(power.slice(1, from).mean(1, true), 0);
  };
  json["fine"] = ratioOf(fine(ofSamples), fine(ofClean), seed);
  return json;
}

} // namespace limpid::engine
