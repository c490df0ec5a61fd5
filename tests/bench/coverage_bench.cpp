#include "core/base/random.h"
#include "core/diffusion/coverage.h"

#include <benchmark/benchmark.h>

namespace limpid {
namespace {

constexpr int times = 200;

/// What the window counts each time a slider moves: images of ten slices a patient.
void coverageOfImages(benchmark::State& state)
{
  const auto schedule = *diffusion::makeSchedule("edm", Json::object());
  Random random(1, 0);
  std::vector<diffusion::Risk> risks;
  std::vector<std::string> patients;
  for (std::int64_t image = 0; image < state.range(0); ++image) {
    risks.push_back({random.uniform(), 0.5 * random.uniform()});
    patients.push_back("patient " + std::to_string(image / 10));
  }
  for (auto _ : state)
    benchmark::DoNotOptimize(diffusion::coverage(*schedule, risks, patients, 4.0, times));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(coverageOfImages)->Arg(1000)->Arg(10'000)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace limpid

BENCHMARK_MAIN();
