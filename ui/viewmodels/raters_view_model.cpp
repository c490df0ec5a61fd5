#include "ui/viewmodels/raters_view_model.h"

#include "core/risk/audit.h"
#include "core/risk/blinding.h"
#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>
#include <functional>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr auto raterKey = "rater";
constexpr double millisecondsPerSecond = 1000.0;

QString wordOf(const risk::Component& component, double value)
{
  const auto step = risk::stepOf(component, value);
  return step && *step < component.words.size() ? coreText(component.words[*step])
                                                : QLocale().toString(value);
}

QString intervalText(const metrics::Interval& interval)
{
  const QLocale locale;
  return u"%1 (%2–%3)"_s.arg(locale.toString(interval.value, 'f', 2),
                             locale.toString(interval.low, 'f', 2),
                             locale.toString(interval.high, 'f', 2));
}

Result<RatersContent> readContent(const std::filesystem::path& folder, const std::string& rater,
                                  const std::string& component)
{
  auto project = study::Project::open(folder);
  if (!project)
    return failure(project.error());
  RatersContent content;
  auto names = risk::raterNames(*project);
  auto schema = risk::loadSchema(*project);
  const auto blinded = risk::isBlinded(*project);
  const auto finished = risk::hasFinished(*project, rater);
  if (!names || !schema || !blinded || !finished)
    return failure(!names     ? names.error()
                   : !schema  ? schema.error()
                   : !blinded ? blinded.error()
                              : finished.error());
  content.names = std::move(*names);
  content.blinded = *blinded;
  content.finished = *finished;
  content.seesOthers = !*blinded || *finished;
  for (risk::Component& one : *schema)
    if (one.kind == risk::ComponentKind::Rated)
      content.rated.push_back(std::move(one));
  const auto shown = std::ranges::find(content.rated, component, &risk::Component::id);
  if (!content.seesOthers || content.rated.empty())
    return content;
  const risk::Component& described = shown == content.rated.end() ? content.rated.front() : *shown;
  auto agreement = risk::agreementOf(*project, described.id);
  if (!agreement)
    return failure(agreement.error());
  auto places = PlaceNames::read(*project);
  if (!places)
    return failure(places.error());
  content.places = std::move(*places);
  content.agreement = std::move(*agreement);
  content.queue = risk::disagreements(content.agreement->table, described);
  std::ranges::stable_sort(content.queue, std::greater<>(),
                           &risk::Disagreement::size); // a decided row stays where it was
  return content;
}

} // namespace

RatersViewModel::RatersViewModel(QSettings& settings, QObject* parent)
    : QObject(parent), m_settings(settings)
{
}

QString RatersViewModel::rater() const
{
  const QString chosen = m_settings.value(QLatin1String(raterKey)).toString();
  return chosen.isEmpty() ? qEnvironmentVariable("USER", u"rater"_s) : chosen;
}

QStringList RatersViewModel::names() const
{
  QStringList names;
  for (const std::string& name : m_content.names)
    names.append(QString::fromStdString(name));
  if (!names.contains(rater()))
    names.prepend(rater());
  return names;
}

const risk::Component* RatersViewModel::described() const
{
  const auto found =
      std::ranges::find(m_content.rated, m_component.toStdString(), &risk::Component::id);
  return found == m_content.rated.end() ? nullptr : &*found;
}

QStringList RatersViewModel::ratersOfComponent() const
{
  QStringList names;
  if (m_content.agreement)
    for (const std::string& name : m_content.agreement->table.raters)
      names.append(QString::fromStdString(name));
  return names;
}

std::vector<AgreementRow> RatersViewModel::agreementRows() const
{
  std::vector<AgreementRow> rows;
  if (!m_content.agreement)
    return rows;
  const QStringList names = ratersOfComponent();
  for (const metrics::RaterPair& pair : m_content.agreement->figures.pairs)
    rows.push_back({tr("%1 and %2")
                        .arg(names[static_cast<qsizetype>(pair.one)],
                             names[static_cast<qsizetype>(pair.other)]),
                    static_cast<int>(pair.images),
                    pair.kappa ? intervalText(*pair.kappa) : tr("not defined")});
  return rows;
}

