#include "ui/viewmodels/noise_summary.h"

#include "ui/viewmodels/quality_view_model.h"

#include <QLocale>

#include <algorithm>

namespace limpid::viewmodels {

namespace {

/// Calls `take` with each noise that is known.
template<typename Take>
void forEachNoise(const KindContent& content, Take take)
{
  const auto component =
      std::ranges::find(content.schema, risk::ComponentUse::Noise, &risk::Component::use);
  if (component == content.schema.end())
    return;
  for (const RatedImage& image : content.images)
    if (const auto rating = image.quality.find(component->id); rating != image.quality.end())
      take(rating->second.value);
}

} // namespace

std::vector<double> knownNoise(const KindContent& content)
{
  std::vector<double> values;
  forEachNoise(content, [&values](double noise) { values.push_back(noise); });
  std::ranges::sort(values);
  return values;
}

int countKnownNoise(const KindContent& content)
{
  int images = 0;
  forEachNoise(content, [&images](double) { ++images; });
  return images;
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
