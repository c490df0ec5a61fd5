// What the view-model of matching tells of the grades and of what a limit does.

#include "core/run/plan.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/match_view_model.h"
#include "ui/viewmodels/plan_estimate.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

bool isMatchable(const risk::Component& component)
{
  return component.kind == risk::ComponentKind::Rated && component.values.size() > 1 &&
         component.use != risk::ComponentUse::Noise;
}

/// The component as it would be with one more limit.
risk::Component withLimit(risk::Component component, std::size_t step, double limit)
{
  component.limits.resize(component.values.size(), std::numeric_limits<double>::quiet_NaN());
  component.limits[step] = limit;
  component.use = risk::ComponentUse::Limit;
  return component;
}

QString wordOf(const risk::Component& component, double value)
{
  const auto step = risk::stepOf(component, value);
  return step && *step < component.words.size() ? coreText(component.words[*step])
                                                : QLocale().toString(value);
}

} // namespace

QString MatchViewModel::matchText(const risk::Component& component, const risk::GradeMatch& match,
                                  const QString& unit)
{
  const auto figure = [](double value) { return QLocale().toString(value, 'g', 3); };
  const auto [low, high] = std::ranges::minmax(component.values);
  const QString good = wordOf(component, component.goodIsLow ? low : high);
  QString limit = figure(match.limit.value) + u' ' + unit;
  if (match.limit.high > match.limit.low)
    limit += u" (%1–%2 %3)"_s.arg(figure(match.limit.low), figure(match.limit.high), unit);
  const QString bad = u"%1 (%2)"_s.arg(wordOf(component, match.value), coreText(component.label));
  if (match.rater.empty())
    return tr("Measured by a classifier: %1 can't be told from %2 above %3. Images "
              "rated so teach only above that.")
        .arg(bad, good, limit);
  return tr("Matched by %1 on %Ln pair(s): %2 can't be told from %3 above %4. "
            "Images rated so teach only above that.",
            nullptr, static_cast<int>(match.pairs))
      .arg(QString::fromStdString(match.rater), bad, good, limit);
}

std::vector<risk::Component> MatchViewModel::components() const
{
  std::vector<risk::Component> matchable;
  if (m_content)
    std::ranges::copy_if(m_content->schema, std::back_inserter(matchable), isMatchable);
  return matchable;
}

const risk::Component* MatchViewModel::described() const
{
  if (!m_content)
    return nullptr;
  const auto found =
      std::ranges::find(m_content->schema, m_component.toStdString(), &risk::Component::id);
  return found == m_content->schema.end() || !isMatchable(*found) ? nullptr : &*found;
}

QString MatchViewModel::unit() const
{
  return m_content ? QString::fromStdString(m_content->unit) : QString();
}

std::vector<MatchGrade> MatchViewModel::grades() const
{
  std::vector<MatchGrade> found;
  const risk::Component* component = described();
  if (component == nullptr)
    return found;
  for (std::size_t step = 0; step < component->values.size(); ++step) {
    const double value = component->values[step];
    MatchGrade grade;
    grade.step = static_cast<int>(step);
    grade.word = step < component->words.size() ? coreText(component->words[step])
                                                : QLocale().toString(value);
    for (const RatedImage& image : m_content->images)
      if (const auto rating = image.quality.find(component->id); rating != image.quality.end())
        grade.images += risk::stepOf(*component, rating->second.value) == step ? 1 : 0;
    const bool inForce = component->use == risk::ComponentUse::Limit &&
                         step < component->limits.size() && !std::isnan(component->limits[step]);
    for (const risk::GradeMatch& match : m_matches)
      if (inForce && match.component == component->id && match.value == value &&
          grade.sentence.isEmpty())
        grade.sentence = matchText(*component, match, unit());
    if (planPairs(*m_content, *component, value).complete())
      found.push_back(std::move(grade));
  }
  return found;
}

std::optional<double> MatchViewModel::gradeValue() const
{
  const risk::Component* component = described();
  if (component == nullptr || m_step < 0 || m_step >= static_cast<int>(component->values.size()))
    return std::nullopt;
  return component->values[static_cast<std::size_t>(m_step)];
}

/// How many images teach fine detail to its end, as things are or with a limit for the grade.
int MatchViewModel::teachingFineDetail(std::optional<double> limit) const
{
  if (!m_content)
    return 0;
  KindContent content = *m_content;
  const auto component =
      std::ranges::find(content.schema, m_component.toStdString(), &risk::Component::id);
  if (limit && component != content.schema.end() && m_step >= 0)
    *component = withLimit(*component, static_cast<std::size_t>(m_step), *limit);
  const bool known = m_pixels.window.high > m_pixels.window.low && !m_pairs.empty();
  const PlanData data =
      estimatePlanData(content, m_plan.size > 0 ? m_plan.size : trainedSize(content, 0),
                       known ? std::optional(m_pixels) : std::nullopt);
  return countPerDetail(data, run::TrainingPlan{}.buffer)
      .at(static_cast<std::size_t>(Detail::Fine))
      .images;
}

QString MatchViewModel::effect() const
{
  if (asked() == nullptr)
    return {};
  return tr("Images that teach fine detail: %1 → %2.")
      .arg(QLocale().toString(teachingFineDetail(std::nullopt)),
           QLocale().toString(teachingFineDetail(m_noise)));
}

} // namespace limpid::viewmodels
