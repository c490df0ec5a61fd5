#include "core/base/digest.h"
#include "core/base/figures.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "core/engine/clean_epsilon.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/images.h"
#include "core/engine/replayer.h"
#include "core/engine/restoration.h"
#include "core/engine/task_report.h"
#include "core/engine/trained_model.h"
#include "core/engine/verdict.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t drawsAtOnce = 32;
constexpr const char* documentName = "restoration.json";
constexpr const char* arraysName = "restoration.safetensors";

struct Input
{
  std::string source;     ///< as the request names it
  torch::Tensor image;    ///< C×H×W
  torch::Tensor noise;    ///< 1×1×1 or 1×H×W
  torch::Tensor spectrum; ///< H×W, or undefined: white
};

std::optional<std::int64_t> numberIn(const std::string& text)
{
  std::int64_t number = -1;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end && number >= 0 ? std::optional(number) : std::nullopt;
}

Input inputFrom(const dataset::FrozenDataset& data, std::int64_t index, const std::string& source)
{
  Input input{source, gather(data, {&index, 1}, torch::kCPU)[0], {}, {}};
  const std::span<const float> noise = data.noise(index);
  input.noise = torch::tensor(std::vector<float>(noise.begin(), noise.end()));
  input.noise = noise.size() == 1 ? input.noise.view({1, 1, 1})
                                  : input.noise.view({1, data.rows(), data.columns()});
  if (const std::span<const float> spectrum = data.noiseSpectrum(); !spectrum.empty())
    input.spectrum = torch::tensor(std::vector<float>(spectrum.begin(), spectrum.end()))
                         .view({data.rows(), data.columns()});
  return input;
}

// An index among the images kept aside of the run's data set.
Result<Input> keptAside(const RestorationRequest& request, std::int64_t number)
{
  auto plan = run::readPlan(request.run / "plan.json");
  if (!plan)
    return failure(plan.error());
  auto data = openDataset(*plan, request.run);
  if (!data)
    return failure(data.error());
  const std::vector<std::int64_t> indices = data->heldOutIndices();
  if (number >= static_cast<std::int64_t>(indices.size()))
    return failure(ErrorCode::BadInput,
                   fmt::format("There is no image {} kept aside: the data set of {} has {} of "
                               "them, from 0 on.",
                               number, request.run.string(), indices.size()));
  return inputFrom(*data, indices[static_cast<std::size_t>(number)], std::to_string(number));
}

double gainAtPeak(const Input& input)
{
  return input.spectrum.defined() ? std::sqrt(input.spectrum.max().item<double>()) : 1.0;
}

Result<void> check(const Input& input, const TrainedModel& model)
{
  const Checkpoint& checkpoint = model.checkpoint;
  const std::vector<std::int64_t> wanted{checkpoint.network.channels, checkpoint.rows,
                                         checkpoint.columns};
  if (input.image.sizes().vec() != wanted)
    return failure(ErrorCode::BadInput,
                   fmt::format("Image {} isn't {} × {} × {}, as those that the model knows.",
                               input.source, wanted[0], wanted[1], wanted[2]));
  const double strongest = input.noise.max().item<double>() * gainAtPeak(input);
  if (!(strongest > 0.0))
    return failure(ErrorCode::BadInput,
                   fmt::format("Image {} has no noise that is known: there is nothing to restore.",
                               input.source));
  const double highest = model.schedule->noiseRatio(model.schedule->maximumTime());
  if (strongest > highest)
    return failure(ErrorCode::BadInput,
                   fmt::format("The noise of image {} ({:.3g} in model intensity) is above the "
                               "largest noise level of the model, {:.3g}.",
                               input.source, strongest, highest));
  return {};
}

