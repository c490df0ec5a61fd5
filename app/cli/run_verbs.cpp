#include "app/cli/assessment_text.h"
#include "app/cli/follow.h"
#include "app/cli/run_folders.h"
#include "app/cli/sample_previews.h"
#include "app/cli/verbs.h"
#include "core/run/plan.h"
#include "core/run/sampler_settings.h"
#include "core/run/task_folder.h"

#include <fmt/format.h>

#include <memory>

namespace limpid::cli {
namespace {

struct TrainOptions
{
  std::filesystem::path plan;
  bool resume = false;
  std::int64_t stopAfter = 0;
};

Result<VerbResult> train(Session& session, TrainOptions options)
{
  if (std::filesystem::is_directory(options.plan))
    options.plan /= "plan.json";
  if (const auto plan = run::readPlan(options.plan); !plan)
    return failure(plan.error());
  const std::filesystem::path folder = std::filesystem::absolute(options.plan).parent_path();
  std::vector<std::string> arguments{"train", std::filesystem::absolute(options.plan).string()};
  if (options.resume)
    arguments.emplace_back("--resume");
  if (options.stopAfter > 0)
    arguments.insert(arguments.end(), {"--stop-after", std::to_string(options.stopAfter)});
  Result<VerbResult> result = startAndFollow(session, arguments, folder);
  if (result)
    result->json["run"] = folder.string();
  return result;
}

void addTrain(Verbs& verbs)
{
  auto options = std::make_shared<TrainOptions>();
  CLI::App* verb =
      verbs.add("train", "Train a model; closing the terminal doesn't end it, Ctrl+C does",
                [options](Session& session) { return train(session, *options); });
  verb->add_option("PLAN", options->plan, "plan.json, or the run folder that holds it")->required();
  verb->add_flag("--resume", options->resume, "Go on from the newest checkpoint");
  verb->add_option("--stop-after", options->stopAfter, "Stop after so many steps, to be continued")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1000000000}));
}

struct SampleOptions
{
  std::filesystem::path run;
  std::string name;
  int count = 16;
  int first = 0;
  std::string sampler = run::SamplerSettings{}.name;
  int steps = 0;
  Json samplerOptions = Json::object();
  std::uint64_t seed = 1;
  std::string label;
  double guidance = 1.0;
};

/// As the engine takes them: the same words.
std::vector<std::string> argumentsOf(const SampleOptions& options,
                                     const run::SamplerSettings& sampler)
{
  std::vector<std::string> arguments{"sample",    std::filesystem::absolute(options.run).string(),
                                     "--count",   std::to_string(options.count),
                                     "--first",   std::to_string(options.first),
                                     "--seed",    std::to_string(options.seed),
                                     "--name",    options.name,
                                     "--sampler", sampler.name,
                                     "--steps",   std::to_string(sampler.steps)};
  if (!options.label.empty())
    arguments.insert(arguments.end(), {"--label", options.label});
  if (options.guidance != 1.0)
    arguments.insert(arguments.end(), {"--guidance", fmt::format("{}", options.guidance)});
  for (const run::SamplerOption& option : run::samplerOptions())
    if (const auto given = options.samplerOptions.find(option.key);
        given != options.samplerOptions.end()) {
      arguments.emplace_back(option.flags.substr(0, option.flags.find(',')));
      arguments.push_back(given->dump());
    }
  return arguments;
}

Result<VerbResult> sample(Session& session, SampleOptions options)
{
  const auto sampler = run::makeSampler(options.sampler, options.steps, options.samplerOptions);
  if (!sampler)
    return failure(sampler.error());
  const auto folder = taskFolder(options.run, "samples", options.name, "samples");
  if (!folder)
    return failure(folder.error());
  Result<VerbResult> result = startAndFollow(session, argumentsOf(options, *sampler), *folder);
  if (!result)
    return result;
  if (const Result<int> previews = writePreviews(*folder); !previews)
    return failure(previews.error());
  result->json["samples"] = (*folder / "samples.safetensors").string();
  return result;
}

