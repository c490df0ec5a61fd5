#include "core/base/figures.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "core/engine/denoising_error.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/images.h"
#include "core/engine/sample_checks.h"
#include "core/engine/task_report.h"
#include "core/engine/trained_model.h"
#include "core/engine/verdict.h"
#include "core/run/sample_files.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;
using metrics::Interval;

constexpr const char* documentName = "assessment.json";
constexpr const char* samplesFormat = "limpid-samples";
constexpr int samplesVersion = 1;
constexpr int drawsPerImage = 8;

// Groups of the data set that samples are held against.
struct Groups
{
  std::vector<std::int64_t> cleanTraining;
  std::vector<std::int64_t> cleanHeldOut;
  std::vector<std::int64_t> clean; ///< both
  std::vector<std::int64_t> noisy; ///< all others
};

Groups groupsOf(const dataset::FrozenDataset& data, double cleanNoise)
{
  Groups groups;
  for (std::int64_t index = 0; index < data.size(); ++index) {
    if (data.risk(index).gate() > cleanNoise) {
      groups.noisy.push_back(index);
      continue;
    }
    groups.clean.push_back(index);
    (data.heldOut(index) ? groups.cleanHeldOut : groups.cleanTraining).push_back(index);
  }
  return groups;
}

struct Samples
{
  fs::path path;
  torch::Tensor images; ///< undefined: there are none
  Json document;        ///< null: none that says where they come from
};

Result<Samples> readSamples(const AssessmentRequest& request, const Checkpoint& checkpoint)
{
  Samples samples;
  if (!request.samples.empty())
    samples.path = run::samplesFile(request.samples);
  else if (auto newest = run::newestSamples(request.run))
    samples.path = *newest;
  else
    return samples;
  auto file = dataset::SafetensorsFile::open(samples.path);
  if (!file)
    return failure(file.error());
  auto view = file->tensor("images");
  if (!view)
    return failure(view.error());
  const auto values = view->values<float>();
  const std::vector<std::int64_t> wanted{checkpoint.network.channels, checkpoint.rows,
                                         checkpoint.columns};
  if (values.empty() || view->shape.size() != 4 ||
      !std::equal(wanted.begin(), wanted.end(), view->shape.begin() + 1))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} holds no float32 images of {} × {} × {}.", samples.path.string(),
                               wanted[0], wanted[1], wanted[2]));
  samples.images = torch::empty(view->shape, torch::kFloat32);
  std::copy(values.begin(), values.end(), samples.images.data_ptr<float>());
  if (auto document =
          readDocument(run::samplesDocument(samples.path), samplesFormat, samplesVersion))
    samples.document = std::move(*document);
  return samples;
}

