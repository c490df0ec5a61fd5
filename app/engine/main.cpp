#include "core/base/figures.h"
#include "core/base/version.h"
#include "core/engine/engine.h"
#include "core/run/sampler_settings.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <stop_token>
#include <thread>

namespace {

using limpid::Error;
using limpid::ErrorCode;
using limpid::Json;
using limpid::Result;
using limpid::engine::TaskEnd;

enum ExitCode { Done = 0, Bug = 1, Usage = 2, BadInput = 3, Stopped = 4, NoResource = 5 };

int exitCodeOf(const Error& error)
{
  switch (error.code) {
  case ErrorCode::Usage:
    return Usage;
  case ErrorCode::NoResource:
    return NoResource;
  case ErrorCode::Internal:
    return Bug;
  default:
    return BadInput;
  }
}

// SIGINT and SIGTERM ask for a stop; a second one ends the program at once. A handler and not
// sigwait(): libraries start threads at load, before any signal can be blocked in them.
class SignalWatch
{
public:
  SignalWatch()
  {
    sem_init(&caught, 0, 0);
    struct sigaction action
    {
    };
    action.sa_handler = [](int) { sem_post(&caught); };
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGINT, SIGTERM})
      sigaction(number, &action, nullptr);
    m_thread = std::jthread([this](const std::stop_token& ended) { watch(ended); });
  }

  ~SignalWatch()
  {
    m_thread.request_stop();
    sem_post(&caught);
  }

  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  std::stop_token stopToken() const { return m_stop.get_token(); }

private:
  void watch(const std::stop_token& ended)
  {
    while (true) {
      while (sem_wait(&caught) != 0) {
      }
      if (ended.stop_requested())
        return;
      if (m_stop.stop_requested())
        _exit(Stopped);
      m_stop.request_stop();
    }
  }

  static sem_t caught; // sem_post is what a handler may call

  std::stop_source m_stop;
  std::jthread m_thread;
};

sem_t SignalWatch::caught;

// GCC's OpenMP spins while it waits, which makes a step ten times slower as soon as another program
// (the window) wants a core. It reads its policy once, at load: so the program starts itself anew.
void startAgainWithPassiveWaiting(char** arguments)
{
  if (std::getenv("OMP_WAIT_POLICY") != nullptr)
    return;
  setenv("OMP_WAIT_POLICY", "passive", 1);
  execv("/proc/self/exe", arguments); // comes back only where it can't: then it is merely slower
}

struct Options
{
  limpid::engine::TrainingRequest training;
  limpid::engine::SamplingRequest sampling;
  std::string sampler = limpid::run::SamplerSettings{}.name;
  int samplerSteps = 0;
  Json samplerOptions = Json::object();
  limpid::engine::RestorationRequest restoration;
  std::string restorationSampler = limpid::run::restorationSampler;
  limpid::engine::AssessmentRequest assessment;
  limpid::engine::ComparisonRequest comparison;
  limpid::engine::ValidationRequest validation;
  int validationSeeds = 3;
  limpid::engine::BenchRequest bench;
  std::filesystem::path estimatedPlan;
  bool json = false;
  bool version = false;
};

void addTrain(CLI::App& app, Options& options)
{
  CLI::App* verb = app.add_subcommand("train", "Train by a plan; its folder is the run folder");
  verb->add_option("PLAN", options.training.plan, "plan.json")->required();
  verb->add_flag("--resume", options.training.resume, "Continue from the newest checkpoint");
  verb->add_option("--stop-after", options.training.stopAfter, "Stop after that many steps")
      ->check(CLI::PositiveNumber);
}

void addSamplerOptions(CLI::App& verb, std::string& sampler, Options& options)
{
  verb.add_option("--sampler", sampler, limpid::run::samplerNames())->capture_default_str();
  verb.add_option("--steps", options.samplerSteps, "Steps; the sampler's usual number unless said")
      ->check(CLI::PositiveNumber);
  for (const limpid::run::SamplerOption& option : limpid::run::samplerOptions())
    verb.add_option_function<double>(
        std::string(option.flags),
        [&options, key = std::string(option.key)](double value) {
          options.samplerOptions[key] = value;
        },
        fmt::format("{}: {}", option.sampler, option.meaning));
}

void addSample(CLI::App& app, Options& options)
{
  limpid::engine::SamplingRequest& request = options.sampling;
  CLI::App* verb = app.add_subcommand("sample", "Draw images with a trained run");
  verb->add_option("RUN", request.run, "Run folder")->required();
  verb->add_option("--count", request.count, "How many")->required()->check(CLI::PositiveNumber);
  verb->add_option("--first", request.first, "Index of the first image")
      ->check(CLI::NonNegativeNumber);
  addSamplerOptions(*verb, options.sampler, options);
  verb->add_option("--seed", request.seed, "Seed; image i depends on (seed, i) alone");
  verb->add_option("--name", request.name, "Folder below RUN/samples");
  verb->add_option("--label", request.label,
                   "Group to draw, for a run that was trained with labels");
  verb->add_option("--guidance", request.guidance,
                   "How much the label is exaggerated; 1: not at all");
  verb->add_option("--device", request.device, "auto, cpu, cuda, cuda:N");
  verb->add_option("--threads", request.threads, "0: all cores")->check(CLI::NonNegativeNumber);
}

