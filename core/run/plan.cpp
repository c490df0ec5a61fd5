#include "core/run/plan.h"

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/diffusion/instability_weight.h"
#include "core/diffusion/schedule.h"
#include "core/run/json_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace limpid::run {
namespace {

constexpr const char* planFormat = "limpid-plan";
constexpr int planVersion = 1;

/// Every field once; reading, writing and checking for unknown keys go through here.
template<typename Plan, typename Visitor>
void eachField(Plan& plan, Visitor&& visit)
{
  visit("name", plan.name);
  visit("dataset", plan.dataset);
  visit("datasetDigest", plan.datasetDigest);
  visit("objective", plan.objective);
  visit("weighting", plan.weighting);
  visit("buffer", plan.buffer);
  visit("instabilityWeight", plan.instabilityWeight);
  visit("drawing", plan.drawing);
  visit("cleanNoise", plan.cleanNoise);
  visit("schedule", plan.schedule);
  visit("scheduleParameters", plan.scheduleParameters);
  visit("network", plan.network);
  visit("conditioning", plan.conditioning);
  visit("untoldShare", plan.untoldShare);
  visit("steps", plan.steps);
  visit("batch", plan.batch);
  visit("microBatch", plan.microBatch);
  visit("learningRate", plan.learningRate);
  visit("finalLearningRate", plan.finalLearningRate);
  visit("warmupSteps", plan.warmupSteps);
  visit("weightDecay", plan.weightDecay);
  visit("gradientClip", plan.gradientClip);
  visit("emaDecay", plan.emaDecay);
  visit("dropout", plan.dropout);
  visit("device", plan.device);
  visit("precision", plan.precision);
  visit("memoryFormat", plan.memoryFormat);
  visit("threads", plan.threads);
  visit("seed", plan.seed);
  visit("posteriorEvery", plan.posteriorEvery);
  visit("consistencyWeight", plan.consistencyWeight);
  visit("localLevels", plan.localLevels);
  visit("previewEvery", plan.previewEvery);
  visit("checkpointEvery", plan.checkpointEvery);
  visit("previewCount", plan.previewCount);
  visit("programVersion", plan.programVersion);
}

tl::unexpected<Error> wrong(const std::string& reason)
{
  return failure(ErrorCode::BadInput, fmt::format("The plan can't be used: {}.", reason));
}

struct Choice
{
  const char* key;
  const std::string& value;
  std::vector<std::string_view> allowed;
};

Result<void> checkChoices(const TrainingPlan& plan)
{
  const auto choices = std::to_array<Choice>(
      {{"objective",
        plan.objective,
        {"standard", "clean-only", "risk-conditional", "denoise-first", "risk-sensitive"}},
       {"weighting", plan.weighting, {"equal", "plain", "ambient", "optimal"}},
       {"drawing", plan.drawing, {"time-first", "image-first"}},
       {"conditioning", plan.conditioning, {"none", "label"}},
       {"precision", plan.precision, {"fp32", "bf16"}},
       {"memoryFormat", plan.memoryFormat, {"auto", "contiguous", "channels-last"}}});
  for (const auto& [key, value, allowed] : choices)
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      return wrong(fmt::format("{} is {}, not one of {}", key, value, fmt::join(allowed, ", ")));
  return {};
}

bool isDevice(std::string_view device)
{
  constexpr std::string_view numbered = "cuda:";
  if (!device.starts_with(numbered))
    return device == "auto" || device == "cpu" || device == "cuda";
  device.remove_prefix(numbered.size());
  return !device.empty() && device.size() <= 3 &&
         std::all_of(device.begin(), device.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool teachesBelowThresholds(const TrainingPlan& plan)
{
  return plan.posteriorEvery > 0 || plan.consistencyWeight > 0.0;
}

struct Rule
{
  bool kept;
  const char* sentence;
};

constexpr int mostThreads = 1024; // more than any machine has; LibTorch hangs on 100,000

Result<void> checkValues(const TrainingPlan& plan)
{
  const auto rules = std::to_array<Rule>(
      {{!plan.dataset.empty(), "dataset must name a file"},
       {plan.buffer > 1.0, "buffer must be larger than 1"},
       {plan.cleanNoise >= 0.0, "cleanNoise must not be negative"},
       {plan.scheduleParameters.is_object(), "scheduleParameters must be an object"},
       {plan.untoldShare >= 0.0 && plan.untoldShare < 1.0,
        "untoldShare must lie in 0 … 1, without 1"},
       {plan.steps >= 1, "steps must be at least 1"},
       {plan.batch >= 1, "batch must be at least 1"},
       {plan.microBatch >= 0 && plan.microBatch <= plan.batch,
        "microBatch must lie between 0 and batch"},
       {plan.learningRate > 0.0, "learningRate must be larger than 0"},
       {plan.finalLearningRate >= 0.0 && plan.finalLearningRate <= 1.0,
        "finalLearningRate must lie in 0 … 1"},
       {plan.warmupSteps >= 0, "warmupSteps must not be negative"},
       {plan.weightDecay >= 0.0, "weightDecay must not be negative"},
       {plan.gradientClip > 0.0, "gradientClip must be larger than 0"},
       {plan.emaDecay >= 0.0 && plan.emaDecay < 1.0, "emaDecay must lie in 0 … 1, without 1"},
       {plan.dropout >= 0.0 && plan.dropout < 1.0, "dropout must lie in 0 … 1, without 1"},
       {isDevice(plan.device), "device must be auto, cpu, cuda or cuda:N"},
       {plan.threads >= 0 && plan.threads <= mostThreads,
        "threads must lie in 0 … 1024; 0 takes all cores"},
       {plan.posteriorEvery >= 0, "posteriorEvery must not be negative"},
       {plan.consistencyWeight >= 0.0, "consistencyWeight must not be negative"},
       {!teachesBelowThresholds(plan) || plan.objective == "risk-sensitive",
        "posteriorEvery and consistencyWeight belong to the objective risk-sensitive"},
       {!plan.localLevels || (plan.objective == "risk-sensitive" && plan.weighting == "equal" &&
                              !teachesBelowThresholds(plan)),
        "localLevels belongs to the objective risk-sensitive with the weighting equal, without "
        "posteriorEvery and consistencyWeight"},
       {plan.previewEvery >= 0, "previewEvery must not be negative"},
       {plan.checkpointEvery >= 1, "checkpointEvery must be at least 1"},
       {plan.previewCount >= 0, "previewCount must not be negative"}});
  for (const Rule& rule : rules)
    if (!rule.kept)
      return wrong(rule.sentence);
  return {};
}

Result<void> check(const TrainingPlan& plan)
{
  if (!plan.name.empty())
    if (Result<void> checked = checkFolderName(plan.name, "a run"); !checked)
      return checked;
  if (Result<void> checked = checkChoices(plan); !checked)
    return checked;
  if (Result<void> checked = checkValues(plan); !checked)
    return checked;
  if (const Result<NetworkShape> shape = networkPreset(plan.network); !shape)
    return failure(shape.error());
  if (const auto schedule = diffusion::makeSchedule(plan.schedule, plan.scheduleParameters);
      !schedule)
    return failure(schedule.error());
  if (const auto weight = diffusion::instabilityWeightFromString(plan.instabilityWeight); !weight)
    return failure(weight.error());
  return {};
}

struct Preset
{
  std::string_view name;
  NetworkShape shape;
};

const std::vector<Preset>& presets()
{
  static const std::vector<Preset> all{
      {"tiny", {8, {1, 2}, 1}},
      {"small", {32, {1, 2, 2}, 1}},
      {"medium", {64, {1, 2, 2}, 2}},
      {"large", {128, {1, 2, 2, 2}, 3, 3.0, NetworkKind::UNet, 16}},
      {"huge", {192, {1, 2, 2, 2}, 3, 3.0, NetworkKind::UNet, 16}},
      {"mlp", {128, {}, 3, 1.0, NetworkKind::Mlp}}};
  return all;
}

} // namespace

std::vector<std::string> networkPresets()
{
  std::vector<std::string> names;
  for (const Preset& preset : presets())
    if (preset.shape.kind == NetworkKind::UNet)
      names.emplace_back(preset.name);
  return names;
}

Result<NetworkShape> networkPreset(const std::string& name)
{
  for (const Preset& preset : presets())
    if (preset.name == name)
      return preset.shape;
  return failure(ErrorCode::BadInput,
                 fmt::format("There is no network {}; there are {}, and mlp for tables.", name,
                             fmt::join(networkPresets(), ", ")));
}

std::vector<int> attentionLevels(const NetworkShape& shape, int rows, int columns)
{
  std::vector<int> attending;
  int side = std::max(rows, columns);
  for (int level = 0; level < static_cast<int>(shape.multipliers.size()); ++level) {
    if (side <= shape.attentionSide)
      attending.push_back(level);
    side = (side + 1) / 2;
  }
  return attending;
}

Result<TrainingPlan> planFromJson(const Json& json)
{
  if (!json.is_object())
    return wrong("it isn't a JSON object");
  TrainingPlan plan;
  plan.dropout = 0.0; // plans were written before there was any
  JsonFields fields(json);
  eachField(plan, fields);
  if (fields.error())
    return wrong(*fields.error());
  if (const auto unknown = fields.unknown())
    return wrong(fmt::format("it has the key {}, which no plan knows", *unknown));
  if (const Result<void> checked = check(plan); !checked)
    return failure(checked.error());
  return plan;
}

Json toJson(const TrainingPlan& plan)
{
  Json json{{"format", planFormat}, {"version", planVersion}};
  eachField(plan, [&json](const char* key, const auto& value) { json[key] = value; });
  // Plans without them keep the digest that they had before there were any.
  if (plan.posteriorEvery == 0)
    json.erase("posteriorEvery");
  if (plan.consistencyWeight == 0.0)
    json.erase("consistencyWeight");
  if (!plan.localLevels)
    json.erase("localLevels");
  if (plan.memoryFormat == "auto")
    json.erase("memoryFormat");
  return json;
}

Result<TrainingPlan> readPlan(const std::filesystem::path& path)
{
  const Result<Json> json = readDocument(path, planFormat, planVersion);
  if (!json)
    return failure(json.error());
  Result<TrainingPlan> plan = planFromJson(*json);
  if (!plan)
    return failure(plan.error().code, fmt::format("{}: {}", path.string(), plan.error().message));
  return plan;
}

Result<void> writePlan(const std::filesystem::path& path, const TrainingPlan& plan)
{
  if (Result<void> checked = check(plan); !checked)
    return checked;
  return writeDocument(path, toJson(plan));
}

std::string planDigest(const TrainingPlan& plan)
{
  Json json = toJson(plan);
  for (const char* key : {"name", "device", "threads", "memoryFormat", "previewEvery",
                          "previewCount", "checkpointEvery"})
    json.erase(key);
  if (!plan.datasetDigest.empty())
    json.erase("dataset"); // the digest says which one, wherever it lies
  return digestOf(json.dump());
}

} // namespace limpid::run
