#include "ui/viewmodels/sheet_measure.h"

#include "core/risk/matching.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace limpid::viewmodels {

namespace {

constexpr double lowestShown = 0.02;
constexpr double highestShown = 0.98;
constexpr int mostPips = 5;

double percentile(const std::vector<double>& rising, double part)
{
  const auto last = static_cast<double>(rising.size() - 1);
  return rising[static_cast<std::size_t>(std::lround(part * last))];
}

QString numberText(double value)
{
  const bool needsTenths = value > 0.0 && value < 10.0;
  return QLocale().toString(value, 'f', needsTenths ? 1 : 0);
}

} // namespace

std::optional<ImageRisk> riskOf(const std::vector<risk::Component>& schema,
                                const risk::QualityVector& quality)
{
  std::optional<ImageRisk> risk;
  for (const risk::Component& component : schema) {
    const auto rating = quality.find(component.id);
    if (rating == quality.end())
      continue;
    const std::optional<double> part = component.use == risk::ComponentUse::Noise
                                           ? std::optional(rating->second.value)
                                           : risk::limitInForce(component, rating->second.value);
    if (part && (!risk || *part > risk->value))
      risk = ImageRisk{*part, component.id};
  }
  return risk;
}

SheetMeasure::SheetMeasure(const KindContent& content, const std::string& id)
    : m_schema(content.schema), m_unit(QString::fromStdString(content.unit))
{
  const auto found = std::ranges::find(m_schema, id, &risk::Component::id);
  if (found == m_schema.end()) {
    workOutRange(content);
    return;
  }
  m_id = id;
  m_component = *found;
  if (found->use != risk::ComponentUse::Noise)
    m_unit = QString::fromStdString(found->unit);
  for (std::size_t step = 0; step < found->values.size(); ++step)
    m_steps.push_back(step < found->words.size() ? coreText(found->words[step])
                                                 : QLocale().toString(found->values[step]));
  if (!found->goodIsLow)
    std::ranges::reverse(m_steps);
  workOutRange(content);
}

void SheetMeasure::workOutRange(const KindContent& content)
{
  if (!m_steps.empty()) {
    m_low = 0.0;
    m_high = std::max(1.0, static_cast<double>(m_steps.size() - 1));
    return;
  }
  std::vector<double> rising;
  for (const RatedImage& image : content.images)
    if (const std::optional<double> badness = badnessOf(image))
      rising.push_back(*badness);
  if (rising.empty())
    return;
  std::ranges::sort(rising);
  m_low = percentile(rising, lowestShown);
  m_high = percentile(rising, highestShown);
}

QString SheetMeasure::label() const
{
  return m_component ? coreText(m_component->label) : QualityViewModel::tr("Risk");
}

QString SheetMeasure::axisTitle() const
{
  return m_unit.isEmpty() ? label() : QStringLiteral("%1 (%2)").arg(label(), m_unit);
}

std::optional<double> SheetMeasure::valueOf(const RatedImage& image) const
{
  if (!m_component) {
    const std::optional<ImageRisk> risk = riskOf(m_schema, image.quality);
    return risk ? std::optional(risk->value) : std::nullopt;
  }
  const auto rating = image.quality.find(m_component->id);
  return rating == image.quality.end() ? std::nullopt : std::optional(rating->second.value);
}

std::optional<double> SheetMeasure::badnessOf(const RatedImage& image) const
{
  const std::optional<double> value = valueOf(image);
  if (!value || !m_component)
    return value;
  if (m_steps.empty())
    return m_component->goodIsLow ? *value : -*value;
  const std::optional<std::size_t> step = risk::stepOf(*m_component, *value);
  if (!step)
    return std::nullopt;
  const std::size_t fromGood = m_component->goodIsLow ? *step : m_steps.size() - 1 - *step;
  return static_cast<double>(fromGood);
}

std::optional<double> SheetMeasure::shadeOf(const RatedImage& image) const
{
  const std::optional<double> badness = badnessOf(image);
  if (!badness)
    return std::nullopt;
  if (m_high <= m_low) // all alike
    return *badness > m_low ? 1.0 : 0.0;
  return std::clamp((*badness - m_low) / (m_high - m_low), 0.0, 1.0);
}

std::optional<int> SheetMeasure::pipsOf(const RatedImage& image) const
{
  const std::optional<double> shade = m_steps.empty() ? std::nullopt : shadeOf(image);
  if (!shade)
    return std::nullopt;
  return 1 + static_cast<int>(std::lround(*shade * (mostPips - 1)));
}

QString SheetMeasure::textOfBadness(double badness) const
{
  if (!m_steps.empty()) {
    const auto step = static_cast<std::size_t>(std::max(0L, std::lround(badness)));
    return m_steps[std::min(step, m_steps.size() - 1)];
  }
  const bool turned = highIsGood();
  const QString number = numberText(turned ? -badness : badness);
  return m_unit.isEmpty() ? number : QString(number + u' ' + m_unit);
}

QString SheetMeasure::textOf(const RatedImage& image) const
{
  if (const std::optional<double> badness = badnessOf(image))
    return textOfBadness(*badness);
  const bool measured = !m_component || m_component->use == risk::ComponentUse::Noise;
  return measured ? QualityViewModel::tr("not measured") : QualityViewModel::tr("not rated");
}

QString SheetMeasure::textOf(const KindContent& content, const std::vector<int>& rows) const
{
  std::optional<double> low;
  std::optional<double> high;
  for (const int row : rows) {
    const auto badness = badnessOf(content.images[static_cast<std::size_t>(row)]);
    if (!badness)
      continue;
    low = std::min(low.value_or(*badness), *badness);
    high = std::max(high.value_or(*badness), *badness);
  }
  if (!low)
    return rows.empty() ? QString()
                        : textOf(content.images[static_cast<std::size_t>(rows.front())]);
  const QString from = textOfBadness(*low);
  const QString to = textOfBadness(*high);
  if (from == to)
    return to;
  if (!m_steps.empty())
    return QualityViewModel::tr("%1 to %2").arg(from, to);
  return highIsGood() ? QString(numberText(-*high) + u'–' + from)
                      : QString(numberText(*low) + u'–' + to);
}

} // namespace limpid::viewmodels