void addRestore(CLI::App& app, Options& options)
{
  limpid::engine::RestorationRequest& request = options.restoration;
  CLI::App* verb =
      app.add_subcommand("restore", "Draw clean images that may lie behind noisy ones");
  verb->add_option("RUN", request.run, "Run folder")->required();
  verb->add_option("IMAGE", request.images,
                   "Number of a kept-aside image, or a safetensors file with images and noise")
      ->required();
  verb->add_option("--draws", request.draws, "Draws per image")
      ->capture_default_str()
      ->check(CLI::Range(2, 100000));
  addSamplerOptions(*verb, options.restorationSampler, options);
  verb->add_option("--seed", request.seed, "Seed; a draw depends on image, seed and number alone");
  verb->add_option("--name", request.name, "Folder below RUN/restorations");
  verb->add_option("--device", request.device, "auto, cpu, cuda, cuda:N");
  verb->add_option("--threads", request.threads, "0: all cores")->check(CLI::NonNegativeNumber);
}

void addAssess(CLI::App& app, Options& options)
{
  limpid::engine::AssessmentRequest& request = options.assessment;
  CLI::App* verb = app.add_subcommand("assess", "Measure a run and its samples");
  verb->add_option("RUN", request.run, "Run folder")->required();
  verb->add_option("--samples", request.samples,
                   "Samples to measure; the run's newest unless said");
  verb->add_option("--name", request.name, "Folder below RUN/assessments");
  verb->add_option("--device", request.device, "auto, cpu, cuda, cuda:N");
  verb->add_option("--threads", request.threads, "0: all cores")->check(CLI::NonNegativeNumber);
  verb->add_option("--seed", request.seed, "Seed of the noise that is added");
}

void addEstimate(CLI::App& app, Options& options)
{
  CLI::App* verb =
      app.add_subcommand("estimate", "Tell what training by a plan takes here, from a few steps");
  verb->add_option("PLAN", options.estimatedPlan, "plan.json")->required();
}

Result<TaskEnd> sample(const Options& options, limpid::jobs::JobContext& context)
{
  auto sampler =
      limpid::run::makeSampler(options.sampler, options.samplerSteps, options.samplerOptions);
  if (!sampler)
    return limpid::failure(sampler.error());
  limpid::engine::SamplingRequest request = options.sampling;
  request.sampler = *sampler;
  return limpid::engine::sample(request, context);
}

void addCompare(CLI::App& app, Options& options)
{
  CLI::App* verb = app.add_subcommand("compare", "Train in several ways on the same data");
  verb->add_option("SPEC", options.comparison.spec, "What is compared")->required();
  verb->add_option("--dataset", options.comparison.dataset, "Instead of the one it names");
  verb->add_option("--out", options.comparison.folder, "Folder of its runs");
  verb->add_option("--plan", options.comparison.overrides.planValues, "KEY=VALUE of all plans");
  verb->add_option("--seeds", options.comparison.overrides.seeds, "Instead of its own")
      ->delimiter(',');
}

void addValidate(CLI::App& app, Options& options)
{
  CLI::App* verb = app.add_subcommand("validate", "Check the method against theorems and figures");
  verb->add_flag("--quick", options.validation.quick, "Without the toy trainings");
  verb->add_option("--seeds", options.validationSeeds, "Of the toy trainings: 1 to this")
      ->check(CLI::Range(1, 100));
  verb->add_option("--out", options.validation.folder, "Folder of its runs");
}

void addBench(CLI::App& app, Options& options)
{
  limpid::engine::BenchRequest& request = options.bench;
  CLI::App* verb = app.add_subcommand(
      "bench", "Train by turns with PyTorch: the same network, precision, batch and threads");
  verb->add_option("--network", request.networks, "Presets")->capture_default_str();
  verb->add_option("--precision", request.precisions, "fp32, bf16")->capture_default_str();
  verb->add_option("--size", request.size, "Rows and columns")
      ->capture_default_str()
      ->check(CLI::Range(8, 1024));
  verb->add_option("--channels", request.channels, "1 or 3")->check(CLI::IsMember({1, 3}));
  verb->add_option("--batch", request.batch, "Images of a step")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  verb->add_option("--device", request.device, "auto, cpu, cuda, cuda:N");
  verb->add_option("--threads", request.threads, "0: all cores")->check(CLI::NonNegativeNumber);
  verb->add_option("--rounds", request.rounds, "Turns of each")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  verb->add_option("--seconds", request.secondsOfTurn, "Of one turn")->capture_default_str();
  verb->add_option("--python", request.python, "A Python with PyTorch to compare with");
  verb->add_flag("--compile", request.compile, "Also torch.compile");
  verb->add_option("--out", request.folder, "Folder for what it writes");
}