Result<std::vector<Input>> inputsOf(const RestorationRequest& request, const TrainedModel& model)
{
  std::vector<Input> inputs;
  for (const std::string& source : request.images) {
    if (const auto number = numberIn(source)) {
      auto input = keptAside(request, *number);
      if (!input)
        return failure(input.error());
      inputs.push_back(std::move(*input));
      continue;
    }
    auto file = dataset::FrozenDataset::open(source);
    if (!file)
      return failure(file.error());
    for (std::int64_t index = 0; index < file->size(); ++index)
      inputs.push_back(inputFrom(*file, index, fmt::format("{}:{}", source, index)));
  }
  for (const Input& input : inputs)
    if (auto usable = check(input, model); !usable)
      return failure(usable.error());
  return inputs;
}

// So that a draw depends on the image, not on its place in the request.
std::uint64_t seedOf(const Input& input, std::uint64_t seed)
{
  Digest digest;
  for (const torch::Tensor* part : {&input.image, &input.noise}) {
    const torch::Tensor values = part->contiguous();
    digest.add(std::as_bytes(
        std::span(values.data_ptr<float>(), static_cast<std::size_t>(values.numel()))));
  }
  return derivedSeed(seed, std::stoull(digest.hex().substr(0, 16), nullptr, 16));
}

// draws × C×H×W; undefined after a stop.
torch::Tensor drawAll(const Input& input, const EpsilonFunction& epsilon,
                      const RestorationRequest& request, const TrainedModel& model,
                      TaskReport& report, jobs::JobContext& context)
{
  RestorationDrawing drawing;
  drawing.sampler = request.sampler;
  drawing.minimumTime = model.checkpoint.minimumTime;
  drawing.seed = seedOf(input, request.seed);
  drawing.spectrum = input.spectrum;
  std::vector<torch::Tensor> parts;
  run::Status& status = report.status();
  while (drawing.first < request.draws) {
    const run::Command command = report.newCommand();
    if (command == run::Command::Stop || command == run::Command::Finish)
      return {};
    drawing.count = std::min(drawsAtOnce, request.draws - drawing.first);
    const torch::Tensor part = drawRestorations(*model.schedule, epsilon, input.image, input.noise,
                                                drawing, model.network.device(), context);
    if (!part.defined())
      return {};
    parts.push_back(part.to(torch::kCPU));
    drawing.first += drawing.count;
    status.step += drawing.count;
    status.memoryBytes = residentBytes();
    report.update();
    context.report({static_cast<double>(status.step) / static_cast<double>(status.steps),
                    fmt::format("Draw {} of {}", status.step, status.steps)});
  }
  return torch::cat(parts);
}

Json sentencesOf(const TrainedModel& model)
{
  Json sentences = minimumTimeSentences(model);
  sentences.push_back(
      {{"id", "restoration"},
       {"text", "Each draw is one clean image that the model holds possible behind the noisy one. "
                "What it can't know it fills with what is usual in its data set: nothing that "
                "only a restored image shows is evidence of a finding."}});
  return sentences;
}

/// A number stays; of a file only its place in it: a path can hold a name, and run folders hold
/// none. The file that limpid-cli prepares is told apart, as sources.json beside it belongs to it.
std::string recordedSource(const std::string& source)
{
  const std::size_t colon = source.rfind(':');
  if (colon == std::string::npos)
    return source;
  const bool prepared =
      std::filesystem::path(source.substr(0, colon)).filename() == "input.safetensors";
  return (prepared ? "input.safetensors" : "file") + source.substr(colon);
}

Json imageDocument(const Input& input, const TrainedModel& model, const Unit& unit)
{
  const double noise = input.noise.max().item<double>();
  const double start = model.schedule->timeAtNoiseRatio(noise * gainAtPeak(input));
  return {{"source", recordedSource(input.source)},
          {"noise", noise},
          {"noiseInUnit", noise * unit.scale},
          {"unit", unit.name},
          {"startTime", start},
          {"startLevel", model.schedule->noiseRatio(start)}};
}

