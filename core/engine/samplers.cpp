#include "core/engine/samplers.h"

#include "core/engine/reverse_process.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace limpid::engine {
namespace {

// σ^(1/7) in even steps (Karras et al., 2022), or ln σ as the authors of DPM-Solver take it: there
// its error is the same for strong and for weak detail.
enum class Spacing { Karras, Logarithmic };

struct Registration
{
  std::unique_ptr<Solver> (*make)(const run::SamplerSettings&);
  Spacing spacing = Spacing::Karras;
};

// The names are those of run::samplerKinds().
const std::map<std::string, Registration>& solvers()
{
  static const std::map<std::string, Registration> all{
      {"euler-maruyama", {makeEulerMaruyama}},
      {"pc", {makePredictorCorrector}},
      {"heun", {makeHeun}},
      {"dpmpp-2m", {makeDpmSolver, Spacing::Logarithmic}},
      {"dpmpp-2m-sde", {makeStochasticDpmSolver, Spacing::Logarithmic}},
      {"ode", {makeProbabilityFlow}}};
  return all;
}

std::vector<double> noiseRatios(double highest, double lowest, int steps, Spacing spacing)
{
  constexpr double power = 7.0;
  std::vector<double> ratios;
  for (int step = 0; step <= steps; ++step) {
    const double share = static_cast<double>(step) / steps;
    ratios.push_back(spacing == Spacing::Logarithmic
                         ? highest * std::pow(lowest / highest, share)
                         : std::pow(std::lerp(std::pow(highest, 1.0 / power),
                                              std::pow(lowest, 1.0 / power), share),
                                    power));
  }
  return ratios;
}

} // namespace

torch::Tensor drawImages(const diffusion::Schedule& schedule, const EpsilonFunction& epsilon,
                         const ImageDrawing& drawing, torch::Device device,
                         const jobs::JobContext& context)
{
  const c10::NoGradGuard noGradient;
  ReverseProcess process(schedule, epsilon, drawing, device);
  const bool started = drawing.start.defined();
  const double startTime = started ? drawing.startTime : schedule.maximumTime();
  const double endTime = std::max(drawing.minimumTime, schedule.minimumTime());
  const double highest = schedule.noiseRatio(startTime);
  torch::Tensor image = started ? drawing.start.to(device) : process.noise() * highest;
  if (startTime <= endTime)
    return process.denoised(image, highest);
  const Registration& sampler = solvers().at(drawing.sampler.name);
  const std::vector<double> ratios =
      noiseRatios(highest, schedule.noiseRatio(endTime), drawing.sampler.steps, sampler.spacing);
  const auto solver = sampler.make(drawing.sampler);
  image = solver->solve(process, image, ratios, context);
  return image.defined() ? process.denoised(image, ratios.back()) : image;
}

} // namespace limpid::engine
