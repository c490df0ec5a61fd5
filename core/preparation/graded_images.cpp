#include "core/preparation/graded_images.h"

#include <algorithm>

namespace limpid::preparation {
namespace {

constexpr int sizeStep = 8;
constexpr int largestDefaultSize = 64;

std::vector<std::size_t> evenly(const std::vector<std::size_t>& all, std::size_t most)
{
  if (all.size() <= most)
    return all;
  std::vector<std::size_t> some;
  for (std::size_t place = 0; place < most; ++place)
    some.push_back(all[place * all.size() / most]);
  return some;
}

bool isBetter(const risk::Component& component, double one, double other)
{
  return component.goodIsLow ? one < other : one > other;
}

std::vector<std::size_t> ratedAs(const Selection& selection, const risk::Component& component,
                                 double value)
{
  const auto wanted = risk::stepOf(component, value);
  std::vector<std::size_t> found;
  for (std::size_t index = 0; index < selection.images.size(); ++index) {
    const auto rating = selection.images[index].quality.find(component.id);
    if (rating != selection.images[index].quality.end() && wanted &&
        risk::stepOf(component, rating->second.value) == wanted)
      found.push_back(index);
  }
  return found;
}

} // namespace

GradedChoice chooseGraded(const Selection& selection, const risk::Component& component,
                          double value, std::size_t most)
{
  std::optional<double> best;
  for (const Candidate& candidate : selection.images)
    if (const auto rating = candidate.quality.find(component.id);
        rating != candidate.quality.end() && isBetter(component, rating->second.value, value) &&
        (!best || isBetter(component, rating->second.value, *best)))
      best = rating->second.value;
  GradedChoice choice;
  choice.bad = evenly(ratedAs(selection, component, value), most);
  if (best)
    choice.good = evenly(ratedAs(selection, component, *best), most);
  return choice;
}

Result<imaging::Image> asTrainedInUnit(const imaging::Image& source,
                                       const imaging::IntensityWindow& window, int size)
{
  const int side = std::min(size, std::max(source.rows, source.columns));
  Result<TrainingArray> array = shapeImage(source, {std::nullopt, window, 0.0, side});
  if (!array)
    return failure(array.error());
  return imaging::fromModelIntensity(array->content, window);
}

int trainingSize(const Selection& selection)
{
  int smallest = 0;
  for (const Candidate& candidate : selection.images) {
    const int side = std::max(candidate.image.rows, candidate.image.columns);
    smallest = smallest == 0 ? side : std::min(smallest, side);
  }
  return std::max(sizeStep, std::min(smallest, largestDefaultSize) / sizeStep * sizeStep);
}

} // namespace limpid::preparation