QString RatersViewModel::correlation() const
{
  if (!m_content.agreement || ratersOfComponent().size() < 3 ||
      !m_content.agreement->figures.correlation)
    return {};
  return tr("All together: ICC %1 over %2 rated by all.")
      .arg(intervalText(*m_content.agreement->figures.correlation),
           QLocale().toString(static_cast<int>(m_content.agreement->figures.ratedByAll)));
}

QString RatersViewModel::sentence() const
{
  if (!m_content.seesOthers)
    return tr("You are blinded: what others said is shown once you have finished.");
  if (!m_content.agreement)
    return {};
  const QString lowest = QLocale().toString(m_content.agreement->lowest, 'f', 2);
  const risk::Component* shown = described();
  const bool steps = shown != nullptr && !shown->values.empty();
  const QString measure = steps ? u"κ"_s : u"ICC"_s;
  switch (m_content.agreement->consensus) {
  case risk::Consensus::Alone:
    return tr("Nobody else has rated this.");
  case risk::Consensus::Strong:
    return tr("Raters agree (%1 %2). The median of their values counts.").arg(measure, lowest);
  case risk::Consensus::Weak:
    return tr("Raters agree weakly (%1 %2). Limits use the more cautious rater.")
        .arg(measure, lowest);
  case risk::Consensus::Unknown:
    return tr("Raters share fewer than %1 ratings, so how well they agree isn't known. Limits use "
              "the more cautious rater.")
        .arg(risk::fewestShared);
  }
  return {};
}

std::vector<DisagreementRow> RatersViewModel::queue() const
{
  std::vector<DisagreementRow> rows;
  const risk::Component* component = described();
  if (component == nullptr)
    return rows;
  for (const risk::Disagreement& one : m_content.queue) {
    DisagreementRow row;
    row.target = one.place.target;
    row.place = m_content.places.of(row.target);
    for (const std::optional<double>& value : one.place.values)
      row.values.append(value ? wordOf(*component, *value) : u"–"_s);
    if (one.place.adjudicated)
      row.decided = wordOf(*component, *one.place.adjudicated);
    rows.push_back(std::move(row));
  }
  return rows;
}

int RatersViewModel::undecided() const
{
  return static_cast<int>(std::ranges::count_if(
      m_content.queue, [](const auto& one) { return !one.place.adjudicated.has_value(); }));
}

void RatersViewModel::setProject(const QString& folder)
{
  m_jobs.stop();
  m_project = folder;
  m_current = -1;
  m_message.clear();
  m_error.clear();
  m_content = {};
  reload();
  Q_EMIT raterChanged(rater());
}

void RatersViewModel::reload()
{
  if (m_project.isEmpty()) {
    Q_EMIT changed();
    return;
  }
  m_jobs.run<RatersContent>([folder = toPath(m_project), name = rater().toStdString(),
                             component = m_component.toStdString()](
                                jobs::JobContext&) { return readContent(folder, name, component); },
                            [this](const Result<RatersContent>& content) {
                              if (content)
                                show(*content);
                              else
                                m_error = coreText(content.error().message);
                              Q_EMIT changed();
                            });
}

void RatersViewModel::show(const RatersContent& content)
{
  std::optional<risk::Target> open;
  if (m_current >= 0 && m_current < static_cast<int>(m_content.queue.size()))
    open = m_content.queue[static_cast<std::size_t>(m_current)].place.target;
  m_content = content;
  if (described() == nullptr && !m_content.rated.empty())
    m_component = QString::fromStdString(m_content.rated.front().id);
  m_current = -1;
  for (std::size_t row = 0; open && row < m_content.queue.size(); ++row) {
    const risk::Target& target = m_content.queue[row].place.target;
    if (target.level == open->level && target.uid == open->uid && target.frame == open->frame)
      m_current = static_cast<int>(row);
  }
}

