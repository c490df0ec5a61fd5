#include "ui/viewmodels/match_view_model.h"

#include "core/risk/estimate.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr double strongest = 0.5; // of the intensity range that trains
constexpr double millisecondsPerSecond = 1000.0;

} // namespace

/// Images with their ratings and what was matched so far.
struct MatchViewModel::Loaded
{
  KindContent content;
  std::vector<risk::GradeMatch> matches;
};

MatchViewModel::MatchViewModel(WorkerClient& worker, Programs programs, QObject* parent)
    : QObject(parent), m_worker(worker), m_classifier(std::move(programs))
{
  connect(&m_worker, &WorkerClient::ready, this, &MatchViewModel::settle);
  connect(&m_worker, &WorkerClient::failed, this, &MatchViewModel::settle);
  connect(&m_worker, &WorkerClient::unavailable, this, [this](const QString& reason) {
    if (!m_missing.empty())
      fail(reason);
  });
  connect(&m_classifier, &VerbProcess::answered, this, &MatchViewModel::showProposal);
  connect(&m_classifier, &VerbProcess::failed, this, [this](const QString& reason) {
    fail(reason.isEmpty() ? tr("It could not be measured.") : reason);
  });
  connect(&m_classifier, &VerbProcess::stopped, this, &MatchViewModel::cancel);
}

bool MatchViewModel::busy() const
{
  return m_jobs.busy() || m_classifier.running();
}

void MatchViewModel::setProject(const QString& folder)
{
  cancel();
  m_jobs.stop();
  m_project = folder;
  m_kind.clear();
  m_content.reset();
  m_matches.clear();
  m_state = State::NoRatings;
  Q_EMIT changed();
}

void MatchViewModel::setKind(const QString& kind)
{
  m_kind = kind;
}

void MatchViewModel::reload()
{
  if (m_project.isEmpty() || m_state == State::Asking)
    return;
  if (!m_content)
    m_state = State::Loading;
  m_jobs.run<Loaded>(
      [folder = toPath(m_project),
       kind = m_kind.toStdString()](jobs::JobContext& context) -> Result<Loaded> {
        Loaded loaded;
        auto content = readKind(folder, kind, context);
        if (!content)
          return failure(content.error());
        loaded.content = std::move(*content);
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        for (const risk::Component& component : loaded.content.schema) {
          auto matches = risk::gradeMatches(*project, component.id);
          if (!matches)
            return failure(matches.error());
          loaded.matches.insert(loaded.matches.end(), matches->begin(), matches->end());
        }
        return loaded;
      },
      [this, project = m_project](const Result<Loaded>& loaded) {
        if (project != m_project)
          return;
        if (loaded)
          show(*loaded);
        else
          fail(coreText(loaded.error().message));
      });
  Q_EMIT changed();
}

void MatchViewModel::show(const Loaded& loaded)
{
  m_content = std::make_shared<const KindContent>(loaded.content);
  m_matches = loaded.matches;
  const std::vector<risk::Component> rated = components();
  if (described() == nullptr && !rated.empty())
    m_component = QString::fromStdString(rated.front().id);
  const auto usable = grades();
  if (std::ranges::find(usable, m_step, &MatchGrade::step) == usable.end())
    m_step = usable.empty() ? -1 : usable.back().step;
  if (m_state == State::Loading || m_state == State::NoRatings || m_state == State::Choosing)
    m_state = usable.empty() ? State::NoRatings : State::Choosing;
  Q_EMIT changed();
}

void MatchViewModel::setComponent(const QString& id)
{
  if (id == m_component || m_state == State::Asking)
    return;
  m_component = id;
  m_step = -1;
  m_proposal.reset();
  m_message.clear();
  if (m_content)
    show({*m_content, m_matches});
}

void MatchViewModel::setStep(int step)
{
  if (step == m_step || m_state == State::Asking)
    return;
  m_step = step;
  m_proposal.reset();
  m_message.clear();
  Q_EMIT changed();
}

