#include "ui/viewmodels/schema_editor.h"

#include "core/study/project.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const risk::Component& component)
{
  return QString::fromStdString(risk::toJson(component).dump());
}

bool sameSchema(const std::vector<risk::Component>& one, const std::vector<risk::Component>& other)
{
  return std::ranges::equal(one, other, {}, textOf, textOf); // NaN limits are no obstacle there
}

const risk::Component* find(const std::vector<risk::Component>& schema, const std::string& id)
{
  const auto found = std::ranges::find(schema, id, &risk::Component::id);
  return found == schema.end() ? nullptr : &*found;
}

} // namespace

SchemaEditor::SchemaEditor(QString project, const std::vector<risk::Component>& schema,
                           QObject* parent)
    : QObject(parent),
      m_project(std::move(project)),
      m_stored(schema),
      m_draft(schema),
      m_current(schema.empty() ? -1 : 0)
{
  forecast();
}

risk::Component* SchemaEditor::edited()
{
  return m_current < 0 ? nullptr : &m_draft[static_cast<std::size_t>(m_current)];
}

const risk::Component* SchemaEditor::component() const
{
  return m_current < 0 ? nullptr : &m_draft[static_cast<std::size_t>(m_current)];
}

bool SchemaEditor::isChanged() const
{
  return !sameSchema(m_stored, m_draft);
}

void SchemaEditor::select(int place)
{
  m_current = std::clamp(place, -1, static_cast<int>(m_draft.size()) - 1);
  Q_EMIT changed();
}

void SchemaEditor::add(const QString& label)
{
  risk::Component fresh;
  fresh.id = risk::freshId(m_draft, label.toStdString());
  fresh.label = label.trimmed().toStdString();
  fresh.values = {0, 1, 2, 3, 4};
  fresh.words = {tr("none").toStdString(), tr("slight").toStdString(), tr("moderate").toStdString(),
                 tr("marked").toStdString(), tr("severe").toStdString()};
  m_draft.push_back(std::move(fresh));
  m_current = static_cast<int>(m_draft.size()) - 1;
  forecast();
}

void SchemaEditor::remove()
{
  if (m_current < 0)
    return;
  m_draft.erase(m_draft.begin() + m_current);
  m_current = std::min(m_current, static_cast<int>(m_draft.size()) - 1);
  forecast();
}

void SchemaEditor::swapWith(int place)
{
  if (m_current < 0 || place < 0 || place >= static_cast<int>(m_draft.size()))
    return;
  std::swap(m_draft[static_cast<std::size_t>(m_current)], m_draft[static_cast<std::size_t>(place)]);
  m_current = place;
  forecast();
}

void SchemaEditor::moveUp()
{
  swapWith(m_current - 1);
}

void SchemaEditor::moveDown()
{
  swapWith(m_current + 1);
}

void SchemaEditor::setLabel(const QString& label)
{
  if (risk::Component* const one = edited()) {
    one->label = label.trimmed().toStdString();
    forecast();
  }
}

void SchemaEditor::setUnit(const QString& unit)
{
  if (risk::Component* const one = edited()) {
    one->unit = unit.trimmed().toStdString();
    forecast();
  }
}

void SchemaEditor::setUse(risk::ComponentUse use)
{
  if (risk::Component* const one = edited()) {
    one->use = use;
    forecast();
  }
}

void SchemaEditor::setGoodIsLow(bool low)
{
  if (risk::Component* const one = edited()) {
    one->goodIsLow = low;
    forecast();
  }
}

/// One beyond the last; a component without a scale begins with two.
void SchemaEditor::addStep()
{
  risk::Component* const one = edited();
  if (one == nullptr || one->kind == risk::ComponentKind::Measured)
    return;
  const double last = one->values.empty() ? -1.0 : *std::ranges::max_element(one->values);
  for (int added = 1; added <= (one->values.empty() ? 2 : 1); ++added)
    one->values.push_back(last + added);
  one->words.resize(one->values.size());
  if (!one->limits.empty())
    one->limits.resize(one->values.size(), std::numeric_limits<double>::quiet_NaN());
  forecast();
}

void SchemaEditor::removeStep(int step)
{
  risk::Component* const one = edited();
  if (one == nullptr || step < 0 || step >= static_cast<int>(one->values.size()))
    return;
  one->values.erase(one->values.begin() + step);
  if (step < static_cast<int>(one->words.size()))
    one->words.erase(one->words.begin() + step);
  if (step < static_cast<int>(one->limits.size()))
    one->limits.erase(one->limits.begin() + step);
  forecast();
}

void SchemaEditor::setStepValue(int step, double value)
{
  risk::Component* const one = edited();
  if (one == nullptr || step < 0 || step >= static_cast<int>(one->values.size()))
    return;
  one->values[static_cast<std::size_t>(step)] = value;
  forecast();
}

