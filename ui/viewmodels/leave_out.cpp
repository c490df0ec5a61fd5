#include "ui/viewmodels/leave_out.h"

#include "core/risk/left_out.h"
#include "core/study/project.h"
#include "ui/viewmodels/core_text.h"
#include "ui/viewmodels/paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;

} // namespace

LeaveOut::LeaveOut(QualityViewModel& quality, QObject* parent) : QObject(parent), m_quality(quality)
{
  m_process.setStandardErrorFile(QProcess::nullDevice());
  connect(&m_process, &QProcess::finished, this, &LeaveOut::takeAnswer);
  connect(&m_quality.images(), &QAbstractItemModel::modelReset, this, &LeaveOut::forgetWhatIsOut);
}

LeaveOut::~LeaveOut()
{
  m_process.disconnect(this);
  if (m_process.state() == QProcess::NotRunning)
    return;
  m_process.kill(); // it only reads
  m_process.waitForFinished(patienceMs);
}

void LeaveOut::look()
{
  const QString wanted = m_quality.project() + u'\n' + m_quality.kind();
  if (m_quality.state() != QualityViewModel::State::Ready || isLooking() || wanted == m_lookedAt)
    return;
  m_lookedAt = wanted;
  m_proposed.clear();
  m_process.start(commandLineProgram(m_quality.programs()),
                  {u"leave-out"_s, m_quality.project(), u"--empty-ends"_s, u"--dry-run"_s,
                   u"--json"_s, u"--kind"_s, m_quality.kind()});
  m_process.closeWriteChannel();
}

void LeaveOut::takeAnswer()
{
  const QList<QByteArray> lines = m_process.readAllStandardOutput().trimmed().split('\n');
  if (m_lookedAt != m_quality.project() + u'\n' + m_quality.kind())
    return; // of a kind that is no longer shown
  const QJsonObject answer = QJsonDocument::fromJson(lines.last()).object();
  const QJsonArray images = answer[u"images"_s].toArray();
  for (qsizetype at = 0; at < images.size(); ++at) {
    const QJsonObject image = images.at(at).toObject();
    m_proposed.push_back({image[u"uid"_s].toString().toStdString(), image[u"frame"_s].toInt(1)});
  }
  forgetWhatIsOut();
}

/// What was left out meanwhile, or is gone from the library, isn't proposed.
void LeaveOut::forgetWhatIsOut()
{
  if (m_lookedAt != m_quality.project() + u'\n' + m_quality.kind())
    m_proposed.clear();
  std::set<study::ImageKey> shown;
  if (!m_proposed.empty())
    for (const RatedImage& image : m_quality.images().content().images)
      if (!image.leftOut)
        shown.insert(image.record.key);
  std::erase_if(m_proposed, [&](const study::ImageKey& key) { return !shown.contains(key); });
  Q_EMIT changed();
}

int LeaveOut::leftOut() const
{
  return static_cast<int>(
      std::ranges::count_if(m_quality.images().content().images, &RatedImage::leftOut));
}

QString LeaveOut::sentence() const
{
  if (!m_proposed.empty())
    return tr("%Ln slice(s) at the ends of series show only air.", nullptr, proposed());
  const int out = leftOut();
  return out == 0 ? QString() : tr("%Ln slice(s) are left out of data sets.", nullptr, out);
}

void LeaveOut::acceptProposal()
{
  store(std::exchange(m_proposed, {}), true, "no anatomy");
}

void LeaveOut::declineProposal()
{
  m_proposed.clear();
  Q_EMIT changed();
}

void LeaveOut::setLeftOut(const std::vector<int>& rows, bool leftOut)
{
  std::vector<study::ImageKey> images;
  for (const int row : rows)
    if (m_quality.images().image(row).leftOut != leftOut)
      images.push_back(m_quality.images().image(row).record.key);
  store(images, leftOut, "by hand");
}

void LeaveOut::store(const std::vector<study::ImageKey>& images, bool leftOut, const char* reason)
{
  if (images.empty())
    return;
  m_jobs.run<bool>(
      [folder = toPath(m_quality.project()), images, leftOut,
       text = std::string(reason)](jobs::JobContext&) -> Result<bool> {
        auto project = study::Project::open(folder);
        if (!project)
          return failure(project.error());
        if (auto marked = risk::markLeftOut(*project, images, leftOut, text); !marked)
          return failure(marked.error());
        return true;
      },
      [this](const Result<bool>& stored) {
        if (!stored)
          m_quality.showError(coreText(stored.error().message));
        m_quality.reload();
        Q_EMIT m_quality.qualityChanged();
      });
}

} // namespace limpid::viewmodels
