#include "ui/viewmodels/verb_process.h"

#include <csignal>
#include <utility>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;

QString lastLine(const QByteArray& text)
{
  const QStringList lines = QString::fromUtf8(text).split(u'\n', Qt::SkipEmptyParts);
  return lines.isEmpty() ? QString() : lines.last().trimmed();
}

} // namespace

VerbProcess::VerbProcess(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  connect(&m_process, &QProcess::finished, this, &VerbProcess::finish);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart)
      Q_EMIT failed(tr("%1 can't be started.").arg(m_process.program()));
  });
}

VerbProcess::~VerbProcess()
{
  m_process.disconnect(this);
  if (!running())
    return;
  m_process.terminate();
  if (!m_process.waitForFinished(patienceMs))
    m_process.kill();
}

void VerbProcess::start(const QStringList& arguments)
{
  if (running())
    return;
  m_stopped = false;
  m_process.start(commandLineProgram(m_programs), arguments + QStringList{u"--json"_s});
  m_process.closeWriteChannel();
}

void VerbProcess::stop()
{
  if (!running())
    return;
  m_stopped = true;
  ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
}

void VerbProcess::finish(int exitCode, QProcess::ExitStatus status)
{
  const QString reason = lastLine(m_process.readAllStandardError());
  const QByteArray text = m_process.readAllStandardOutput();
  if (m_stopped) {
    Q_EMIT stopped();
    return;
  }
  const Json answer = Json::parse(text.constData(), nullptr, false);
  if (status == QProcess::CrashExit || exitCode != 0 || !answer.is_object())
    Q_EMIT failed(reason);
  else
    Q_EMIT answered(answer);
}

} // namespace limpid::viewmodels
