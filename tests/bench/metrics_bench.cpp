#include "core/base/random.h"
#include "core/metrics/distances.h"
#include "core/metrics/noise_estimators.h"
#include "core/metrics/precision_recall.h"

#include <benchmark/benchmark.h>

namespace limpid::metrics {
namespace {

std::vector<float> normals(std::size_t count, std::uint64_t seed)
{
  std::vector<float> values(count);
  Random(seed, 0).fillNormal(values);
  return values;
}

constexpr int side = 64;

/// What `assess` compares: as many samples as clean images, 64 × 64.
template<typename Compare>
void compareSets(benchmark::State& state, Compare compare)
{
  const auto count = static_cast<std::size_t>(state.range(0)) * side * side;
  const std::vector<float> samples = normals(count, 1);
  const std::vector<float> real = normals(count, 2);
  for (auto _ : state)
    benchmark::DoNotOptimize(
        compare(ImageSet{samples, 1, side, side}, ImageSet{real, 1, side, side}));
}
BENCHMARK_CAPTURE(compareSets, slicedWasserstein,
                  [](const ImageSet& one, const ImageSet& other) {
                    return *slicedWasserstein(one, other, 1);
                  })
    ->Arg(256)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compareSets, kernel,
                  [](const ImageSet& one, const ImageSet& other) {
                    return maximumMeanDiscrepancy(one, other)->squared;
                  })
    ->Arg(256)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compareSets, kernelFeatures,
                  [](const ImageSet& one, const ImageSet& other) {
                    return *kernelFeatureDistance(one, other);
                  })
    ->Arg(256)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compareSets, precisionRecall,
                  [](const ImageSet& one, const ImageSet& other) {
                    return precisionRecall(one, other, 3, 1)->recall.value;
                  })
    ->Arg(256)
    ->Unit(benchmark::kMillisecond);

/// One CT slice.
template<typename Estimate>
void measureSlice(benchmark::State& state, Estimate estimate)
{
  constexpr int size = 512;
  const std::vector<float> pixels = normals(std::size_t{size} * size, 1);
  for (auto _ : state)
    benchmark::DoNotOptimize(estimate(pixels, size));
}
BENCHMARK_CAPTURE(measureSlice, immerkaer, [](const std::vector<float>& pixels, int size) {
  return immerkaer(pixels, size, size);
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measureSlice, spectrum, [](const std::vector<float>& pixels, int size) {
  return noiseSpectrum(pixels, size, size, 0)->noise;
})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measureSlice, wavelet, [](const std::vector<float>& pixels, int size) {
  return *waveletNoise(pixels, size, size, Wavelet::Daubechies);
})->Unit(benchmark::kMillisecond);

} // namespace
} // namespace limpid::metrics
