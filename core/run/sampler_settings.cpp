#include "core/run/sampler_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace limpid::run {
namespace {

constexpr int mostSteps = 10000;

tl::unexpected<Error> wrong(std::string sentence)
{
  return failure(ErrorCode::Usage, std::move(sentence));
}

const SamplerKind* findKind(std::string_view name)
{
  const auto& kinds = samplerKinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const SamplerKind& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

const SamplerOption* findOption(std::string_view key)
{
  const auto& options = samplerOptions();
  const auto found = std::find_if(options.begin(), options.end(),
                                  [&](const SamplerOption& option) { return option.key == key; });
  return found == options.end() ? nullptr : &*found;
}

Result<void> set(SamplerSettings& settings, const std::string& key, const Json& value)
{
  const SamplerOption* option = findOption(key);
  if (option == nullptr)
    return wrong(fmt::format("No sampler has an option {}.", key));
  if (option->sampler != settings.name)
    return wrong(
        fmt::format("{} is an option of {}, not of {}.", key, option->sampler, settings.name));
  const bool whole = std::holds_alternative<int SamplerSettings::*>(option->member);
  const double number = value.is_number() ? value.get<double>() : std::nan("");
  if (!(number >= option->lowest && number <= option->highest) ||
      (whole && number != std::floor(number)))
    return wrong(fmt::format("{} must be a {} from {} to {}.", key,
                             whole ? "whole number" : "number", option->lowest, option->highest));
  if (whole)
    settings.*std::get<int SamplerSettings::*>(option->member) = static_cast<int>(number);
  else
    settings.*std::get<double SamplerSettings::*>(option->member) = number;
  return {};
}

} // namespace

const std::vector<SamplerKind>& samplerKinds()
{
  static const std::vector<SamplerKind> all{{"dpmpp-2m", "DPM-Solver++ (2M)", 20},
                                            {"dpmpp-2m-sde", "DPM-Solver++ (2M), SDE", 30},
                                            {"heun", "Heun (EDM)", 30},
                                            {"ode", "Probability flow, adaptive", 40},
                                            {"euler-maruyama", "Euler–Maruyama", 200},
                                            {"pc", "Predictor–corrector", 100}};
  return all;
}

const std::vector<SamplerOption>& samplerOptions()
{
  using Settings = SamplerSettings;
  static const std::vector<SamplerOption> all{
      {"churn", "--churn,--s-churn", "heun", "noise given back over all steps; 0: deterministic",
       &Settings::churn, 0.0, 1e6},
      {"churnLow", "--churn-low,--s-tmin", "heun", "noise level from which churn acts",
       &Settings::churnLow, 0.0, 1e9},
      {"churnHigh", "--churn-high,--s-tmax", "heun", "noise level up to which churn acts",
       &Settings::churnHigh, 0.0, 1e9},
      {"churnNoise", "--churn-noise,--s-noise", "heun", "scale of the noise given back",
       &Settings::churnNoise, 0.5, 1.5},
      {"noiseShare", "--noise-share,--eta", "dpmpp-2m-sde",
       "share of the reverse SDE's noise; 0: dpmpp-2m", &Settings::noiseShare, 0.0, 1.0},
      {"correctorSteps", "--corrector-steps", "pc", "Langevin steps after each step",
       &Settings::correctorSteps, 0.0, 100.0},
      {"correctorRatio", "--corrector-ratio", "pc", "noise of a Langevin step over its signal",
       &Settings::correctorRatio, 0.0, 1.0},
      {"relativeTolerance", "--relative-tolerance,--rtol", "ode", "relative error of a step",
       &Settings::relativeTolerance, 1e-7, 1.0},
      {"absoluteTolerance", "--absolute-tolerance,--atol", "ode",
       "error of a step in model intensity", &Settings::absoluteTolerance, 1e-7, 1.0},
      {"mostEvaluations", "--most-evaluations", "ode",
       "at most so many evaluations of the network for an image", &Settings::mostEvaluations, 7.0,
       1e6}};
  return all;
}

std::string samplerNames()
{
  std::vector<std::string_view> names;
  for (const SamplerKind& kind : samplerKinds())
    names.push_back(kind.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Result<SamplerSettings> makeSampler(const std::string& name, int steps, const Json& options)
{
  const SamplerKind* kind = findKind(name);
  if (kind == nullptr)
    return wrong(fmt::format("\"{}\" is no sampler: {}.", name, samplerNames()));
  if (steps < 0 || steps > mostSteps)
    return wrong(fmt::format("A sampler takes 1 to {} steps, not {}.", mostSteps, steps));
  if (!options.is_object())
    return wrong("The options of a sampler must be an object.");
  SamplerSettings settings;
  settings.name = name;
  settings.steps = steps > 0 ? steps : kind->usualSteps;
  for (const auto& [key, value] : options.items())
    if (const Result<void> done = set(settings, key, value); !done)
      return failure(done.error());
  return settings;
}

Json samplerOptionsJson(const SamplerSettings& settings)
{
  Json json = Json::object();
  for (const SamplerOption& option : samplerOptions())
    if (option.sampler == settings.name)
      std::visit([&](auto member) { json[std::string(option.key)] = settings.*member; },
                 option.member);
  return json;
}

} // namespace limpid::run
