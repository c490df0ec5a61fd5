#include "core/preparation/sentences.h"

#include "core/dataset/noise_of_data.h"
#include "core/diffusion/risk_sensitive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace limpid::preparation {
namespace {

constexpr double clippingLimit = 0.001; // M0
// With fewer, samples come close to copies of training images.
constexpr int fewImages = 1000;
constexpr int fewPatients = 30;

/// Where the levels of detail end, as v/u: a share of the intensity range, which is 2.
struct DetailLevel
{
  const char* name;
  double lowestNoiseRatio;
};
constexpr std::array<DetailLevel, 4> detailLevels = {
    {{"layout", 1.0}, {"organs", 0.4}, {"edges", 0.16}, {"fine detail", 0.06}}};

/// 3870 → "3,870".
std::string counted(int number)
{
  std::string text = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
    text.insert(static_cast<std::size_t>(place), ",");
  return text;
}

std::string counted(int number, const char* one, const char* many)
{
  return fmt::format("{} {}", counted(number), number == 1 ? one : many);
}

std::string millimetres(double value)
{
  return value < 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

/// Two pixels: what is smaller has no shape.
std::string smallestFinding(double pixelMm)
{
  const double finding = 2 * pixelMm;
  return finding < 3 ? fmt::format("{:.1f}", finding) : fmt::format("{:.0f}", finding);
}

void add(std::vector<Sentence>& sentences, const char* id, std::string text)
{
  sentences.push_back({id, std::move(text)});
}

void addChoices(std::vector<Sentence>& sentences, const Facts& facts)
{
  add(sentences, "window",
      fmt::format("{:g} to {:g} {} become the range that trains.", facts.window.low,
                  facts.window.high, facts.unit));
  if (facts.pixelMm) {
    const auto [smallest, largest] = *facts.pixelMm;
    const bool one = largest - smallest < 0.05;
    add(sentences, "pixel-size",
        fmt::format("One pixel is {}{} mm: findings under {} mm can't appear.",
                    one ? "" : millimetres(smallest) + " to ", millimetres(largest),
                    smallestFinding(largest)));
  }
  if (!facts.stabilised.empty())
    add(sentences, "stabilised",
        fmt::format("Noise of the law {} is made equally strong in the dark and bright parts of "
                    "each image before it trains.",
                    facts.stabilised));
  if (!facts.textInPixels.empty())
    add(sentences, "text-in-pixels", facts.textInPixels);
  if (facts.filled)
    add(sentences, "filled",
        "Images that aren't square are filled up with the low end of the window; nothing is "
        "stretched.");
  if (facts.noiseMaps > 0)
    add(sentences, "noise-maps",
        facts.noiseMapsUsed
            ? fmt::format(
                  "The noise of {} is known pixel by pixel: it is taken off pixel by pixel, "
                  "and the worst pixel tells from where on the image teaches.",
                  counted(facts.noiseMaps, "image", "images"))
            : fmt::format("The maps of the noise of {} aren't used: the transform has made it the "
                          "same everywhere.",
                          counted(facts.noiseMaps, "image", "images")));
  if (facts.meansOfRepeats > 0)
    add(sentences, "means-of-repeats",
        facts.meansOfRepeats == 1
            ? "The mean of one set of repeats is among the images, with less noise than each."
            : fmt::format("The means of {} sets of repeats are among the images, each with less "
                          "noise than its repeats.",
                          counted(facts.meansOfRepeats)));
  if (facts.noisePairs > 0)
    add(sentences, "correlated",
        fmt::format("The noise is correlated, as {} show{}: its strongest frequency has {:.2g} "
                    "times the mean power. It is taken off frequency by frequency, and the "
                    "strongest tells from where on an image teaches.",
                    counted(facts.noisePairs, "pair of images", "pairs of images"),
                    facts.noisePairs == 1 ? "s" : "", facts.noisePeak));
  add(sentences, "reference",
      facts.referenceChosen
          ? fmt::format("Risk counts from {:.3g} {} on, the noise of the cleanest twentieth; "
                        "generated images will be of that quality.",
                        facts.referenceNoise, facts.unit)
          : fmt::format("Risk counts from {:.3g} {} on, as asked for.", facts.referenceNoise,
                        facts.unit));
}

void addWarnings(std::vector<Sentence>& sentences, const Facts& facts)
{
  if (facts.keptOut > 0)
    add(sentences, "kept-out",
        fmt::format("{} {} left out, as chosen on Quality.",
                    counted(facts.keptOut, "image", "images"), facts.keptOut == 1 ? "is" : "are"));
  if (facts.leftOut > 0)
    add(sentences, "left-out",
        fmt::format("{} could not be used and {} left out.",
                    counted(facts.leftOut, "image", "images"), facts.leftOut == 1 ? "is" : "are"));
  if (facts.clippedShare > clippingLimit)
    add(sentences, "clipping",
        fmt::format("{:.2g} % of the pixels of noisy images lie beyond the window; the noise there "
                    "isn't Gaussian any more. A wider window keeps it.",
                    100 * facts.clippedShare));
  if (facts.kernels > 1)
    add(sentences, "mixed-kernels",
        fmt::format("{} reconstruction kernels or sequences: the model will learn all their "
                    "textures.",
                    facts.kernels));
  if (facts.synthetic)
    add(sentences, "synthetic", "Synthetic images are among them, as insisted on.");
  if (facts.images < fewImages || facts.patients < fewPatients)
    add(sentences, "few-images",
        fmt::format("{} of {} are few; samples may come out as copies of them. From 1,000 slices "
                    "of 30 patients on that becomes less likely.",
                    counted(facts.images, "slice", "slices"),
                    counted(facts.patients, "patient", "patients")));
  for (const std::string& sentence : facts.unmatched)
    add(sentences, "rating-not-matched", sentence);
}

void addSplit(std::vector<Sentence>& sentences, const Facts& facts)
{
  const std::string slices = counted(facts.heldOutImages, "slice", "slices");
  if (facts.heldOutImages == 0)
    add(sentences, "held-out", "No images are kept aside, so nothing can be checked later.");
  else if (facts.heldOutByBlock)
    add(sentences, "one-patient",
        fmt::format("There is one patient only: the last {} kept aside. What is checked on {} says "
                    "nothing about other patients.",
                    facts.heldOutImages == 1 ? "slice is" : slices + " in a row are",
                    facts.heldOutImages == 1 ? "it" : "them"));
  else
    add(sentences, "held-out",
        fmt::format("{} of {} ({}) {} kept aside for checking.", counted(facts.heldOutPatients),
                    counted(facts.patients, "patient", "patients"), slices,
                    facts.heldOutPatients == 1 ? "is" : "are"));
}

std::string joined(const std::vector<std::string>& words, const char* last)
{
  if (words.size() < 2)
    return words.empty() ? std::string() : words.front();
  return fmt::format("{} {} {}", fmt::join(words.begin(), words.end() - 1, ", "), last,
                     words.back());
}

std::string levelSentence(int teaching, int images, const std::vector<std::string>& levels)
{
  const std::string what = joined(levels, teaching == 0 ? "or" : "and");
  if (teaching == 0)
    return fmt::format("None teaches {}.", what);
  if (teaching == images)
    return fmt::format("All {} teach {}.", counted(images, "slice", "slices"), what);
  return fmt::format("{} {} {}.", counted(teaching), teaching == 1 ? "teaches" : "teach", what);
}

/// "All 3,870 slices teach layout and organs. 812 teach edges. 240 teach fine detail."
std::string whoTeaches(const std::vector<double>& thresholds)
{
  const auto images = static_cast<int>(thresholds.size());
  std::string text;
  std::vector<std::string> levels;
  int before = -1;
  const auto finish = [&] {
    if (!levels.empty())
      text += (text.empty() ? "" : " ") + levelSentence(before, images, levels);
    levels.clear();
  };
  for (const DetailLevel& level : detailLevels) {
    const auto teaching =
        static_cast<int>(std::count_if(thresholds.begin(), thresholds.end(), [&level](double one) {
          return one <= level.lowestNoiseRatio;
        }));
    if (teaching != before)
      finish();
    before = teaching;
    levels.emplace_back(level.name);
  }
  finish();
  return text;
}

} // namespace

std::vector<Sentence> preparationSentences(const Facts& facts)
{
  std::vector<Sentence> sentences;
  addChoices(sentences, facts);
  addSplit(sentences, facts);
  addWarnings(sentences, facts);
  return sentences;
}

std::vector<Sentence> teachingSentences(const std::vector<double>& thresholds,
                                        std::span<const std::string> patients,
                                        double unitsPerModelIntensity, const std::string& unit)
{
  std::vector<Sentence> sentences;
  if (thresholds.empty())
    return sentences;
  std::set<std::string> all(patients.begin(), patients.end());
  std::set<std::string> fine;
  for (std::size_t index = 0; index < thresholds.size(); ++index)
    if (thresholds[index] <= detailLevels.back().lowestNoiseRatio)
      fine.insert(patients[index]);
  add(sentences, "who-teaches", whoTeaches(thresholds));
  if (!fine.empty() && fine.size() < all.size())
    add(sentences, "fine-detail-patients",
        fmt::format("Fine detail comes from {} of {}.", counted(static_cast<int>(fine.size())),
                    counted(static_cast<int>(all.size()), "patient", "patients")));
  const double floor = *std::min_element(thresholds.begin(), thresholds.end());
  if (floor > 0)
    add(sentences, "noise-floor",
        fmt::format("No image teaches below {:.3g} {}: the cleanest there are set that floor.",
                    floor * unitsPerModelIntensity, unit));
  return sentences;
}

std::vector<Sentence> datasetSentences(const Facts& facts, const dataset::DatasetContent& content,
                                       double buffer)
{
  std::vector<double> thresholds;
  std::vector<std::string> patients;
  const double gain = dataset::gainAtPeak(content.noiseSpectrum);
  const std::size_t each = content.noise.size() / content.patients.size();
  for (std::size_t index = 0; index < content.patients.size(); ++index) {
    if (content.heldOut[index] != 0)
      continue;
    const auto first = content.noise.begin() + static_cast<std::ptrdiff_t>(index * each);
    const float worst = *std::max_element(first, first + static_cast<std::ptrdiff_t>(each));
    thresholds.push_back(diffusion::thresholdNoiseRatio(
        {gain * static_cast<double>(worst), static_cast<double>(content.limit[index])}, buffer));
    patients.push_back(content.patients[index]);
  }
  std::vector<Sentence> all =
      teachingSentences(thresholds, patients, facts.window.unitsPerModelIntensity(), facts.unit);
  const std::vector<Sentence> choices = preparationSentences(facts);
  all.insert(all.end(), choices.begin(), choices.end());
  return all;
}

} // namespace limpid::preparation
