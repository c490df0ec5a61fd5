#include "app/cli/verbs.h"
#include "core/diffusion/instability.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace limpid::cli {
namespace {

struct InstabilityOptions
{
  std::string schedule = "edm";
  std::string law = "gaussian";
  double degreesOfFreedom = std::nan("");
  double risk = 0.2;
  int times = 200;
  std::string omega = "default";
  diffusion::CorrectionOptions correction;
};

Result<diffusion::NoiseCorrection> makeCorrection(const InstabilityOptions& options)
{
  Json parameters = Json::object();
  if (!std::isnan(options.degreesOfFreedom))
    parameters["degreesOfFreedom"] = options.degreesOfFreedom;
  auto law = diffusion::makeNoiseLaw(options.law, parameters);
  if (!law)
    return failure(law.error());
  const auto weight = diffusion::instabilityWeightFromString(options.omega);
  if (!weight)
    return failure(weight.error());
  diffusion::CorrectionOptions correction = options.correction;
  correction.weight = *weight;
  return diffusion::NoiseCorrection::make(std::move(*law), correction);
}

Result<VerbResult> showInstability(const InstabilityOptions& options)
{
  const auto schedule = diffusion::makeSchedule(options.schedule, Json::object());
  if (!schedule)
    return failure(schedule.error());
  const auto correction = makeCorrection(options);
  if (!correction)
    return failure(correction.error());
  const diffusion::InstabilityCurve curve =
      diffusion::instabilityCurve(**schedule, *correction, options.risk, options.times);
  const bool reached =
      curve.thresholdNoiseRatio <= (*schedule)->noiseRatio((*schedule)->maximumTime());
  VerbResult result;
  result.json = {{"t", curve.time},
                 {"noiseRatio", curve.noiseRatio},
                 {"instability", curve.riskSensitive},
                 {"instabilityOrdinary", curve.ordinary},
                 {"relL2", curve.relativeL2RiskSensitive},
                 {"relL2Ordinary", curve.relativeL2Ordinary},
                 {"relativeVariance", curve.relativeVariance},
                 {"law", options.law},
                 {"lawParameters", correction->law().parameters()},
                 {"omega", options.omega},
                 {"threshold", reached ? Json(curve.threshold) : Json(nullptr)}};
  const std::string image =
      fmt::format("An image with {} noise of risk {:g}", options.law, options.risk);
  result.text = reached ? fmt::format("{} teaches from t = {:.4f} on.", image, curve.threshold)
                        : fmt::format("{} never teaches on this schedule.", image);
  return result;
}

} // namespace

void addTheoryVerbs(Verbs& verbs)
{
  auto options = std::make_shared<InstabilityOptions>();
  CLI::App* verb =
      verbs.add("instability", "Instability curves of the ordinary and the risk-sensitive SDE",
                [options](Session&) { return showInstability(*options); });
  verb->add_option("--schedule", options->schedule, "Noise schedule")
      ->capture_default_str()
      ->check(CLI::IsMember(diffusion::scheduleNames()));
  verb->add_option("--law", options->law, "Noise law")->capture_default_str();
  verb->add_option("--degrees-of-freedom", options->degreesOfFreedom, "Of student-t (default 5)");
  verb->add_option("--risk", options->risk,
                   "Standard deviation (of cauchy noise its scale), model intensity")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1e6));
  verb->add_option("--times", options->times, "Points of the curve")
      ->capture_default_str()
      ->check(CLI::Range(2, 100000));
  verb->add_option("--dimension", options->correction.dimension, "D of the formula")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000000));
  verb->add_option("--omega", options->omega,
                   "Weight of frequencies: default, paper (the noise's own), or power:M")
      ->capture_default_str();
  verb->add_option("--tolerance", options->correction.tolerance,
                   "Largest relL2 at which noise that isn't gaussian may teach")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 1.0));
}

} // namespace limpid::cli
