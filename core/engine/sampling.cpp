#include "core/base/figures.h"
#include "core/base/version.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/image_conditioning.h"
#include "core/engine/images.h"
#include "core/engine/replayer.h"
#include "core/engine/samplers.h"
#include "core/engine/task_report.h"
#include "core/engine/trained_model.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

// As many as 32 images of 32×32 hold, and no fewer than 32.
std::int64_t imagesAtOnce(const Checkpoint& checkpoint)
{
  constexpr std::int64_t fewest = 32;
  constexpr std::int64_t most = 4096;
  const std::int64_t pixels = std::int64_t{checkpoint.rows} * checkpoint.columns;
  return std::clamp(fewest * 32 * 32 / pixels, fewest, most);
}

constexpr const char* documentName = "samples.json";
constexpr const char* arraysName = "samples.safetensors";

Json documentOf(const SamplingRequest& request, const TrainedModel& model,
                const ImageDrawing& drawing, std::int64_t count)
{
  const Checkpoint& checkpoint = model.checkpoint;
  return {{"format", "limpid-samples"},
          {"version", 1},
          {"run", fs::weakly_canonical(request.run).filename().string()},
          {"images", arraysName},
          {"modelDigest", modelDigest(checkpoint)},
          {"datasetDigest", checkpoint.datasetDigest},
          {"step", checkpoint.step},
          {"seed", drawing.seed},
          {"first", request.first},
          {"count", count},
          {"sampler", drawing.sampler.name},
          {"steps", drawing.sampler.steps},
          {"samplerOptions", run::samplerOptionsJson(drawing.sampler)},
          {"label", request.label},
          {"guidance", request.guidance},
          {"minimumTime", drawing.minimumTime},
          {"programVersion", programVersion},
          {"sentences", minimumTimeSentences(model)},
          {"preparation", checkpoint.preparation}};
}

ImageDrawing drawingOf(const SamplingRequest& request, const Checkpoint& checkpoint)
{
  ImageDrawing drawing;
  drawing.sampler = request.sampler;
  drawing.minimumTime = checkpoint.minimumTime;
  drawing.seed = request.seed;
  drawing.imageShape = {checkpoint.network.channels, checkpoint.rows, checkpoint.columns};
  return drawing;
}

// What the network is told of every image: the label that is asked for, and that it is clean.
Result<Conditioning> toldFor(const SamplingRequest& request, const EpsilonNetwork& network)
{
  const NetworkSettings& settings = network.settings();
  Conditioning told;
  if (settings.takesRisk)
    told.risk = torch::zeros({1}, torch::kFloat32).to(network.device());
  if (request.label.empty()) {
    if (request.guidance != 1.0 && !settings.takesRisk)
      return failure(ErrorCode::Usage, "Guidance needs a label to guide to.");
    return told;
  }
  if (settings.labels.empty())
    return failure(ErrorCode::BadInput,
                   fmt::format("The run was trained without labels: there is no group \"{}\".",
                               request.label));
  std::int64_t label = -1;
  const char* end = request.label.data() + request.label.size();
  const auto read = std::from_chars(request.label.data(), end, label);
  const bool known = std::binary_search(settings.labels.begin(), settings.labels.end(), label);
  if (read.ec != std::errc{} || read.ptr != end || !known)
    return failure(ErrorCode::BadInput,
                   fmt::format("\"{}\" is no label of the run; it was trained with {}.",
                               request.label, fmt::join(settings.labels, ", ")));
  told.labels = labelPositions(std::vector{label}, settings.labels, network.device());
  return told;
}

// Draws batch after batch; a stop ends it with those that are whole.
std::vector<torch::Tensor> drawAll(const SamplingRequest& request, const TrainedModel& model,
                                   const EpsilonFunction& epsilon, ImageDrawing drawing,
                                   TaskReport& report, jobs::JobContext& context)
{
  const auto begin = std::chrono::steady_clock::now();
  std::vector<torch::Tensor> parts;
  run::Status& status = report.status();
  for (std::int64_t done = 0; done < request.count; done += drawing.count) {
    const run::Command command = report.newCommand();
    if (command == run::Command::Stop || command == run::Command::Finish)
      break;
    drawing.first = request.first + done;
    drawing.count = std::min(imagesAtOnce(model.checkpoint), request.count - done);
    const torch::Tensor images =
        drawImages(*model.schedule, epsilon, drawing, model.network.device(), context);
    if (!images.defined())
      break;
    parts.push_back(images.to(torch::kCPU));
    status.step = done + drawing.count;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    status.imagesPerSecond = static_cast<double>(status.step) / std::max(spent.count(), 1e-6);
    status.secondsLeft = static_cast<double>(request.count - status.step) / status.imagesPerSecond;
    status.memoryBytes = residentBytes();
    report.update();
    context.report({static_cast<double>(status.step) / static_cast<double>(request.count),
                    fmt::format("Image {} of {}", status.step, request.count)});
  }
  return parts;
}

std::string lastWord(std::int64_t count, std::int64_t wanted, double seconds)
{
  const auto samples = [](std::int64_t number) {
    return saidCount(number) + (number == 1 ? " sample" : " samples");
  };
  if (count < wanted)
    return fmt::format("Stopped with {} of {}.", saidCount(count), samples(wanted));
  return fmt::format("{} in {}.", samples(count), saidDuration(seconds));
}

Result<TaskEnd> sampleReported(const SamplingRequest& request, TaskReport& report,
                               jobs::JobContext& context)
{
  prepareCompute(request.threads);
  auto model = openTrainedModel(request.run, request.device);
  if (!model)
    return failure(model.error());
  auto told = toldFor(request, model->network);
  if (!told)
    return failure(told.error());
  report.status().device = model->network.device().str();
  report.status().steps = request.count;
  report.status().message = "Drawing images";
  report.updateNow();
  const ImageDrawing drawing = drawingOf(request, model->checkpoint);
  const EpsilonFunction epsilon = replayedEpsilon(
      guidedEpsilon(model->network, *told, request.guidance), recorderFor(model->network.device()));
  const std::vector<torch::Tensor> parts =
      drawAll(request, *model, epsilon, drawing, report, context);
  const std::int64_t count = report.status().step;
  Json document = documentOf(request, *model, drawing, count);
  if (count > 0) {
    const fs::path& folder = report.folder();
    if (auto written =
            writeImages(folder / arraysName, torch::cat(parts), {{"format", "limpid-samples"}});
        !written)
      return failure(written.error());
    if (auto written = writeDocument(folder / documentName, document); !written)
      return failure(written.error());
  }
  document["samples"] = (report.folder() / arraysName).string();
  const bool whole = count == request.count;
  return TaskEnd{whole ? jobs::Outcome::Done : jobs::Outcome::Stopped, document,
                 lastWord(count, request.count, report.secondsWorked())};
}

} // namespace

Result<TaskEnd> sample(const SamplingRequest& request, jobs::JobContext& context)
{
  if (request.count < 1 || request.first < 0)
    return failure(ErrorCode::Usage, "The count must be at least 1, first not negative.");
  if (auto newest = newestCheckpoint(request.run); !newest)
    return failure(newest.error());
  auto folder =
      newTaskFolder(fs::absolute(request.run) / "samples", request.name, "draw", documentName);
  if (!folder)
    return failure(folder.error());
  return reported(*folder, "sample",
                  [&](TaskReport& report) { return sampleReported(request, report, context); });
}

} // namespace limpid::engine