Result<TaskEnd> restore(const Options& options, limpid::jobs::JobContext& context)
{
  auto sampler = limpid::run::makeSampler(options.restorationSampler, options.samplerSteps,
                                          options.samplerOptions);
  if (!sampler)
    return limpid::failure(sampler.error());
  limpid::engine::RestorationRequest request = options.restoration;
  request.sampler = *sampler;
  return limpid::engine::restore(request, context);
}

int tellVersion(bool asJson)
{
  if (asJson)
    std::cout << Json{{"program", "limpid-engine"},
                      {"version", limpid::programVersion},
                      {"protocol", 1},
                      {"torch", limpid::engine::torchVersion()},
                      {"cudaGraphs", limpid::engine::hasCudaGraphs()},
                      {"devices", limpid::engine::devices()}}
                     .dump()
              << std::endl;
  else
    std::cout << "limpid-engine " << limpid::programVersion << ", LibTorch "
              << limpid::engine::torchVersion()
              << (limpid::engine::hasCudaGraphs() ? " with CUDA graphs" : "") << std::endl;
  return Done;
}

int tellDevices(bool asJson)
{
  const Json devices = limpid::engine::devices();
  if (asJson) {
    std::cout << Json{{"items", devices}}.dump() << std::endl;
    return Done;
  }
  for (const Json& device : devices)
    std::cout << device["id"].get<std::string>() << ": " << device["name"].get<std::string>()
              << (device["usable"].get<bool>()
                      ? std::string()
                      : ", can't be used: " + device["reason"].get<std::string>())
              << std::endl;
  return Done;
}

int tellEnd(const Result<TaskEnd>& end, bool asJson)
{
  if (!end) {
    std::cerr << end.error().message << std::endl;
    return exitCodeOf(end.error());
  }
  if (asJson) {
    Json line = end->result;
    line["event"] = "result";
    std::cout << line.dump() << std::endl;
  }
  return end->outcome == limpid::jobs::Outcome::Stopped ? Stopped : Done;
}

int tellValidation(limpid::engine::ValidationRequest request, int seeds, bool asJson,
                   limpid::jobs::JobContext& context)
{
  request.seeds.clear();
  for (int seed = 1; seed <= seeds; ++seed)
    request.seeds.push_back(static_cast<std::uint64_t>(seed));
  const Result<TaskEnd> end = limpid::engine::validate(request, context);
  const int code = tellEnd(end, asJson);
  return code == Done && !end->result.value("passed", false) ? int{Bug} : code;
}

int tellEstimate(const Result<TaskEnd>& end, bool asJson)
{
  if (!end || asJson || end->outcome == limpid::jobs::Outcome::Stopped)
    return tellEnd(end, asJson);
  const Json& cost = end->result;
  const Json& bytes = cost["memoryBytes"];
  std::cout << limpid::saidCount(cost["parameters"]) << " parameters, "
            << (bytes.is_null() ? std::string() : limpid::saidBytes(bytes) + " memory, ")
            << "about " << limpid::roughDuration(cost["seconds"]) << " on "
            << cost["device"].get<std::string>() << std::endl;
  return Done;
}

int run(const CLI::App& app, const Options& options, const SignalWatch& signals)
{
  limpid::jobs::JobContext context(signals.stopToken());
  if (app.got_subcommand("devices"))
    return tellDevices(options.json);
  if (app.got_subcommand("train"))
    return tellEnd(limpid::engine::train(options.training, context), options.json);
  if (app.got_subcommand("sample"))
    return tellEnd(sample(options, context), options.json);
  if (app.got_subcommand("restore"))
    return tellEnd(restore(options, context), options.json);
  if (app.got_subcommand("assess"))
    return tellEnd(limpid::engine::assess(options.assessment, context), options.json);
  if (app.got_subcommand("compare"))
    return tellEnd(limpid::engine::compare(options.comparison, context), options.json);
  if (app.got_subcommand("validate"))
    return tellValidation(options.validation, options.validationSeeds, options.json, context);
  if (app.got_subcommand("bench"))
    return tellEnd(limpid::engine::bench(options.bench, context), options.json);
  if (app.got_subcommand("estimate"))
    return tellEstimate(limpid::engine::estimate(options.estimatedPlan, context), options.json);
  if (options.version)
    return tellVersion(options.json);
  std::cerr << "A verb is missing: train, sample, restore, assess, estimate, compare, validate, "
               "bench, devices."
            << std::endl;
  return Usage;
}

} // namespace

int main(int count, char** arguments)
{
  startAgainWithPassiveWaiting(arguments);
  Options options;
  CLI::App app("Limpid's engine: trains, samples, restores, told through the run folder",
               "limpid-engine");
  app.fallthrough();
  app.add_flag("--json", options.json, "Answer as one JSON object a line");
  app.add_flag("--version", options.version, "Tell version, LibTorch and devices");
  addTrain(app, options);
  addSample(app, options);
  addRestore(app, options);
  addAssess(app, options);
  addEstimate(app, options);
  addCompare(app, options);
  addValidate(app, options);
  addBench(app, options);
  app.add_subcommand("devices", "What can compute here");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Done : Usage;
  }
  const SignalWatch signals;
  return run(app, options, signals);
}
