#include "app/cli/pixel_masks.h"
#include "app/cli/plan_estimate.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "core/base/atomic_file.h"
#include "core/base/figures.h"
#include "core/base/version.h"
#include "core/dataset/frozen_dataset.h"
#include "core/dataset/noise_of_data.h"
#include "core/diffusion/coverage.h"
#include "core/preparation/prepare.h"
#include "core/preparation/teaching_groups.h"
#include "core/run/plan.h"
#include "core/study/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

namespace limpid::cli {
namespace {

struct DatasetOptions
{
  std::filesystem::path project;
  preparation::DatasetRequest request;
  std::string window;
  std::vector<int> crop;
  std::vector<std::string> masks;
  double reference = std::nan("");
  std::vector<std::pair<std::string, std::string>> noisePairs;
};

Result<void> readWindow(DatasetOptions& options)
{
  if (options.window.empty())
    return {};
  const std::size_t colon = options.window.find(':', 1);
  try {
    if (colon == std::string::npos)
      throw std::invalid_argument("no colon");
    options.request.window = {
        {std::stod(options.window.substr(0, colon)), std::stod(options.window.substr(colon + 1))}};
  } catch (const std::exception&) {
    return failure(ErrorCode::Usage,
                   fmt::format("--window is LOW:HIGH, not '{}'.", options.window));
  }
  return {};
}

Result<VerbResult> freezeDataset(Session& session, DatasetOptions options)
{
  if (const Result<void> window = readWindow(options); !window)
    return failure(window.error());
  if (const Result<void> read = readMasks(options.masks, options.request.masks); !read)
    return failure(read.error());
  if (options.crop.size() == 4)
    options.request.crop = {{options.crop[0], options.crop[1], options.crop[2], options.crop[3]}};
  for (const auto& [first, second] : options.noisePairs)
    options.request.noisePairs.push_back({first, second});
  if (!std::isnan(options.reference))
    options.request.referenceNoise = options.reference;
  Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const auto report = session.runJob<preparation::DatasetReport>([&](jobs::JobContext& context) {
    return preparation::prepareDataset(*project, options.request, context);
  });
  if (!report)
    return failure(report.error());
  VerbResult result;
  result.outcome = report->outcome;
  if (result.outcome == jobs::Outcome::Stopped) {
    result.text = "Stopped; no data set was written.";
    return result;
  }
  result.json = {{"path", report->path.string()},
                 {"digest", report->digest},
                 {"images", report->images},
                 {"patients", report->patients},
                 {"heldOutImages", report->heldOutImages},
                 {"heldOutPatients", report->heldOutPatients},
                 {"referenceNoise", report->referenceNoise},
                 {"unit", report->unit},
                 {"leftOut", Json::array()},
                 {"coverage", report->coverage},
                 {"sentences", Json::array()}};
  result.text =
      fmt::format("{} of {} in {}.", counted(report->images, "image", "images"),
                  counted(report->patients, "patient", "patients"), report->path.string());
  for (const preparation::Sentence& sentence : report->sentences) {
    result.json["sentences"].push_back({{"id", sentence.id}, {"text", sentence.text}});
    result.text += "\n" + sentence.text;
  }
  for (const study::SkippedFile& file : report->leftOut) {
    result.json["leftOut"].push_back({{"file", file.file.string()}, {"reason", file.reason}});
    result.text += fmt::format("\n  left out: {}: {}", file.file.string(), file.reason);
  }
  return result;
}

void addDataset(Verbs& verbs)
{
  auto options = std::make_shared<DatasetOptions>();
  CLI::App* verb =
      verbs.add("dataset", "Freeze images and risk into a data set",
                [options](Session& session) { return freezeDataset(session, *options); });
  preparation::DatasetRequest& request = options->request;
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("--name", request.name, "Name of the data set")->required();
  verb->add_option("--kind", request.kind,
                   "Image kind (limpid-cli kinds); the largest one if not said");
  verb->add_option("--series", request.seriesUids, "Series instead of a kind");
  verb->add_option("--size", request.size, "Pixels of the square that trains; 0 chooses")
      ->capture_default_str()
      ->check(CLI::Range(0, 1024));
  verb->add_option("--crop", options->crop, "X,Y,W,H in source pixels")
      ->delimiter(',')
      ->expected(4);
  verb->add_option("--mask", options->masks,
                   "X,Y,W,H: paint over text in the images that may hold some "
                   "(limpid-cli confirm-pixels lists them)");
  verb->add_option("--window", options->window,
                   "LOW:HIGH in the file's unit, for example -1000:1000");
  verb->add_option("--noise-law", request.noiseLaw, "Noise law")->capture_default_str();
  verb->add_option(
      "--noise-pair", options->noisePairs,
      "Two files of the same content, so that noise is all that differs: they tell how "
      "it is correlated; may be given several times");
  verb->add_option("--reference", options->reference,
                   "Noise of the reference quality, file's unit (default: 5th percentile)");
  verb->add_flag("--means-of-repeats", request.meansOfRepeats,
                 "Add the mean of each image's repeats, which has less noise than they have");
  verb->add_option("--held-out", request.heldOutFraction, "Share of the patients kept aside")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  verb->add_option("--seed", request.seed, "Seed of the split")->capture_default_str();
  verb->add_flag("--insist-synthetic", request.insistOnSynthetic,
                 "Train on images marked Synthetic Data too");
}

void addGroups(const std::vector<preparation::TeachingTable>& tables, const std::string& key,
               VerbResult& result)
{
  result.json["by"] = key;
  result.json["groups"] = Json::array();
  result.json["sentences"] = Json::array();
  const auto table = std::ranges::find(tables, key, &preparation::TeachingTable::key);
  if (table == tables.end()) {
    result.text += fmt::format("The {} is known of no image.\n", key);
    return;
  }
  result.json["largestDifference"] = table->largestDifference;
  for (const preparation::TeachingGroup& group : table->groups) {
    result.json["groups"].push_back({{"value", group.value},
                                     {"images", group.images},
                                     {"patients", group.patients},
                                     {"teachingImages", group.teachingImages},
                                     {"teachingPatients", group.teachingPatients},
                                     {"difference", group.difference}});
    result.text +=
        fmt::format("{:24} {:6} images of {:4} patients; {:6} of {:4} teach fine detail; "
                    "difference {:+.2f}\n",
                    group.value.empty() ? "not known" : group.value, group.images, group.patients,
                    group.teachingImages, group.teachingPatients, group.difference);
  }
  for (const preparation::Sentence& sentence : preparation::balanceSentences({*table})) {
    result.json["sentences"].push_back({{"id", sentence.id}, {"text", sentence.text}});
    result.text += sentence.text + "\n";
  }
}

Result<VerbResult> showCoverage(const std::filesystem::path& folder, const std::string& name,
                                const std::string& key)
{
  Result<study::Project> project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  const auto place = preparation::findDataset(*project, name);
  if (!place)
    return failure(place.error());
  const auto data = dataset::FrozenDataset::open(*place);
  if (!data)
    return failure(data.error());
  const auto teaching = dataset::teachingImages(*data, run::TrainingPlan{}.buffer);
  if (!teaching)
    return failure(teaching.error());
  const auto schedule = diffusion::makeSchedule("edm", Json::object());
  if (!schedule)
    return failure(schedule.error());
  constexpr int levels = 60;
  const diffusion::Coverage coverage =
      diffusion::coverage(**schedule, teaching->thresholdNoiseRatios, teaching->patients, levels);
  VerbResult result;
  result.json["levels"] = Json::array();
  for (std::size_t i = 0; i < coverage.time.size(); ++i) {
    result.json["levels"].push_back({{"level", coverage.noiseRatio[i]},
                                     {"images", coverage.images[i]},
                                     {"patients", coverage.patients[i]}});
    if (i % 6 == 0)
      result.text += fmt::format("noise over image {:8.4f}: {:5} images of {:4} patients teach\n",
                                 coverage.noiseRatio[i], coverage.images[i], coverage.patients[i]);
  }
  if (key.empty())
    return result;
  const auto tables = preparation::whoTeaches(*project, *place, run::TrainingPlan{}.buffer);
  if (!tables)
    return failure(tables.error());
  addGroups(*tables, key, result);
  return result;
}

void addCoverage(Verbs& verbs)
{
  auto folder = std::make_shared<std::filesystem::path>();
  auto name = std::make_shared<std::string>();
  auto key = std::make_shared<std::string>();
  CLI::App* verb =
      verbs.add("coverage", "How many images and patients teach each level of detail",
                [folder, name, key](Session&) { return showCoverage(*folder, *name, *key); });
  verb->add_option("PROJECT", *folder, "Project folder")->required();
  verb->add_option("--dataset", *name, "Name of the data set")->required();
  verb->add_option("--by", *key, "Who teaches fine detail, by this trait")
      ->check(CLI::IsMember(preparation::traitKeys()));
}

struct PlanOptions
{
  std::filesystem::path project;
  std::string dataset;
  std::string timeBudget;
  run::TrainingPlan plan;
};

/// The steps that fit into the time budget, by an estimate of a copy of the plan elsewhere: a plan
/// is written only once it is whole. Null after a stop.
Result<Json> chooseSteps(Session& session, const std::string& timeBudget,
                         const std::filesystem::path& data, run::TrainingPlan& plan)
{
  const Result<double> budget = durationFromText(timeBudget);
  if (!budget)
    return failure(budget.error());
  run::TrainingPlan draft = plan;
  draft.dataset = std::filesystem::absolute(data).string();
  Result<Json> cost = estimateDraft(session, draft);
  if (!cost)
    return failure(cost.error().code,
                   fmt::format("How many steps fit into {} isn't known; give --steps instead. {}",
                               timeBudget, cost.error().message));
  if (cost->is_null())
    return cost;
  const double secondsPerStep = cost->at("secondsPerStep");
  plan.steps = static_cast<std::int64_t>(std::min(*budget / secondsPerStep, 1e9));
  if (plan.steps < 1)
    return failure(ErrorCode::BadInput, fmt::format("One step takes about {} here: {} is too short "
                                                    "for a training.",
                                                    saidDuration(secondsPerStep), timeBudget));
  (*cost)["steps"] = plan.steps;
  (*cost)["seconds"] = secondsPerStep * static_cast<double>(plan.steps);
  return cost;
}

VerbResult planned(const run::TrainingPlan& plan, const std::filesystem::path& folder,
                   const Result<Json>& cost)
{
  const std::string file = (folder / "plan.json").string();
  VerbResult result{{{"plan", file}, {"run", folder.string()}, {"steps", plan.steps}}, {}, {}};
  addCost(cost, result);
  if (cost && cost->is_null())
    result.outcome = jobs::Outcome::Stopped; // the plan is whole all the same
  result.text = fmt::format("{} is planned: {} steps.\n{}\nNext: limpid-cli train {}", plan.name,
                            saidCount(plan.steps), result.text, file);
  return result;
}

Result<VerbResult> makePlan(Session& session, PlanOptions options)
{
  const Result<study::Project> project = study::Project::open(options.project);
  if (!project)
    return failure(project.error());
  const auto place = preparation::findDataset(*project, options.dataset);
  if (!place)
    return failure(place.error());
  const auto data = dataset::FrozenDataset::open(*place);
  if (!data)
    return failure(data.error());
  run::TrainingPlan& plan = options.plan;
  if (plan.name.empty())
    plan.name = fmt::format("{}-{}", options.dataset, plan.objective);
  const std::filesystem::path folder = project->runsFolder() / plan.name;
  if (std::filesystem::exists(folder / "plan.json"))
    return failure(ErrorCode::AlreadyExists,
                   fmt::format("{} is a run already; give another --name.", folder.string()));
  plan.dataset = std::filesystem::relative(*place / dataset::datasetFileName, folder).string();
  plan.datasetDigest = data->digest();
  plan.programVersion = programVersion;
  if (const auto checked = run::planFromJson(run::toJson(plan)); !checked)
    return failure(checked.error());
  Result<Json> cost = Json(nullptr);
  if (!options.timeBudget.empty()) {
    cost = chooseSteps(session, options.timeBudget, *place / dataset::datasetFileName, plan);
    if (!cost)
      return failure(cost.error());
    if (cost->is_null())
      return VerbResult{
          {{"plan", nullptr}}, "Stopped; no plan was written.", jobs::Outcome::Stopped};
  }
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  if (const Result<void> written = run::writePlan(folder / "plan.json", plan); !written)
    return failure(written.error());
  if (options.timeBudget.empty())
    cost = estimatePlan(session, folder / "plan.json");
  return planned(plan, folder, cost);
}

void addPlan(Verbs& verbs)
{
  auto options = std::make_shared<PlanOptions>();
  CLI::App* verb = verbs.add("plan", "Write the plan of a training",
                             [options](Session& session) { return makePlan(session, *options); });
  run::TrainingPlan& plan = options->plan;
  verb->add_option("PROJECT", options->project, "Project folder")->required();
  verb->add_option("--dataset", options->dataset, "Name of the data set")->required();
  verb->add_option("--name", plan.name, "Name of the run");
  verb->add_option("--objective", plan.objective, "How noisy images are used")
      ->capture_default_str();
  verb->add_option("--weighting", plan.weighting, "equal, plain, ambient or optimal")
      ->capture_default_str();
  verb->add_option("--buffer", plan.buffer,
                   "S: how far above its threshold an image begins to teach")
      ->capture_default_str();
  verb->add_option("--drawing", plan.drawing, "time-first or image-first")->capture_default_str();
  verb->add_option("--schedule", plan.schedule, "Noise schedule")->capture_default_str();
  verb->add_option("--preset", plan.network,
                   fmt::format("Network: {}", fmt::join(run::networkPresets(), ", ")))
      ->capture_default_str();
  verb->add_option("--conditioning", plan.conditioning,
                   "none, or label: the network is told each image's label")
      ->capture_default_str();
  verb->add_option("--untold-share", plan.untoldShare,
                   "Share of the drawn images that train untold, for guidance")
      ->capture_default_str();
  verb->add_option(
          "--posterior-every", plan.posteriorEvery,
          "Steps after which clean images behind the noisy ones are drawn again and again, "
          "to teach what these can't; 0: never")
      ->capture_default_str();
  verb->add_option("--consistency", plan.consistencyWeight,
                   "Weight of the consistency loss below the noise of the images; 0: without")
      ->capture_default_str();
  verb->add_flag("--local-levels", plan.localLevels,
                 "Let the clean regions of partly noisy images teach at every noise level");
  CLI::Option* steps =
      verb->add_option("--steps", plan.steps, "Training steps")->capture_default_str();
  verb->add_option("--time-budget", options->timeBudget,
                   "As many steps as fit into it here: 600s, 10min, 1h30min")
      ->excludes(steps);
  verb->add_option("--batch", plan.batch, "Images a step")->capture_default_str();
  verb->add_option("--device", plan.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
  verb->add_option("--precision", plan.precision, "fp32 or bf16")->capture_default_str();
  verb->add_option("--threads", plan.threads, "0: all")->capture_default_str();
  verb->add_option("--seed", plan.seed, "Seed of the training")->capture_default_str();
}

} // namespace

void addPlanVerbs(Verbs& verbs)
{
  addDataset(verbs);
  addCoverage(verbs);
  addPlan(verbs);
}

} // namespace limpid::cli