void addSample(Verbs& verbs)
{
  auto options = std::make_shared<SampleOptions>();
  CLI::App* verb = verbs.add("sample", "Draw samples from a run's model",
                             [options](Session& session) { return sample(session, *options); });
  verb->add_option("RUN", options->run, "Run folder")->required();
  verb->add_option("--count", options->count, "Number of samples")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000000));
  verb->add_option("--first", options->first,
                   "Index of the first: sample i of a seed is always the same image")
      ->capture_default_str()
      ->check(CLI::Range(0, 1000000000));
  verb->add_option("--sampler", options->sampler, run::samplerNames())->capture_default_str();
  verb->add_option(
          "--steps", options->steps,
          "Steps of the reverse process, for ode the first one's share; the sampler's usual "
          "number unless said")
      ->check(CLI::Range(1, 10000));
  for (const run::SamplerOption& option : run::samplerOptions())
    verb->add_option_function<double>(
        std::string(option.flags),
        [options, key = std::string(option.key)](double value) {
          options->samplerOptions[key] = value;
        },
        fmt::format("{}: {}", option.sampler, option.meaning));
  verb->add_option("--seed", options->seed, "Seed")->capture_default_str();
  verb->add_option("--label", options->label,
                   "Draw images of this label, for a run that was told labels");
  verb->add_option("--guidance", options->guidance,
                   "How much the label is exaggerated; 1: not at all")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 100.0));
  verb->add_option("--name", options->name, "Name of the folder below samples/");
}

struct AssessOptions
{
  std::filesystem::path run;
  std::filesystem::path samples;
  std::string name;
};

Result<VerbResult> assess(Session& session, AssessOptions options)
{
  const auto folder = taskFolder(options.run, "assessments", options.name, "assessment");
  if (!folder)
    return failure(folder.error());
  std::vector<std::string> arguments{"assess", std::filesystem::absolute(options.run).string(),
                                     "--name", options.name};
  if (!options.samples.empty())
    arguments.insert(arguments.end(),
                     {"--samples", std::filesystem::absolute(options.samples).string()});
  Result<VerbResult> result = startAndFollow(session, arguments, *folder);
  if (result && result->outcome == jobs::Outcome::Done)
    result->text = assessmentText(result->json);
  return result;
}

void addAssess(Verbs& verbs)
{
  auto options = std::make_shared<AssessOptions>();
  CLI::App* verb = verbs.add("assess", "Measure a model and its samples",
                             [options](Session& session) { return assess(session, *options); });
  verb->add_option("RUN", options->run, "Run folder")->required();
  verb->add_option("--samples", options->samples,
                   "Folder or file of samples; the newest of the run if not said");
  verb->add_option("--name", options->name, "Name of the folder below assessments/");
}

void addControl(Verbs& verbs)
{
  auto folder = std::make_shared<std::filesystem::path>();
  auto word = std::make_shared<std::string>();
  CLI::App* verb =
      verbs.add("control", "Pause, resume, finish or stop a run",
                [folder, word](Session&) -> Result<VerbResult> {
                  const auto command = run::commandFromString(*word);
                  if (!command)
                    return failure(command.error());
                  if (const Result<void> there = checkRun(*folder); !there)
                    return failure(there.error());
                  const auto status = run::readStatus(*folder);
                  if (!status)
                    return failure(status.error());
                  if (status->state != run::State::Running && status->state != run::State::Paused)
                    return failure(ErrorCode::BadInput,
                                   fmt::format("Nothing runs in {}: it is {}.", folder->string(),
                                               run::toString(status->state)));
                  if (const Result<void> sent = run::sendCommand(*folder, *command); !sent)
                    return failure(sent.error());
                  return VerbResult{{{"status", run::toJson(*status)}},
                                    fmt::format("{} is told to {}.", folder->string(), *word),
                                    jobs::Outcome::Done};
                });
  verb->add_option("RUN", *folder, "Run folder")->required();
  verb->add_option("COMMAND", *word, "pause, resume, finish or stop")
      ->required()
      ->check(CLI::IsMember({"pause", "resume", "finish", "stop"}));
}

void addWatch(Verbs& verbs)
{
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* verb =
      verbs.add("watch", "Follow a run, of this host or another; Ctrl+C ends the watching only",
                [folder](Session& session) -> Result<VerbResult> {
                  if (const Result<void> there = checkRun(*folder); !there)
                    return failure(there.error());
                  return watch(session, *folder);
                });
  verb->add_option("RUN", *folder, "Run folder")->required();
}

} // namespace

void addRunVerbs(Verbs& verbs)
{
  addTrain(verbs);
  addSample(verbs);
  addAssess(verbs);
  addControl(verbs);
  addWatch(verbs);
}

} // namespace limpid::cli
