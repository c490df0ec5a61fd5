#include "core/preparation/repeat_means.h"

#include "core/preparation/training_risk.h"
#include "core/risk/estimate.h"
#include "core/risk/schema.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace limpid::preparation {
namespace {

std::vector<risk::RepeatGroup> measuredRepeats(const Selection& selection, const std::string& noise,
                                               jobs::JobContext& context)
{
  std::vector<std::size_t> images;
  for (std::size_t index = 0; index < selection.images.size(); ++index) {
    const auto known = selection.images[index].quality.find(noise);
    if (known != selection.images[index].quality.end() &&
        known->second.source == risk::byRepeatsSource)
      images.push_back(index);
  }
  return findRepeats(selection, images, context);
}

} // namespace

Result<std::vector<RepeatSet>>
findRepeatSets(study::Project& project, const DatasetRequest& request, jobs::JobContext& context)
{
  const auto schema = risk::loadSchema(project);
  if (!schema)
    return failure(schema.error());
  const auto noise = noiseComponent(*schema);
  if (!noise)
    return failure(noise.error());
  const auto selection = selectImages(project, request);
  if (!selection)
    return failure(selection.error());
  std::vector<RepeatSet> sets;
  for (const risk::RepeatGroup& repeats : measuredRepeats(*selection, noise->id, context)) {
    RepeatSet& set = sets.emplace_back();
    for (const std::size_t image : repeats)
      set.push_back(selection->images[image].image.key);
  }
  return sets;
}

Result<RepeatMeans> RepeatMeans::find(const Selection& selection, const DatasetRequest& request,
                                      const std::string& noise, jobs::JobContext& context)
{
  RepeatMeans means;
  if (!request.meansOfRepeats)
    return means;
  for (const risk::RepeatGroup& repeats : measuredRepeats(selection, noise, context)) {
    Group group;
    group.last = *std::ranges::max_element(repeats);
    for (const std::size_t image : repeats)
      means.m_groupOf[image] = means.m_groups.size();
    means.m_groups.push_back(std::move(group));
  }
  if (context.stopRequested())
    return means;
  if (means.m_groups.empty())
    return failure(ErrorCode::BadInput,
                   "There are no repeats to take means of: no image's noise was measured by its "
                   "repeats. Measure it (repeat-difference) first.");
  return means;
}

std::optional<std::size_t> RepeatMeans::groupOf(std::size_t index) const
{
  const auto found = m_groupOf.find(index);
  return found == m_groupOf.end() ? std::nullopt : std::optional(found->second);
}

void RepeatMeans::add(std::size_t index, const QuietImage& image)
{
  const std::optional<std::size_t> place = groupOf(index);
  if (!place)
    return;
  Group& group = m_groups[*place];
  if (group.count == 0)
    group.sum.square = image.square;
  else
    std::ranges::transform(group.sum.square.pixels, image.square.pixels,
                           group.sum.square.pixels.begin(), std::plus());
  group.sum.noise += image.noise * image.noise;
  group.sum.limit = std::max(group.sum.limit, image.limit);
  ++group.count;
}

std::optional<QuietImage> RepeatMeans::endedBy(std::size_t index) const
{
  const std::optional<std::size_t> place = groupOf(index);
  if (!place || m_groups[*place].last != index || m_groups[*place].count < 2)
    return std::nullopt;
  QuietImage mean = m_groups[*place].sum;
  const int count = m_groups[*place].count;
  for (float& pixel : mean.square.pixels)
    pixel /= static_cast<float>(count);
  mean.noise = std::sqrt(mean.noise) / count;
  return mean;
}

} // namespace limpid::preparation