void SchemaEditor::setStepWord(int step, const QString& word)
{
  risk::Component* const one = edited();
  if (one == nullptr || step < 0 || step >= static_cast<int>(one->values.size()))
    return;
  one->words.resize(one->values.size());
  one->words[static_cast<std::size_t>(step)] = word.trimmed().toStdString();
  forecast();
}

void SchemaEditor::setMove(double from, std::optional<double> to)
{
  if (component() == nullptr)
    return;
  std::vector<risk::StepMove>& said = m_moves[component()->id];
  std::erase_if(said, [from](const risk::StepMove& move) { return move.from == from; });
  said.push_back({from, to, 0});
  forecast();
}

void SchemaEditor::forecast()
{
  m_jobs.stop();
  ++m_edition;
  m_obstacle.clear();
  if (!isChanged())
    m_forecast.reset(); // else it stays in sight until the next one is there
  for (const risk::Component& one : m_draft)
    if (one.label.empty())
      m_obstacle = tr("A component has no name.");
  Q_EMIT changed();
  if (!isChanged() || m_project.isEmpty())
    return;
  // A move may go to a step that the draft has no more: then it is proposed anew.
  for (auto& [id, said] : m_moves)
    if (const risk::Component* const one = find(m_draft, id))
      std::erase_if(said, [one](const risk::StepMove& move) {
        return move.to && !risk::checkValue(*one, *move.to);
      });
  m_jobs.run<risk::SchemaForecast>(
      [folder = toPath(m_project),
       asked = change()](jobs::JobContext&) -> Result<risk::SchemaForecast> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::forecastSchemaChange(*project, asked, "");
      },
      [this, edition = ++m_edition](Result<risk::SchemaForecast> foreseen) {
        if (edition != m_edition)
          return; // of a draft that has changed since
        if (foreseen)
          m_forecast = std::move(*foreseen);
        else
          m_obstacle = QString::fromStdString(foreseen.error().message);
        Q_EMIT changed();
      });
}

std::vector<risk::StepMove> SchemaEditor::moves() const
{
  std::vector<risk::StepMove> moving;
  if (!m_forecast || component() == nullptr)
    return moving;
  const auto said = m_moves.find(component()->id);
  for (const risk::ComponentForecast& one : m_forecast->components) {
    if (one.component != component()->id)
      continue;
    for (const risk::StepMove& move : one.moves)
      if (move.to != move.from ||
          (said != m_moves.end() &&
           std::ranges::find(said->second, move.from, &risk::StepMove::from) != said->second.end()))
        moving.push_back(move);
  }
  return moving;
}

QString SchemaEditor::wordIn(const std::vector<risk::Component>& schema, const std::string& id,
                             double value) const
{
  if (const risk::Component* const one = find(schema, id))
    if (const auto step = risk::stepOf(*one, value);
        step && *step < one->words.size() && !one->words[*step].empty())
      return QString::fromStdString(one->words[*step]);
  return QLocale().toString(value, 'g', 4);
}

QStringList SchemaEditor::consequences() const
{
  QStringList sentences;
  if (!m_forecast)
    return sentences;
  for (const risk::ComponentForecast& one : m_forecast->components) {
    const risk::Component* const before = find(m_stored, one.component);
    const QString label = before == nullptr ? QString::fromStdString(one.component)
                                            : QString::fromStdString(before->label);
    QStringList parts;
    int values = 0;
    for (const risk::StepMove& move : one.moves) {
      values += move.values;
      if (one.removed || move.to == move.from)
        continue;
      const QString from = wordIn(m_stored, one.component, move.from);
      parts.append(move.to ? tr("%Ln %1 become %2", nullptr, move.values)
                                 .arg(from, wordIn(m_draft, one.component, *move.to))
                           : tr("%Ln %1 become unrated", nullptr, move.values).arg(from));
    }
    if (one.removed)
      parts.append(tr("%Ln value(s) are taken away", nullptr, values));
    if (one.turned)
      parts.append(tr("its good end turns round for %Ln value(s)", nullptr, values));
    if (one.lostLimits > 0)
      parts.append(tr("%Ln match(es) by eye are lost", nullptr, one.lostLimits));
    if (!parts.isEmpty())
      sentences.append(tr("%1: %2.").arg(label, parts.join(u", "_s)));
  }
  return sentences;
}

QString SchemaEditor::obstacle() const
{
  if (!m_obstacle.isEmpty())
    return m_obstacle;
  if (!isChanged())
    return tr("Nothing is changed.");
  if (m_jobs.busy() || !m_forecast)
    return tr("Looking what the change does…");
  return {};
}

} // namespace limpid::viewmodels
