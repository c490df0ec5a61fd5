#include "core/engine/verdict.h"

#include "core/engine/set_comparison.h"

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
    return line("not-measured", input.samples > 0
                                    ? "Clean: not measured, rows of a table have no grain."
                                    : "Clean: not measured, there are no samples yet.");
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

// Why samples weren't compared with real images.
std::string tooFew(const VerdictInput& input)
{
  if (input.samples == 0)
    return "not measured, there are no samples yet.";
  if (input.cleanHeldOut < fewestToCompare)
    return fmt::format("not measured. Too few clean images were kept aside ({}) to judge it. The "
                       "other checks stand.",
                       input.cleanHeldOut);
  if (input.cleanTraining < fewestToCompare)
    return fmt::format("not measured. Too few clean images train ({}) to know how far apart real "
                       "images are.",
                       input.cleanTraining);
  return fmt::format("not measured. {} samples are too few to judge it: draw {} or more.",
                     input.samples, fewestToCompare);
}

Json faithfulLine(const VerdictInput& input)
{
  if (!input.distanceRatio)
    return line("not-measured", "Faithful: " + tooFew(input));
  const Interval& ratio = *input.distanceRatio;
  const bool close = ratio.value <= 1.5;
  return line(close ? "good" : "attention", ratio,
              fmt::format("{}: {:.1f} × the distance between real images ({:.1f}–{:.1f}).{}",
                          close ? "Faithful" : "Not faithful", ratio.value, ratio.low, ratio.high,
                          close ? " Close." : ""));
}

Json variedLine(const VerdictInput& input)
{
  if (!input.recall)
    return line("not-measured", "Varied: " + tooFew(input));
  const Interval& recall = *input.recall;
  const bool enough = recall.value >= 0.8 * input.recallOfReal;
  return line(enough ? "good" : "attention", recall,
              fmt::format("{}: covers {:.0f} % of the kept-aside images ({:.0f}–{:.0f} %); as many "
                          "real images cover {:.0f} %.",
                          enough ? "Varied" : "Not varied", 100.0 * recall.value,
                          100.0 * recall.low, 100.0 * recall.high, 100.0 * input.recallOfReal));
}

Json newLine(const VerdictInput& input)
{
  if (input.samples == 0)
    return line("not-measured", "New: not measured, there are no samples yet.");
  if (!input.tooNear)
    return line("not-measured", "New: not measured. It needs clean images of two patients to know "
                                "how near images of different people are.");
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

std::string peakText(const Json& peak)
{
  const Json& position = peak.at("position");
  return position.is_number() ? fmt::format("{:.0f} HU", position.get<double>()) : "none";
}

std::string tissueSentence(const Json& tissuePeaks)
{
  std::string differing;
  for (const Json& tissue : tissuePeaks)
    if (!tissue.at("agrees").get<bool>())
      differing +=
          fmt::format("{}{} (peak {} against {}, {:.1f} % of pixels against {:.1f} %)",
                      differing.empty() ? "" : "; ", tissue.at("tissue").get<std::string>(),
                      peakText(tissue.at("samples")), peakText(tissue.at("real")),
                      100.0 * tissue.at("samples").at("share").get<double>(),
                      100.0 * tissue.at("real").at("share").get<double>());
  return differing.empty()
             ? "HU check: air, fat, water and bone lie where your clean images have them."
             : "HU check: samples differ from your clean images in " + differing + ".";
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
    if (const auto lowest = preparation.find("windowLow");
        lowest != preparation.end() && lowest->is_number())
      unit.lowest = lowest->get<double>();
  }
  return unit;
}

Json verdict(const VerdictInput& input)
{
  return {{"clean", cleanLine(input)},
          {"faithful", faithfulLine(input)},
          {"varied", variedLine(input)},
          {"new", newLine(input)}};
}

Json sentencesOf(const Json& verdict, const VerdictInput& input, const Json& tissuePeaks)
{
  Json sentences = Json::array();
  for (const char* part : {"clean", "faithful", "varied", "new"})
    sentences.push_back({{"id", part}, {"text", verdict.at(part).at("sentence")}});
  if (tissuePeaks.is_array())
    sentences.push_back({{"id", "hu-check"}, {"text", tissueSentence(tissuePeaks)}});
  if (input.cleanHeldOut == 0)
    sentences.push_back({{"id", "denoising-error"},
                         {"text", "No clean image was kept aside: the denoising error can't be "
                                  "measured."}});
  return sentences;
}

} // namespace limpid::engine
