#include "core/engine/verdict.h"

#include <fmt/format.h>

namespace limpid::engine {
namespace {

using metrics::Interval;

Json line(const char* state, const std::string& sentence)
{
  return {{"state", state},
          {"value", nullptr},
          {"low", nullptr},
          {"high", nullptr},
          {"sentence", sentence}};
}

Json line(const char* state, const Interval& figure, const std::string& sentence)
{
  return {{"state", state},
          {"value", figure.value},
          {"low", figure.low},
          {"high", figure.high},
          {"sentence", sentence}};
}

// Two significant digits: more would promise what a median of some images can't hold.
std::string amount(double modelIntensity, const Unit& unit)
{
  const double value = modelIntensity * unit.scale;
  const std::string number = value >= 9.5    ? fmt::format("{:.0f}", value)
                             : value >= 0.95 ? fmt::format("{:.1f}", value)
                                             : fmt::format("{:.2g}", value);
  return unit.name.empty() ? number : number + " " + unit.name;
}

Json cleanLine(const VerdictInput& input)
{
  if (!input.residualNoise)
    return line("not-measured", "Clean: not measured, there are no samples yet.");
  const Interval& samples = *input.residualNoise;
  if (!input.cleanNoise)
    return line("not-measured",
                fmt::format("Clean: not judged. The samples have {} of grain, but no image of the "
                            "data set counts as clean.",
                            amount(samples.value, input.unit)));
  const Interval& clean = *input.cleanNoise;
  const std::string found = amount(samples.value, input.unit);
  const std::string wanted = amount(clean.value, input.unit);
  if (samples.low > 1.25 * clean.high)
    return line("attention", samples,
                fmt::format("Not clean: {} of grain against {}. Either noise was under-measured or "
                            "training stopped early.",
                            found, wanted));
  if (samples.high < 0.6 * clean.low)
    return line("attention", samples,
                fmt::format("Too smooth: {} of grain against {} in your clean images. Fine texture "
                            "is missing; longer training may bring it.",
                            found, wanted));
  const std::string noisy =
      input.noisyNoise
          ? fmt::format(", your noisy ones {}", amount(input.noisyNoise->value, input.unit))
          : std::string();
  return line(
      "good", samples,
      fmt::format("Clean: {} of grain; your clean images have {}{}.", found, wanted, noisy));
}

Json faithfulLine(const VerdictInput& input)
{
  if (input.samples == 0)
    return line("not-measured", "Faithful: not measured, there are no samples yet.");
  if (!input.distanceRatio)
    return line("not-measured",
                fmt::format("Faithful: not measured. Too few clean images were kept aside ({}) to "
                            "judge it. The other checks stand.",
                            input.cleanHeldOut));
  const double ratio = *input.distanceRatio;
  Json result = line(ratio <= 1.5 ? "good" : "attention",
                     fmt::format("{}: {:.1f} × the distance between real images.{}",
                                 ratio <= 1.5 ? "Faithful" : "Not faithful", ratio,
                                 ratio <= 1.5 ? " Close." : ""));
  result["value"] = ratio;
  return result;
}

Json newLine(const VerdictInput& input)
{
  if (input.samples == 0)
    return line("not-measured", "New: not measured, there are no samples yet.");
  if (!input.tooNear)
    return line("not-measured", "New: not measured. It needs clean training images of two patients "
                                "to know how near images of different people are.");
  const std::size_t apart = input.samples - *input.tooNear;
  const std::string held =
      *input.tooNear == 0 || !input.heldBack
          ? ""
          : fmt::format(" {} {} held back.", *input.tooNear, *input.tooNear == 1 ? "is" : "are");
  Json result =
      line(*input.tooNear == 0 ? "good" : "attention",
           fmt::format("New: {} of {} are no closer to one of {} clean training images than two "
                       "patients are.{}",
                       apart, input.samples, input.comparedWith, held));
  result["value"] = static_cast<double>(apart) / static_cast<double>(input.samples);
  return result;
}

} // namespace

Unit unitOf(const Json& preparation)
{
  Unit unit;
  if (!preparation.is_object())
    return unit;
  if (const auto scale = preparation.find("intensityScale");
      scale != preparation.end() && scale->is_number() && scale->get<double>() > 0.0) {
    unit.scale = scale->get<double>();
    if (const auto name = preparation.find("unit"); name != preparation.end() && name->is_string())
      unit.name = name->get<std::string>();
  }
  return unit;
}

Json verdict(const VerdictInput& input)
{
  return {{"clean", cleanLine(input)},
          {"faithful", faithfulLine(input)},
          {"varied", line("not-measured", "Varied: not measured by this version.")},
          {"new", newLine(input)}};
}

Json sentencesOf(const Json& verdict, const VerdictInput& input)
{
  Json sentences = Json::array();
  for (const char* part : {"clean", "faithful", "varied", "new"})
    sentences.push_back({{"id", part}, {"text", verdict.at(part).at("sentence")}});
  if (input.cleanHeldOut == 0)
    sentences.push_back({{"id", "denoising-error"},
                         {"text", "No clean image was kept aside: the denoising error can't be "
                                  "measured."}});
  return sentences;
}

} // namespace limpid::engine