std::vector<study::ImageKey> MatchViewModel::keysOfPlan() const
{
  std::vector<study::ImageKey> keys;
  for (const auto* side : {&m_plan.good, &m_plan.bad})
    for (const std::size_t index : *side)
      keys.push_back(m_content->images[index].record.key);
  return keys;
}

void MatchViewModel::start()
{
  const std::optional<double> value = gradeValue();
  if (!value || m_state == State::Reading || m_state == State::Asking || busy())
    return;
  m_error.clear();
  m_message = tr("Reading the images…");
  m_proposal.reset();
  m_plan = planPairs(*m_content, *described(), *value);
  if (!m_plan.complete()) {
    fail(tr("No images are rated so, or none are better."));
    return;
  }
  m_state = State::Reading;
  m_missing.clear();
  for (const study::ImageKey& key : keysOfPlan())
    if (m_worker.thumbnail(key).isEmpty() && m_worker.reason(key).isEmpty())
      m_missing.insert(key); // decoded there for the first time
  const std::set<study::ImageKey> wanted = m_missing;
  for (const study::ImageKey& key : wanted)
    m_worker.request(key);
  Q_EMIT changed();
  if (wanted.empty())
    readIfAllCame();
}

void MatchViewModel::settle(const QString& uid, int frame)
{
  if (m_missing.erase({uid.toStdString(), frame}) > 0)
    readIfAllCame();
}

void MatchViewModel::readIfAllCame()
{
  if (m_state != State::Reading || !m_missing.empty())
    return;
  const auto unreadable = [this](std::size_t index) {
    return m_worker.thumbnail(m_content->images[index].record.key).isEmpty();
  };
  std::erase_if(m_plan.good, unreadable);
  std::erase_if(m_plan.bad, unreadable);
  if (!m_plan.complete()) {
    fail(tr("The images that are rated so can't be read."));
    return;
  }
  m_jobs.run<ReadPairs>(
      [content = m_content, plan = m_plan](jobs::JobContext& context) {
        return readPairs(*content, plan, context);
      },
      [this, project = m_project](Result<ReadPairs> read) {
        if (m_state != State::Reading || project != m_project)
          return;
        if (read && !read->pairs.empty())
          ask(std::move(*read));
        else
          fail(read ? tr("Matching was stopped.") : coreText(read.error().message));
      });
}

void MatchViewModel::ask(ReadPairs read)
{
  m_pairs = std::move(read.pairs);
  m_pixels = std::move(read.pixels);
  m_answers.clear();
  m_noise = 0.0;
  m_mostNoise = strongest * (m_pixels.window.high - m_pixels.window.low);
  m_message.clear();
  m_state = State::Asking;
  m_looking.start();
  Q_EMIT changed();
  Q_EMIT pairChanged();
}

const MatchPair* MatchViewModel::asked() const
{
  return m_state == State::Asking && m_answers.size() < m_pairs.size() ? &m_pairs[m_answers.size()]
                                                                       : nullptr;
}

imaging::Image MatchViewModel::side(int which) const
{
  const MatchPair* pair = asked();
  return pair == nullptr ? imaging::Image() : pair->noisy(static_cast<std::size_t>(which), m_noise);
}

void MatchViewModel::setNoise(double noise)
{
  const double clamped = std::clamp(noise, 0.0, m_mostNoise);
  if (m_state != State::Asking || clamped == m_noise)
    return;
  m_noise = clamped;
  Q_EMIT noiseChanged();
}

void MatchViewModel::answer()
{
  if (asked() == nullptr)
    return;
  m_answers.push_back({m_noise, static_cast<double>(m_looking.restart()) / millisecondsPerSecond});
  m_noise = 0.0;
  if (m_answers.size() == m_pairs.size()) {
    store();
    return;
  }
  Q_EMIT pairChanged();
  Q_EMIT changed();
}

void MatchViewModel::back()
{
  if (m_state != State::Asking || m_answers.empty())
    return;
  m_noise = m_answers.back().noise;
  m_answers.pop_back();
  m_looking.restart();
  Q_EMIT pairChanged();
  Q_EMIT changed();
}

