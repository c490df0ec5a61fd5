#include "core/preparation/noise_map.h"

#include "core/imaging/resample.h"

#include <algorithm>
#include <cmath>

namespace limpid::preparation {
namespace {

double valueOr(float value, double elsewhere)
{
  return std::isnan(value) ? elsewhere : static_cast<double>(value);
}

} // namespace

Result<NoiseMaps> NoiseMaps::load(study::Project& project, const Selection& selection,
                                  const std::string& noise)
{
  const auto stored = risk::listRegionalMaps(project);
  if (!stored)
    return failure(stored.error());
  std::map<study::ImageKey, double> own;
  for (const Candidate& candidate : selection.images)
    own[candidate.image.key] = candidate.quality.at(noise).value;
  NoiseMaps maps;
  for (const risk::RegionalRating& rating : *stored) {
    if (rating.component != noise || !own.contains(rating.image))
      continue;
    auto map = risk::regionalMapOf(project, rating.image, noise);
    if (!map)
      return failure(map.error());
    if (!map->has_value())
      continue;
    for (const float value : (*map)->values)
      maps.m_strongest = std::max(maps.m_strongest, valueOr(value, own.at(rating.image)));
    maps.m_maps[rating.image] = std::move(**map);
  }
  return maps;
}

const risk::RegionalMap* NoiseMaps::of(const study::ImageKey& image) const
{
  const auto found = m_maps.find(image);
  return found == m_maps.end() ? nullptr : &found->second;
}

Result<std::vector<float>> noiseMapAsTrained(const risk::RegionalMap& map, double elsewhere,
                                             const TrainingArray& array, const Shaping& shaping)
{
  imaging::Image variances;
  variances.rows = map.rows;
  variances.columns = map.columns;
  for (const float value : map.values) {
    const double noise = valueOr(value, elsewhere);
    variances.pixels.push_back(static_cast<float>(noise * noise));
  }
  Result<imaging::Image> cropped = variances;
  if (shaping.crop)
    cropped = imaging::crop(variances, *shaping.crop);
  if (!cropped)
    return failure(cropped.error());
  const auto means = imaging::resampleArea(*cropped, array.content.rows, array.content.columns);
  if (!means)
    return failure(means.error());
  // The mean of σ² over a pixel's area, times Σw²: exactly Σw²σ² where whole pixels become one.
  const double factor = means->noiseGain / shaping.window.unitsPerModelIntensity();
  imaging::Image content = means->image;
  for (float& value : content.pixels)
    value = static_cast<float>(factor * std::sqrt(static_cast<double>(value)));
  return filledToSquare(content, shaping.size, 0.0F).pixels;
}

} // namespace limpid::preparation