Json documentOf(const RestorationRequest& request, const TrainedModel& model)
{
  const Checkpoint& checkpoint = model.checkpoint;
  return {{"format", "limpid-restoration"},
          {"version", 1},
          {"contains", "patient images, pseudonymous"},
          {"run", fs::weakly_canonical(request.run).filename().string()},
          {"arrays", arraysName},
          {"modelDigest", modelDigest(checkpoint)},
          {"datasetDigest", checkpoint.datasetDigest},
          {"step", checkpoint.step},
          {"seed", request.seed},
          {"draws", request.draws},
          {"sampler", request.sampler.name},
          {"steps", request.sampler.steps},
          {"samplerOptions", run::samplerOptionsJson(request.sampler)},
          {"minimumTime", checkpoint.minimumTime},
          {"programVersion", programVersion},
          {"preparation", checkpoint.preparation},
          {"images", Json::array()},
          {"sentences", sentencesOf(model)}};
}

Result<void> write(const fs::path& folder, const std::vector<Input>& inputs,
                   const std::vector<torch::Tensor>& draws, const Json& document)
{
  std::vector<torch::Tensor> images;
  for (std::size_t index = 0; index < draws.size(); ++index)
    images.push_back(inputs[index].image);
  const torch::Tensor all = torch::stack(draws);
  const std::map<std::string, torch::Tensor> arrays{{"images", torch::stack(images)},
                                                    {"draws", all},
                                                    {"mean", all.mean(1)},
                                                    {"deviation", all.std(1)}};
  if (auto written = writeArrays(folder / arraysName, arrays, {{"format", "limpid-restoration"}});
      !written)
    return written;
  return writeDocument(folder / documentName, document);
}

Result<TaskEnd> restoreReported(const RestorationRequest& request, TaskReport& report,
                                jobs::JobContext& context)
{
  prepareCompute(request.threads);
  auto model = openTrainedModel(request.run, request.device);
  if (!model)
    return failure(model.error());
  const auto inputs = inputsOf(request, *model);
  if (!inputs)
    return failure(inputs.error());
  run::Status& status = report.status();
  status.device = model->network.device().str();
  status.steps = request.draws * static_cast<std::int64_t>(inputs->size());
  status.message = "Restoring images";
  report.updateNow();
  Json document = documentOf(request, *model);
  const Unit unit = unitOf(model->checkpoint.preparation);
  const EpsilonFunction epsilon =
      replayedEpsilon(cleanEpsilon(model->network), recorderFor(model->network.device()));
  std::vector<torch::Tensor> draws;
  for (const Input& input : *inputs) {
    const torch::Tensor drawn = drawAll(input, epsilon, request, *model, report, context);
    if (!drawn.defined())
      break;
    draws.push_back(drawn);
    document["images"].push_back(imageDocument(input, *model, unit));
  }
  if (!draws.empty())
    if (auto written = write(report.folder(), *inputs, draws, document); !written)
      return failure(written.error());
  document["outputs"] =
      draws.empty() ? Json::array() : Json::array({(report.folder() / arraysName).string()});
  const bool whole = draws.size() == inputs->size();
  return TaskEnd{whole ? jobs::Outcome::Done : jobs::Outcome::Stopped, document,
                 fmt::format("{} of {} {} restored, {} draws each, in {}.", draws.size(),
                             inputs->size(), inputs->size() == 1 ? "image" : "images",
                             request.draws, saidDuration(report.secondsWorked()))};
}

} // namespace

Result<TaskEnd> restore(const RestorationRequest& request, jobs::JobContext& context)
{
  if (request.images.empty() || request.draws < 2)
    return failure(ErrorCode::Usage, "Name an image; the deviation needs at least 2 draws.");
  if (!drawsDiffer(request.sampler))
    return failure(ErrorCode::Usage,
                   fmt::format("With the sampler {} each draw would be the same image: "
                               "euler-maruyama, dpmpp-2m-sde, pc and heun with churn differ.",
                               request.sampler.name));
  if (auto newest = newestCheckpoint(request.run); !newest)
    return failure(newest.error());
  auto folder = newTaskFolder(fs::absolute(request.run) / "restorations", request.name, "restored",
                              documentName);
  if (!folder)
    return failure(folder.error());
  return reported(*folder, "restore",
                  [&](TaskReport& report) { return restoreReported(request, report, context); });
}

} // namespace limpid::engine
