#pragma once

#include "core/base/result.h"
#include "core/preparation/selection.h"
#include "core/preparation/training_array.h"
#include "core/risk/regional_map.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace limpid::preparation {

/// The maps of noise that the images of a selection have.
class NoiseMaps
{
public:
  /// `noise` is the component that every image of the selection has a value of.
  static Result<NoiseMaps> load(study::Project& project, const Selection& selection,
                                const std::string& noise);

  std::size_t count() const { return m_maps.size(); }
  /// Null for an image without one.
  const risk::RegionalMap* of(const study::ImageKey& image) const;
  /// In the images' unit, of all images with a map; 0 without any.
  double strongest() const { return m_strongest; }

private:
  std::map<study::ImageKey, risk::RegionalMap> m_maps;
  double m_strongest = 0.0;
};

/// σ of M0 for each pixel of the square that `array` is, model intensity: the map (σ as seen, the
/// image's unit) through crop and resampling as white noise, √Σw²σ². Pixels that aren't rated have
/// `elsewhere`; the filled rim has no noise. BadInput when the map hasn't the source's size.
Result<std::vector<float>> noiseMapAsTrained(const risk::RegionalMap& map, double elsewhere,
                                             const TrainingArray& array, const Shaping& shaping);

} // namespace limpid::preparation
