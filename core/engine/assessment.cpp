#include "core/base/figures.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "core/engine/denoising_error.h"
#include "core/engine/device.h"
#include "core/engine/engine.h"
#include "core/engine/images.h"
#include "core/engine/sample_measures.h"
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

Result<Json> measured(const AssessmentRequest& request, const TrainedModel& model,
                      const run::TrainingPlan& plan, const dataset::FrozenDataset& data,
                      const Samples& samples, const jobs::JobContext& context)
{
  const ImageGroups groups = groupsOf(data, plan.cleanNoise);
  VerdictInput input;
  const Json ofData = measureData(data, groups, request.seed, input);
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
                {"denoisingErrorDraws", drawsPerImage}};
  document.update(ofData);
  for (const char* key :
       {"residualNoise", "swd", "mmd", "kid", "precision", "recall", "nearestCopy", "tissuePeaks"})
    document[key] = nullptr;
  if (samples.images.defined()) {
    document["samples"] = samples.path.string();
    document["samplesModelDigest"] =
        samples.document.is_object() ? samples.document.value("modelDigest", "") : std::string();
    input.heldBack = samples.document.is_object();
    auto ofSamples = measureSamples(samples.images, data, groups, request.seed, input, context);
    if (!ofSamples)
      return failure(ofSamples.error());
    document.update(*ofSamples);
  }
  document["verdict"] = verdict(input);
  document["sentences"] = sentencesOf(document["verdict"], input, document["tissuePeaks"]);
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