void MatchViewModel::cancel()
{
  m_missing.clear();
  m_pairs.clear();
  m_answers.clear();
  m_message.clear();
  if (m_classifier.running()) {
    m_classifier.stop();
    return;
  }
  m_state = m_content && !grades().empty() ? State::Choosing : State::NoRatings;
  Q_EMIT changed();
}

void MatchViewModel::fail(const QString& reason)
{
  m_missing.clear();
  m_message.clear();
  m_error = reason;
  m_state = m_content && !grades().empty() ? State::Choosing : State::NoRatings;
  Q_EMIT changed();
}

void MatchViewModel::runStore(const std::function<Result<QString>(study::Project&)>& work)
{
  m_state = State::Storing;
  const int before = teachingFineDetail(std::nullopt);
  Q_EMIT changed();
  m_jobs.run<QString>(
      [folder = toPath(m_project), work](jobs::JobContext&) -> Result<QString> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        return work(*project);
      },
      [this, before, project = m_project,
       limit = m_answers.empty() ? m_proposal : std::nullopt](const Result<QString>& sentence) {
        if (project != m_project)
          return;
        if (!sentence) {
          fail(coreText(sentence.error().message));
          return;
        }
        std::vector<double> levels;
        for (const risk::MatchAnswer& answer : m_answers)
          levels.push_back(answer.noise);
        const int after = teachingFineDetail(limit ? *limit : risk::limitOfAnswers(levels).value);
        m_message = tr("%1 Images that teach fine detail: %2 → %3.")
                        .arg(*sentence, QLocale().toString(before), QLocale().toString(after));
        m_answers.clear();
        m_proposal.reset();
        m_state = State::Matched;
        Q_EMIT limitsChanged();
        reload();
      });
}

void MatchViewModel::store()
{
  runStore([id = m_component.toStdString(), value = *gradeValue(), rater = m_rater.toStdString(),
            answers = m_answers, component = *described(),
            unit = unit()](study::Project& project) -> Result<QString> {
    const auto match = risk::storeEyeMatch(project, id, value, rater, answers);
    if (!match)
      return failure(match.error());
    return matchText(component, *match, unit);
  });
}

void MatchViewModel::takeProposal()
{
  if (!m_proposal || m_state == State::Storing)
    return;
  m_answers.clear();
  runStore([id = m_component.toStdString(), value = *gradeValue(), limit = *m_proposal,
            rater = m_rater.toStdString(), component = *described(),
            unit = unit()](study::Project& project) -> Result<QString> {
    if (const auto stored = risk::storeMeasuredMatch(project, id, value, limit, rater); !stored)
      return failure(stored.error());
    risk::GradeMatch match{id, value, {}, {limit, limit, limit}, 1, {}};
    return matchText(component, match, unit);
  });
}

void MatchViewModel::measure()
{
  const std::optional<double> value = gradeValue();
  if (!value || busy() || m_state == State::Asking)
    return;
  m_error.clear();
  m_proposal.reset();
  m_state = State::Measuring;
  m_message = tr("A classifier tries to tell them apart…");
  Q_EMIT changed();
  QStringList arguments{u"risk"_s, u"propose"_s, m_project,
                        m_component + u'=' + QString::number(*value, 'g', 17)};
  if (!m_kind.isEmpty())
    arguments << u"--kind"_s << m_kind;
  m_classifier.start(arguments);
}

void MatchViewModel::showProposal(const Json& answer)
{
  m_state = State::Choosing;
  const Json limit = answer.value("limit", Json::object());
  const QLocale locale;
  const auto figure = [&](const char* name) {
    return locale.toString(limit.value(name, 0.0), 'g', 3);
  };
  if (answer.value("reached", false)) {
    m_proposal = limit.value("value", 0.0);
    m_message = tr("A classifier can't tell these images from good ones above %1 %2 of noise "
                   "(%3–%4 %2).")
                    .arg(figure("value"), unit(), figure("low"), figure("high"));
  } else {
    m_message = tr("A classifier tells these images from good ones at every noise that was tried. "
                   "They are better left out or trained as a group.");
  }
  Q_EMIT changed();
}

} // namespace limpid::viewmodels
