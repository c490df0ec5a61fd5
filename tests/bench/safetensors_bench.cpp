#include "core/base/digest.h"
#include "core/dataset/admissible_drawing.h"
#include "core/dataset/safetensors.h"
#include "tests/support/temporary_folder.h"

#include <benchmark/benchmark.h>

#include <numeric>

namespace limpid::dataset {
namespace {

constexpr std::int64_t images = 4096;
constexpr std::int64_t pixels = 64 * 64;

std::filesystem::path writeImages(const support::TemporaryFolder& folder)
{
  std::vector<float> values(static_cast<std::size_t>(images * pixels));
  std::iota(values.begin(), values.end(), 0.0F);
  const auto path = folder / "images.safetensors";
  if (!writeSafetensors(path, {{"images", viewOf<float>(values, {images, 1, 64, 64})}}, {}))
    return {};
  return path;
}

/// Opens 64 MiB and reads every byte, as verify() does; warm file cache.
void readEveryByte(benchmark::State& state)
{
  const support::TemporaryFolder folder;
  const auto path = writeImages(folder);
  for (auto _ : state) {
    const Result<SafetensorsFile> file = SafetensorsFile::open(path);
    if (!file) {
      state.SkipWithError(file.error().message.c_str());
      break;
    }
    Digest digest;
    digest.add(file->tensors().at("images").bytes);
    benchmark::DoNotOptimize(digest.hex());
  }
  state.SetBytesProcessed(state.iterations() * images * pixels * 4);
}
BENCHMARK(readEveryByte)->Unit(benchmark::kMillisecond);

/// A checkpoint has hundreds of tensors: what parsing and checking its header costs.
void openManyTensors(benchmark::State& state)
{
  const support::TemporaryFolder folder;
  const std::vector<float> values(16, 1.0F);
  std::map<std::string, TensorView> tensors;
  for (int number = 0; number < 1000; ++number)
    tensors.emplace("layer." + std::to_string(number), viewOf<float>(values, {4, 4}));
  const auto path = folder / "checkpoint.safetensors";
  if (!writeSafetensors(path, tensors, {}))
    state.SkipWithError("can't write");
  for (auto _ : state)
    benchmark::DoNotOptimize(SafetensorsFile::open(path).has_value());
}
BENCHMARK(openManyTensors)->Unit(benchmark::kMicrosecond);

/// One draw per image of a batch: it must vanish beside a training step.
void drawAdmissible(benchmark::State& state)
{
  const auto schedule = *diffusion::makeSchedule("edm", Json::object());
  Random random(1, 0);
  std::vector<std::int64_t> indices(100'000);
  std::iota(indices.begin(), indices.end(), 0);
  std::vector<diffusion::Risk> risks;
  for (std::size_t image = 0; image < indices.size(); ++image)
    risks.push_back({random.uniform(), 0.0});
  const AdmissibleDrawing drawing(schedule, indices, risks, 4.0, Drawing::TimeFirst);
  for (auto _ : state)
    benchmark::DoNotOptimize(drawing.draw(random));
}
BENCHMARK(drawAdmissible)->Unit(benchmark::kNanosecond);

} // namespace
} // namespace limpid::dataset
