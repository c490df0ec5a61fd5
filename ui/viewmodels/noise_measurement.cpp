#include "ui/viewmodels/noise_measurement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>

#include <csignal>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;

QStringList argumentsFor(const QString& project, const MeasureRequest& request)
{
  QStringList arguments{u"risk"_s,         u"estimate"_s, project,    u"--estimator"_s,
                        request.estimator, u"--accept"_s, u"--json"_s};
  if (request.keepKnown)
    arguments.append(u"--keep-known"_s);
  arguments << u"--rater"_s << (request.byItself ? QString() : request.rater);
  for (const QString& uid : request.seriesUids)
    arguments << u"--series"_s << uid;
  for (const auto& [name, value] : request.parameters.items()) // quoted: "8" can be a word
    arguments << u"--parameter"_s << QString::fromStdString(name + '=' + value.dump());
  return arguments;
}

} // namespace

NoiseMeasurement::NoiseMeasurement(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"LIMPID_PROGRESS"_s, u"json"_s);
  m_process.setProcessEnvironment(environment);
  connect(&m_process, &QProcess::readyReadStandardError, this, &NoiseMeasurement::readProgress);
  connect(&m_process, &QProcess::finished, this, &NoiseMeasurement::finish);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart)
      return;
    m_error = tr("Noise can't be measured: %1 can't be started.").arg(m_process.program());
    Q_EMIT finished();
  });
}

NoiseMeasurement::~NoiseMeasurement()
{
  m_process.disconnect(this);
  if (!running())
    return;
  m_process.terminate(); // what was accepted is stored
  if (!m_process.waitForFinished(patienceMs))
    m_process.kill();
}

void NoiseMeasurement::start(const QString& project, const MeasureRequest& request)
{
  if (running() || project.isEmpty())
    return;
  m_cancelled = false;
  m_fraction = -1.0;
  m_step.clear();
  m_lastLine.clear();
  m_sentences.clear();
  m_failures.clear();
  m_error.clear();
  m_process.start(commandLineProgram(m_programs), argumentsFor(project, request));
  m_process.closeWriteChannel();
}

void NoiseMeasurement::cancel()
{
  if (!running())
    return;
  m_cancelled = true;
  ::kill(static_cast<pid_t>(m_process.processId()), SIGINT); // a stop keeps what was measured
}

void NoiseMeasurement::readProgress()
{
  m_process.setReadChannel(QProcess::StandardError);
  while (m_process.canReadLine()) {
    const QByteArray line = m_process.readLine().trimmed();
    const QJsonObject progress = QJsonDocument::fromJson(line).object();
    if (progress.contains(u"fraction"_s)) {
      m_fraction = progress[u"fraction"_s].toDouble(-1.0);
      m_step = progress[u"step"_s].toString();
      Q_EMIT progressed();
    } else if (!line.isEmpty()) {
      m_lastLine = QString::fromUtf8(line);
    }
  }
}

void NoiseMeasurement::finish(int exitCode, QProcess::ExitStatus status)
{
  readProgress();
  if (const QByteArray rest = m_process.readAllStandardError().trimmed(); !rest.isEmpty())
    m_lastLine = QString::fromUtf8(rest);
  readReport(m_process.readAllStandardOutput());
  if (m_cancelled)
    m_sentences.prepend(tr("Measuring was stopped; what was measured is kept."));
  else if (status == QProcess::CrashExit)
    m_error = tr("The measuring process ended unexpectedly; what it had stored is kept.");
  else if (exitCode != 0)
    m_error = m_lastLine.isEmpty() ? tr("Noise could not be measured.") : m_lastLine;
  Q_EMIT finished();
}

void NoiseMeasurement::readReport(const QByteArray& output)
{
  const QByteArray last = output.trimmed();
  const QJsonObject report = QJsonDocument::fromJson(last.mid(last.lastIndexOf('\n') + 1)).object();
  for (const QJsonValue& sentence : report[u"sentences"_s].toArray())
    m_sentences.append(sentence[u"text"_s].toString());
  for (const QJsonValue& failed : report[u"failed"_s].toArray())
    m_failures.append(failed[u"reason"_s].toString());
}

} // namespace limpid::viewmodels
