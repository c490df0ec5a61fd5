#include "ui/viewmodels/batch_preview.h"

#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <map>
#include <set>

namespace limpid::viewmodels {

namespace {

std::string studyOf(const KindContent& content, const std::string& seriesUid)
{
  const auto series = content.series.find(seriesUid);
  return series == content.series.end() ? std::string() : series->second.studyUid;
}

std::string placeOf(const KindContent& content, int row, risk::Level level)
{
  const study::ImageRecord& record = content.images[static_cast<std::size_t>(row)].record;
  return level == risk::Level::Series ? record.seriesUid : studyOf(content, record.seriesUid);
}

} // namespace

std::vector<int> rowsReached(const KindContent& content, const std::vector<int>& selected,
                             risk::Level level)
{
  if (level == risk::Level::Image)
    return selected;
  std::set<std::string> places;
  for (const int row : selected)
    places.insert(placeOf(content, row, level));
  std::vector<int> rows;
  for (int row = 0; row < static_cast<int>(content.images.size()); ++row)
    if (places.contains(placeOf(content, row, level)))
      rows.push_back(row);
  return rows;
}

std::vector<risk::Target> targetsOf(const KindContent& content, const std::vector<int>& selected,
                                    risk::Level level)
{
  std::vector<risk::Target> targets;
  if (level == risk::Level::Image) {
    for (const int row : selected) {
      const study::ImageKey& key = content.images[static_cast<std::size_t>(row)].record.key;
      targets.push_back({level, key.uid, key.frame});
    }
    return targets;
  }
  std::set<std::string> places;
  for (const int row : selected)
    if (const std::string place = placeOf(content, row, level);
        !place.empty() && places.insert(place).second)
      targets.push_back({level, place, 0});
  return targets;
}

BatchPreview previewEdit(const KindContent& content, const std::vector<int>& selected,
                         const risk::Component& component, std::optional<double> value,
                         risk::Level level)
{
  BatchPreview preview;
  preview.rows = rowsReached(content, selected, level);
  std::map<double, int> changed;
  for (const int row : preview.rows) {
    const risk::QualityVector& quality = content.images[static_cast<std::size_t>(row)].quality;
    const auto before = quality.find(component.id);
    if (before == quality.end())
      ++(value ? preview.unrated : preview.same);
    else if (before->second.level > level)
      ++preview.narrower;
    else if (value == before->second.value)
      ++preview.same;
    else
      ++changed[before->second.value];
  }
  for (const auto& [before, images] : changed)
    preview.changed.push_back({before, images});
  return preview;
}

QString wordOf(const risk::Component& component, double value, const QString& unit)
{
  if (const auto step = risk::stepOf(component, value);
      step && *step < component.words.size() && !component.words[*step].empty())
    return coreText(component.words[*step]);
  const bool noise = component.use == risk::ComponentUse::Noise;
  const QString ofValue = noise ? unit : QString::fromStdString(component.unit);
  const QString number = QLocale().toString(value, 'g', 4);
  return ofValue.isEmpty() ? number : QString(number + QLatin1Char(' ') + ofValue);
}

QString sentenceOf(const BatchPreview& preview, const risk::Component& component,
                   std::optional<double> value, const QString& unit)
{
  QStringList parts;
  if (preview.unrated > 0)
    parts.append(QualityViewModel::tr("%Ln unrated", nullptr, preview.unrated));
  for (const ValueBefore& before : preview.changed) {
    const QString from = wordOf(component, before.value, unit);
    parts.append(value ? QualityViewModel::tr("%Ln from %1", nullptr, before.images).arg(from)
                       : QualityViewModel::tr("%Ln lose %1", nullptr, before.images).arg(from));
  }
  if (preview.same > 0)
    parts.append(QualityViewModel::tr("%Ln stay as they are", nullptr, preview.same));
  const auto images = static_cast<int>(preview.rows.size());
  const QString list = parts.join(QualityViewModel::tr(", "));
  QString text = value ? QualityViewModel::tr("%Ln image(s) to %1: %2.", nullptr, images)
                             .arg(wordOf(component, *value, unit), list)
                       : QualityViewModel::tr("%Ln image(s): %1.", nullptr, images).arg(list);
  if (preview.narrower > 0)
    text +=
        QLatin1Char(' ') + QualityViewModel::tr("%Ln keep their own.", nullptr, preview.narrower);
  return text;
}

} // namespace limpid::viewmodels