void RatersViewModel::setRater(const QString& name)
{
  const QString trimmed = name.trimmed();
  if (trimmed.isEmpty() || trimmed == rater())
    return;
  m_settings.setValue(QLatin1String(raterKey), trimmed);
  Q_EMIT raterChanged(trimmed);
  reload();
}

void RatersViewModel::setComponent(const QString& id)
{
  if (id == m_component)
    return;
  m_component = id;
  m_current = -1;
  reload();
}

void RatersViewModel::store(const std::function<Result<bool>(study::Project&)>& work, bool values)
{
  if (m_project.isEmpty())
    return;
  m_error.clear();
  m_message.clear();
  m_jobs.run<bool>(
      [folder = toPath(m_project), work](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return work(*project);
      },
      [this, values](const Result<bool>& stored) {
        if (!stored)
          m_error = coreText(stored.error().message);
        else if (values)
          Q_EMIT valuesChanged();
        reload();
      });
}

void RatersViewModel::setBlinded(bool blinded)
{
  store(
      [blinded, name = rater().toStdString()](study::Project& project) -> Result<bool> {
        if (const auto set = risk::setBlinded(project, blinded, name); !set)
          return failure(set.error());
        return true;
      },
      true);
}

void RatersViewModel::setFinished(bool finished)
{
  store(
      [finished, name = rater().toStdString()](study::Project& project) -> Result<bool> {
        if (const auto set = risk::setFinished(project, name, finished); !set)
          return failure(set.error());
        return true;
      },
      true);
}

void RatersViewModel::open(int row)
{
  if (row < 0 || row >= static_cast<int>(m_content.queue.size()))
    return;
  m_current = row;
  m_looking.start();
  const risk::Target& target = m_content.queue[static_cast<std::size_t>(row)].place.target;
  Q_EMIT imageWanted(static_cast<int>(target.level), QString::fromStdString(target.uid),
                     target.frame);
  Q_EMIT changed();
}

void RatersViewModel::next()
{
  const int rows = static_cast<int>(m_content.queue.size());
  for (int further = 1; further <= rows; ++further) {
    const int row = (m_current + further) % rows;
    if (!m_content.queue[static_cast<std::size_t>(row)].place.adjudicated) {
      open(row);
      return;
    }
  }
  open(m_current + 1);
}

void RatersViewModel::previous()
{
  open(m_current - 1);
}

void RatersViewModel::decide(int step)
{
  const risk::Component* component = described();
  if (component == nullptr || m_current < 0 ||
      m_current >= static_cast<int>(m_content.queue.size()) ||
      step >= static_cast<int>(component->values.size()))
    return;
  std::optional<double> value;
  if (step >= 0)
    value = component->values[static_cast<std::size_t>(step)];
  const double seconds = static_cast<double>(m_looking.elapsed()) / millisecondsPerSecond;
  store(
      [target = m_content.queue[static_cast<std::size_t>(m_current)].place.target,
       id = component->id, value, name = rater().toStdString(),
       seconds](study::Project& project) -> Result<bool> {
        if (const auto stored = risk::adjudicate(project, target, id, value, name, seconds);
            !stored)
          return failure(stored.error());
        return true;
      },
      true);
}

void RatersViewModel::exportAudit(const QString& file)
{
  if (m_project.isEmpty())
    return;
  m_error.clear();
  m_jobs.run<int>(
      [folder = toPath(m_project), path = toPath(file)](jobs::JobContext&) -> Result<int> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return risk::exportAudit(*project, path);
      },
      [this, file](const Result<int>& lines) {
        if (lines)
          m_message = tr("%Ln entries written to %1.", nullptr, *lines).arg(file);
        else
          m_error = coreText(lines.error().message);
        Q_EMIT changed();
      });
}

} // namespace limpid::viewmodels
