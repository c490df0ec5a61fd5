#include "ui/viewmodels/worker_client.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

#include <algorithm>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;
constexpr int behindTheWindow = 5; // niceness: the window is drawn first

QString nameOf(const study::ImageKey& image)
{
  return QString::fromStdString(image.uid) + u'#' + QString::number(image.frame);
}

} // namespace

WorkerClient::WorkerClient(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  m_process.setStandardErrorFile(QProcess::nullDevice());
  m_process.setChildProcessModifier([] { (void)::nice(behindTheWindow); });
  connect(&m_process, &QProcess::readyReadStandardOutput, this, &WorkerClient::readAnswers);
  connect(&m_process, &QProcess::started, this, &WorkerClient::sendNext);
  connect(&m_process, &QProcess::finished, this, &WorkerClient::handleEnd);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart)
      return;
    m_waiting.clear();
    m_asked.clear();
    Q_EMIT unavailable(
        tr("Previews can't be made: %1 can't be started.").arg(commandLineProgram(m_programs)));
  });
}

WorkerClient::~WorkerClient()
{
  m_process.disconnect(this);
  if (m_process.state() == QProcess::NotRunning)
    return;
  m_process.closeWriteChannel(); // the worker ends with its input
  if (!m_process.waitForFinished(patienceMs)) {
    m_process.kill();
    m_process.waitForFinished(patienceMs);
  }
}

void WorkerClient::setProject(const QString& folder)
{
  m_waiting.clear();
  m_underWay.reset();
  m_asked.clear();
  m_paths.clear();
  m_reasons.clear();
  m_project = folder;
  m_ending = m_process.state() != QProcess::NotRunning;
  m_process.kill(); // it only ever writes whole thumbnails by rename
}

bool WorkerClient::request(const study::ImageKey& image)
{
  if (m_project.isEmpty() || !m_asked.insert(image).second)
    return false;
  m_waiting.push_front(image);
  sendNext();
  return true;
}

void WorkerClient::cancel(const study::ImageKey& image)
{
  const auto waiting = std::ranges::find(m_waiting, image);
  if (waiting == m_waiting.end())
    return;
  m_waiting.erase(waiting);
  m_asked.erase(image);
}

QString WorkerClient::thumbnail(const study::ImageKey& image) const
{
  return m_paths.value(nameOf(image));
}

QString WorkerClient::reason(const study::ImageKey& image) const
{
  return m_reasons.value(nameOf(image));
}

void WorkerClient::sendNext()
{
  if (m_ending || m_underWay || m_waiting.empty())
    return;
  if (m_process.state() == QProcess::NotRunning) {
    m_process.start(commandLineProgram(m_programs), {u"worker"_s, m_project});
    return;
  }
  if (m_process.state() != QProcess::Running)
    return;
  m_underWay = m_waiting.front();
  m_waiting.pop_front();
  const QJsonObject line{{u"task"_s, u"thumbnail"_s},
                         {u"uid"_s, QString::fromStdString(m_underWay->uid)},
                         {u"frame"_s, m_underWay->frame}};
  m_process.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

void WorkerClient::readAnswers()
{
  while (m_process.canReadLine())
    handleAnswer(m_process.readLine());
  sendNext();
}

void WorkerClient::handleAnswer(const QByteArray& line)
{
  const QJsonObject answer = QJsonDocument::fromJson(line).object();
  if (!m_underWay || answer[u"uid"_s].toString().toStdString() != m_underWay->uid ||
      answer[u"frame"_s].toInt(1) != m_underWay->frame)
    return;
  if (answer.contains(u"error"_s)) {
    fail(answer[u"error"_s].toString());
    return;
  }
  const study::ImageKey image = *std::exchange(m_underWay, std::nullopt);
  m_paths.insert(nameOf(image), answer[u"path"_s].toString());
  Q_EMIT ready(QString::fromStdString(image.uid), image.frame);
}

void WorkerClient::fail(const QString& reason)
{
  const study::ImageKey image = *std::exchange(m_underWay, std::nullopt);
  m_reasons.insert(nameOf(image), reason);
  Q_EMIT failed(QString::fromStdString(image.uid), image.frame, reason);
}

void WorkerClient::handleEnd()
{
  m_ending = false;
  if (m_underWay)
    fail(tr("The file made the reading process end unexpectedly."));
  sendNext();
}

} // namespace limpid::viewmodels
