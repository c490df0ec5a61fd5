#include "app/cli/assessment_text.h"

#include <fmt/format.h>

namespace limpid::cli {
namespace {

const Json& member(const Json& object, const char* key)
{
  static const Json none;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return object.is_object() && found != object.end() ? *found : none;
}

std::string interval(const Json& figure)
{
  const Json& low = member(figure, "low");
  const Json& high = member(figure, "high");
  const double value = figure.at("value");
  if (!low.is_number() || !high.is_number())
    return fmt::format("{:8.3g}", value);
  return fmt::format("{:8.3g}  ({:.3g} to {:.3g})", value, low.get<double>(), high.get<double>());
}

std::string noiseTable(const Json& assessment)
{
  struct Row
  {
    const char* key;
    const char* title;
  };
  std::string rows;
  std::string unit;
  for (const auto& [key, title] :
       {Row{"residualNoise", "samples"}, Row{"cleanNoise", "clean images"},
        Row{"noisyNoise", "noisy images"}}) {
    const Json& figure = member(assessment, key);
    if (!member(member(figure, "inUnit"), "value").is_number())
      continue;
    unit = figure.value("unit", "");
    rows += fmt::format("  {:<14}{}\n", title, interval(figure.at("inUnit")));
  }
  if (rows.empty())
    return rows;
  return fmt::format("\nNoise, median{} (95 % interval)\n",
                     unit.empty() ? std::string() : ", in " + unit) +
         rows;
}

/// Beside the table of distances: where noise that was left and detail that was lost show.
std::string spectrumLine(const Json& assessment)
{
  const Json& fine = member(member(assessment, "powerSpectrum"), "fine");
  if (!member(fine, "value").is_number())
    return {};
  return fmt::format("  {:<20}{}  of that of clean images\n", "power of fine detail",
                     interval(fine));
}

std::string errorTable(const Json& assessment)
{
  const Json& errors = member(assessment, "denoisingError");
  if (!errors.is_array() || errors.empty())
    return {};
  const Json& images = member(assessment, "denoisingErrorImages");
  std::string text =
      fmt::format("\nDenoising error on {} clean images kept aside, by noise level\n",
                  images.is_number() ? images.get<int>() : 0);
  for (const Json& error : errors)
    text += fmt::format("  {:<14.3g}{}{}\n", error.at("level").get<double>(), interval(error),
                        error.value("trained", true) ? "" : "  no image teaches this level");
  return text;
}

std::string distanceTable(const Json& assessment)
{
  struct Row
  {
    const char* key;
    const char* title;
  };
  std::string rows;
  for (const auto& [key, title] :
       {Row{"swd", "sliced Wasserstein"}, Row{"mmd", "MMD², pixels"}, Row{"kid", "MMD², features"},
        Row{"precision", "precision"}, Row{"recall", "recall"}}) {
    const Json& figure = member(assessment, key);
    const Json& real = member(figure, "betweenReal");
    if (real.is_number())
      rows += fmt::format("  {:<20}{}  real images {:.3g}\n", title, interval(figure),
                          real.get<double>());
  }
  rows += spectrumLine(assessment);
  return rows.empty() ? rows : "\nSamples against clean images kept aside (95 % interval)\n" + rows;
}

} // namespace

std::string assessmentText(const Json& assessment)
{
  std::string text;
  const Json& sentences = member(assessment, "sentences");
  if (sentences.is_array())
    for (const Json& sentence : sentences)
      text += sentence.value("text", "") + "\n";
  return text + noiseTable(assessment) + errorTable(assessment) + distanceTable(assessment);
}

} // namespace limpid::cli
