#include "ui/viewmodels/match_pairs.h"

#include "core/base/random.h"
#include "core/preparation/graded_images.h"
#include "core/preparation/intensity_choice.h"
#include "core/risk/eye_match.h"
#include "core/study/pixel_reader.h"

#include <algorithm>

namespace limpid::viewmodels {

namespace {

constexpr std::uint64_t pairSeed = 1;

preparation::Selection selectionOf(const KindContent& content)
{
  preparation::Selection selection;
  selection.modality = content.modality;
  for (const RatedImage& image : content.images)
    selection.images.push_back({image.record, 0, image.patient, image.quality});
  return selection;
}

preparation::Selection selectionOf(const KindContent& content, const PairPlan& plan)
{
  preparation::Selection selection;
  selection.modality = content.modality;
  for (const auto* side : {&plan.good, &plan.bad})
    for (const std::size_t index : *side) {
      const RatedImage& image = content.images[index];
      selection.images.push_back({image.record, 0, image.patient, image.quality});
    }
  return selection;
}

/// One image at training size, and what that does to white noise.
Result<preparation::TrainingArray> shape(const RatedImage& image,
                                         const imaging::IntensityWindow& window, int size)
{
  const auto pixels = study::readFrame(image.record.path, image.record.key.frame);
  if (!pixels)
    return failure(pixels.error());
  const int side = std::min(size, std::max(pixels->rows, pixels->columns));
  return preparation::shapeImage(*pixels, {std::nullopt, window, 0.0, side});
}

std::vector<float> patternFor(const MatchPair& pair, std::uint64_t number)
{
  std::vector<float> pattern(std::max(pair.sides[0].pixels.size(), pair.sides[1].pixels.size()));
  Random(pairSeed, 2 * number + 1).fillNormal(pattern);
  return pattern;
}

} // namespace

imaging::Image MatchPair::noisy(std::size_t side, double noise) const
{
  imaging::Image image = sides.at(side);
  for (std::size_t pixel = 0; pixel < image.pixels.size(); ++pixel)
    image.pixels[pixel] += static_cast<float>(noise) * pattern[pixel];
  return image;
}

bool PairPlan::complete() const
{
  return !good.empty() && !bad.empty();
}

PairPlan planPairs(const KindContent& content, const risk::Component& component, double value)
{
  const preparation::Selection selection = selectionOf(content);
  const preparation::GradedChoice choice =
      preparation::chooseGraded(selection, component, value, risk::pairsPerGrade);
  return {choice.good, choice.bad, preparation::trainingSize(selection)};
}

Result<ReadPairs> readPairs(const KindContent& content, const PairPlan& plan,
                            jobs::JobContext& context)
{
  const auto window = preparation::chooseWindow(selectionOf(content, plan), {}, context);
  if (!window)
    return failure(window.error());
  ReadPairs read;
  if (!*window)
    return read;
  read.pixels.window = **window;
  for (std::size_t number = 0; number < risk::pairsPerGrade; ++number) {
    if (context.stopRequested())
      return ReadPairs();
    const auto good =
        shape(content.images[plan.good[number % plan.good.size()]], **window, plan.size);
    const auto bad = shape(content.images[plan.bad[number % plan.bad.size()]], **window, plan.size);
    if (!good || !bad)
      return failure(good ? bad.error() : good.error());
    MatchPair pair;
    pair.badIsLeft = Random(pairSeed, 2 * number).below(2) == 0;
    pair.sides.at(pair.badIsLeft ? 1 : 0) = imaging::fromModelIntensity(good->content, **window);
    pair.sides.at(pair.badIsLeft ? 0 : 1) = imaging::fromModelIntensity(bad->content, **window);
    pair.pattern = patternFor(pair, number);
    read.pixels.noiseGain = good->noiseGain;
    read.pairs.push_back(std::move(pair));
  }
  return read;
}

} // namespace limpid::viewmodels
