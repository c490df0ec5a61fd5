#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace limpid::run {

/// A reverse process (M7) and all its numbers: with model, seed and index they decide an image.
struct SamplerSettings
{
  std::string name = "dpmpp-2m";
  int steps = 20; ///< of ode: the first step is that part of the whole way

  double churn = 0.0;      ///< heun: S_churn of Karras et al. (2022); 0: deterministic
  double churnLow = 0.0;   ///< heun: S_tmin, noise ratio v/u
  double churnHigh = 1e9;  ///< heun: S_tmax, noise ratio v/u
  double churnNoise = 1.0; ///< heun: S_noise

  double noiseShare = 1.0; ///< dpmpp-2m-sde: η, 1 is the reverse SDE, 0 is dpmpp-2m

  int correctorSteps = 1;       ///< pc: steps of Langevin dynamics after each step
  double correctorRatio = 0.16; ///< pc: r of Song et al. (2021), algorithm 4

  double relativeTolerance = 1e-4; ///< ode
  double absoluteTolerance = 1e-4; ///< ode, model intensity
  int mostEvaluations = 1000;      ///< ode: of the network, for an image
};

/// The usual one for restoring (M7): its draws from one start differ.
inline constexpr const char* restorationSampler = "dpmpp-2m-sde";

/// A number of one sampler that a person may set.
struct SamplerOption
{
  std::string_view key;     ///< in documents
  std::string_view flags;   ///< on the command line, by commas
  std::string_view sampler; ///< the only one that has it
  std::string_view meaning; ///< for people
  std::variant<double SamplerSettings::*, int SamplerSettings::*> member;
  double lowest = 0.0;
  double highest = 0.0;
};

struct SamplerKind
{
  std::string_view name;  ///< on the command line and in documents
  std::string_view title; ///< for people
  int usualSteps = 20;    ///< good images at a reasonable cost
};

/// All samplers, the usual one first. core/engine holds one of this name for each.
const std::vector<SamplerKind>& samplerKinds();
const std::vector<SamplerOption>& samplerOptions();
/// "dpmpp-2m, heun, …"
std::string samplerNames();

/// `steps` 0: the sampler's usual number. `options` is an object of numbers by key, missing ones
/// take their defaults. Usage names what is wrong, an option of another sampler too.
Result<SamplerSettings> makeSampler(const std::string& name, int steps, const Json& options);
/// What makeSampler takes as `options` to make it again: all options of its sampler.
Json samplerOptionsJson(const SamplerSettings& settings);

} // namespace limpid::run
