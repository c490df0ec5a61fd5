#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/foreign_errors.h"
#include "core/engine/trained_model.h"
#include "core/engine/training_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int measuredSteps = 3;
constexpr double patienceSeconds = 1.0; // for one step of the whole batch

// Of one training step.
struct Cost
{
  double seconds = 0.0;
  double bytes = 0.0; // the most that this process held
  int images = 0;     // it was measured on; fewer than the batch: extended from there
};

// Median of `steps` steps on `images` images, after one that isn't counted: it makes kernels and
// takes memory.
Result<Cost> measure(TrainingSession& session, int images, int steps,
                     const jobs::JobContext& context)
{
  std::vector<double> seconds;
  for (int step = 0; step <= steps && !context.stopRequested(); ++step) {
    const Clock::time_point begin = Clock::now();
    if (auto loss = session.stepOn(images); !loss)
      return failure(loss.error());
    if (step > 0)
      seconds.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
  }
  if (seconds.empty())
    return Cost{};
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return Cost{*middle, static_cast<double>(peakResidentBytes()), images};
}

// One image first: that tells how many of the batch can be waited for. If not all, the others add
// to time and memory what these did on average.
Result<Cost> costOfStep(TrainingSession& session, const run::TrainingPlan& plan,
                        const jobs::JobContext& context)
{
  auto one = measure(session, 1, 1, context);
  if (!one || plan.batch == 1 || context.stopRequested())
    return one;
  const double bearable =
      std::clamp(patienceSeconds / one->seconds, 2.0, static_cast<double>(plan.batch));
  const auto images = static_cast<int>(bearable);
  const bool slow = images * one->seconds > 2.0 * patienceSeconds;
  auto some = measure(session, images, slow ? 1 : measuredSteps, context);
  if (!some || images == plan.batch || context.stopRequested())
    return some;
  const int atOnce = plan.microBatch > 0 ? plan.microBatch : plan.batch;
  const double bytesPerImage = std::max(0.0, some->bytes - one->bytes) / (images - 1);
  some->seconds *= static_cast<double>(plan.batch) / images;
  some->bytes += bytesPerImage * std::max(0, atOnce - images);
  return some;
}

// What a step's share of the previews adds to it: one evaluation of the network is a third of what
// an image costs in a step, which also goes back through it.
double previewShare(const TrainingSession& session, const run::TrainingPlan& plan)
{
  if (plan.previewEvery <= 0)
    return 0.0;
  const auto images = static_cast<double>(session.evaluationsOfPreview());
  return images / (3.0 * plan.batch * static_cast<double>(std::min(plan.previewEvery, plan.steps)));
}

Json sentencesOf(const Cost& cost, const run::TrainingPlan& plan, torch::Device device)
{
  Json sentences = Json::array();
  if (cost.images < plan.batch)
    sentences.push_back(
        {{"id", "extended"},
         {"text", fmt::format("Steps of {} images take long here: time and memory are computed "
                              "from steps of {}.",
                              plan.batch, cost.images)}});
  if (!device.is_cpu())
    sentences.push_back(
        {{"id", "device-memory"},
         {"text", fmt::format("How much of the memory of {} the training needs is not measured.",
                              device.str())}});
  return sentences;
}

Result<TaskEnd> measured(const fs::path& planFile, const jobs::JobContext& context)
{
  auto plan = run::readPlan(planFile);
  if (!plan)
    return failure(plan.error());
  auto device = chooseDevice(plan->device);
  if (!device)
    return failure(device.error());
  auto data = openDataset(*plan, fs::absolute(planFile).parent_path());
  if (!data)
    return failure(data.error());
  const int threads = prepareCompute(plan->threads);
  auto session = TrainingSession::open(*plan, std::move(*data), *device, threads);
  if (!session)
    return failure(session.error());
  const auto cost = costOfStep(*session, *plan, context);
  if (!cost)
    return failure(cost.error());
  if (context.stopRequested())
    return TaskEnd{jobs::Outcome::Stopped, Json::object()};
  const double secondsPerStep = cost->seconds * (1.0 + previewShare(*session, *plan));
  const bool onHost = device->is_cpu();
  return TaskEnd{jobs::Outcome::Done,
                 {{"parameters", session->parameters()},
                  {"memoryBytes", onHost ? Json(std::llround(cost->bytes)) : Json(nullptr)},
                  {"secondsPerStep", secondsPerStep},
                  {"seconds", secondsPerStep * static_cast<double>(plan->steps)},
                  {"steps", plan->steps},
                  {"device", device->str()},
                  {"threads", threads},
                  {"microBatch", session->microBatch()},
                  {"measuredImages", cost->images},
                  {"sentences", sentencesOf(*cost, *plan, *device)}}};
}

} // namespace

Result<TaskEnd> estimate(const fs::path& plan, const jobs::JobContext& context)
{
  return convertingForeignErrors([&] { return measured(plan, context); });
}

} // namespace limpid::engine