Json asJson(const Interval& interval)
{
  return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

// In model intensity and in the data set's unit.
Json noiseAsJson(const Interval& interval, const Unit& unit, std::size_t images)
{
  Json json = asJson(interval);
  json["images"] = images;
  json["unit"] = unit.name;
  json["inUnit"] =
      asJson({interval.value * unit.scale, interval.low * unit.scale, interval.high * unit.scale});
  return json;
}

Json errorsAsJson(const std::vector<DenoisingError>& errors)
{
  Json list = Json::array();
  for (const DenoisingError& error : errors) {
    if (!error.reachable)
      continue;
    Json entry = asJson(error.error);
    entry["level"] = error.level;
    entry["trained"] = error.trained;
    list.push_back(entry);
  }
  return list;
}

// Compares as many samples as there are clean training images with the kept-aside clean ones, and
// those training images themselves: figures of sets of equal size.
Json distancesOf(const torch::Tensor& samples, const dataset::FrozenDataset& data,
                 const Groups& groups, std::uint64_t seed, VerdictInput& input)
{
  constexpr std::size_t fewest = 32; // fewer say more about the draw than about the model

  const std::size_t count =
      std::min(groups.cleanTraining.size(), static_cast<std::size_t>(samples.size(0)));
  if (groups.cleanHeldOut.size() < fewest || count < fewest)
    return nullptr;
  const torch::Tensor reference = gather(data, groups.cleanHeldOut, torch::kCPU);
  const torch::Tensor training =
      gather(data, std::span(groups.cleanTraining).first(count), torch::kCPU);
  const double toSamples =
      slicedWasserstein(samples.narrow(0, 0, static_cast<std::int64_t>(count)), reference, seed);
  const double toTraining = slicedWasserstein(training, reference, seed);
  input.distanceRatio = toTraining > 0.0 ? toSamples / toTraining : 0.0;
  return {{"value", toSamples}, {"betweenReal", toTraining}, {"images", count}};
}

void measureSamples(const Samples& samples, const dataset::FrozenDataset& data,
                    const Groups& groups, std::uint64_t seed, VerdictInput& input, Json& document)
{
  const Unit& unit = input.unit;
  input.residualNoise = medianNoise(samples.images, derivedSeed(seed, 1));
  const auto count = static_cast<std::size_t>(samples.images.size(0));
  input.samples = count;
  document["residualNoise"] = noiseAsJson(*input.residualNoise, unit, count);
  document["swd"] = distancesOf(samples.images, data, groups, derivedSeed(seed, 2), input);
  if (groups.cleanTraining.empty())
    return;
  const auto copies = checkCopies(samples.images, data, groups.cleanTraining);
  if (!copies)
    return;
  input.tooNear = copies->tooNear.size();
  input.heldBack = samples.document.is_object();
  input.comparedWith = static_cast<std::size_t>(copies->compared);
  document["nearestCopy"] = {
      {"value", *std::min_element(copies->nearest.begin(), copies->nearest.end())},
      {"betweenPatients", copies->betweenPatients},
      {"compared", copies->compared},
      {"tooNear", copies->tooNear},
      {"perSample", copies->nearest}};
}

Result<Json> measured(const AssessmentRequest& request, const TrainedModel& model,
                      const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                      const Samples& samples, const jobs::JobContext& context)
{
  const Groups groups = groupsOf(data, plan.cleanNoise);
  VerdictInput input;
  input.cleanHeldOut = groups.cleanHeldOut.size();
  input.unit = unitOf(data.document().value("preparation", Json::object()));
  if (!groups.clean.empty())
    input.cleanNoise = medianNoise(data, groups.clean, derivedSeed(request.seed, 3));
  if (!groups.noisy.empty())
    input.noisyNoise = medianNoise(data, groups.noisy, derivedSeed(request.seed, 4));
  const auto noise = [&](const std::optional<Interval>& interval, std::size_t images) {
    return interval ? noiseAsJson(*interval, input.unit, images) : Json();
  };
  const auto errors =
      denoisingErrors(model.network, *model.schedule, model.checkpoint.minimumTime, data,
                      groups.cleanHeldOut, drawsPerImage, derivedSeed(request.seed, 5), context);
  Json document{{"format", "limpid-assessment"},
                {"version", 1},
                {"run", fs::weakly_canonical(request.run).filename().string()},
                {"step", model.checkpoint.step},
                {"modelDigest", modelDigest(model.checkpoint)},
                {"datasetDigest", model.checkpoint.datasetDigest},
                {"programVersion", programVersion},
                {"seed", request.seed},
                {"cleanUpTo", plan.cleanNoise},
                {"denoisingError", errorsAsJson(errors)},
                {"denoisingErrorImages", groups.cleanHeldOut.size()},
                {"denoisingErrorDraws", drawsPerImage},
                {"cleanNoise", noise(input.cleanNoise, groups.clean.size())},
                {"noisyNoise", noise(input.noisyNoise, groups.noisy.size())},
                {"residualNoise", nullptr},
                {"swd", nullptr},
                {"nearestCopy", nullptr}};
  if (samples.images.defined()) {
    document["samples"] = samples.path.string();
    document["samplesModelDigest"] =
        samples.document.is_object() ? samples.document.value("modelDigest", "") : std::string();
    measureSamples(samples, data, groups, request.seed, input, document);
  }
  document["verdict"] = verdict(input);
  document["sentences"] = sentencesOf(document["verdict"], input);
  return document;
}

// From now on an export leaves the copies out.
Result<void> holdBackCopies(const Samples& samples, const Json& assessment)
{
  const Json& copies = assessment.at("nearestCopy");
  if (!samples.document.is_object() || !copies.is_object())
    return {};
  Json document = samples.document;
  document["heldBack"] = copies.at("tooNear");
  return writeDocument(run::samplesDocument(samples.path), document);
}

Result<TaskEnd> assessReported(const AssessmentRequest& request, TaskReport& report,
                               jobs::JobContext& context)
{
  prepareCompute(request.threads);
  auto plan = run::readPlan(request.run / "plan.json");
  if (!plan)
    return failure(plan.error());
  auto model = openTrainedModel(request.run, request.device);
  if (!model)
    return failure(model.error());
  report.status().device = model->network.device().str();
  report.status().message = "Measuring";
  report.updateNow();
  auto data = openDataset(*plan, request.run);
  if (!data)
    return failure(data.error());
  if (data->digest() != model->checkpoint.datasetDigest)
    return failure(ErrorCode::BadInput,
                   fmt::format("The run was trained on data set {}, the plan names {}.",
                               model->checkpoint.datasetDigest, data->digest()));
  auto samples = readSamples(request, model->checkpoint);
  if (!samples)
    return failure(samples.error());
  auto document = measured(request, *model, *plan, *data, *samples, context);
  if (!document)
    return failure(document.error());
  if (context.stopRequested())
    return TaskEnd{jobs::Outcome::Stopped, Json::object(), "Stopped before it was measured."};
  if (auto held = holdBackCopies(*samples, *document); !held)
    return failure(held.error());
  if (auto written = writeDocument(report.folder() / documentName, *document); !written)
    return failure(written.error());
  (*document)["assessment"] = (report.folder() / documentName).string();
  return TaskEnd{jobs::Outcome::Done, std::move(*document),
                 fmt::format("Measured in {}.", saidDuration(report.secondsWorked()))};
}

} // namespace

Result<TaskEnd> assess(const AssessmentRequest& request, jobs::JobContext& context)
{
  if (auto newest = newestCheckpoint(request.run); !newest)
    return failure(newest.error());
  auto folder =
      newTaskFolder(fs::absolute(request.run) / "assessments", request.name, "check", documentName);
  if (!folder)
    return failure(folder.error());
  return reported(*folder, "assess",
                  [&](TaskReport& report) { return assessReported(request, report, context); });
}

} // namespace limpid::engine
