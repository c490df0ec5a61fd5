#include "ui/viewmodels/noise_summary.h"

#include "ui/viewmodels/quality_view_model.h"

#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

std::vector<double> knownNoise(const KindContent& content)
{
  std::vector<double> values;
  const auto component =
      std::find_if(content.schema.begin(), content.schema.end(),
                   [](const risk::Component& one) { return one.use == risk::ComponentUse::Noise; });
  if (component == content.schema.end())
    return values;
  for (const RatedImage& image : content.images)
    if (const auto rating = image.quality.find(component->id); rating != image.quality.end())
      values.push_back(rating->second.value);
  std::sort(values.begin(), values.end());
  return values;
}

QString noiseSentence(const KindContent& content)
{
  const std::vector<double> noise = knownNoise(content);
  const int images = static_cast<int>(content.images.size());
  if (noise.empty())
    return QualityViewModel::tr("Noise isn't measured yet in any of %1.")
        .arg(QualityViewModel::tr("%Ln slice(s)", nullptr, images));
  const auto number = [](double value) {
    return QLocale().toString(value, 'f', value < 10.0 ? 1 : 0);
  };
  return QualityViewModel::tr(
             "Noise is known for %1 of %2 (median %3 %5, cleanest tenth below %4 %5).")
      .arg(QLocale().toString(static_cast<int>(noise.size())),
           QualityViewModel::tr("%Ln slice(s)", nullptr, images), number(noise[noise.size() / 2]),
           number(noise[noise.size() / 10]), QString::fromStdString(content.unit));
}

} // namespace limpid::viewmodels
