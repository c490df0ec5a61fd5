#include "ui/viewmodels/region_import.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 2000;

} // namespace

RegionImport::RegionImport(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  connect(&m_process, &QProcess::finished, this, &RegionImport::take);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart)
      return;
    m_error = tr("The map can't be read: %1 can't be started.").arg(m_process.program());
    Q_EMIT finished();
  });
}

RegionImport::~RegionImport()
{
  m_process.disconnect(this);
  if (!busy())
    return;
  m_process.terminate();
  if (!m_process.waitForFinished(patienceMs))
    m_process.kill();
}

void RegionImport::start(const QString& project, const RegionImportRequest& request)
{
  if (busy())
    return;
  m_images = 0;
  m_warnings.clear();
  m_error.clear();
  QStringList arguments = {u"risk"_s,        u"import"_s,       project,    request.file,
                           u"--component"_s, request.component, u"--json"_s};
  if (request.value)
    arguments << u"--value"_s << QString::number(*request.value, 'g', 17);
  if (request.series.isEmpty())
    arguments << u"--onto-image"_s << QString::fromStdString(request.image.uid) << u"--onto-frame"_s
              << QString::number(request.image.frame);
  else
    arguments << u"--onto-series"_s << request.series;
  arguments << u"--rater"_s << request.rater;
  m_process.start(commandLineProgram(m_programs), arguments);
  m_process.closeWriteChannel();
}

void RegionImport::take(int exitCode, QProcess::ExitStatus status)
{
  const QStringList reasons =
      QString::fromUtf8(m_process.readAllStandardError()).split(u'\n', Qt::SkipEmptyParts);
  const QByteArray output = m_process.readAllStandardOutput().trimmed();
  const QJsonObject answer =
      QJsonDocument::fromJson(output.mid(output.lastIndexOf('\n') + 1)).object();
  if (status == QProcess::CrashExit) {
    m_error = tr("The file made the reading process end unexpectedly.");
  } else if (exitCode != 0) {
    m_error = reasons.isEmpty() ? tr("The map could not be read.") : reasons.last().trimmed();
  } else {
    m_images = answer[u"matched"_s].toInt();
    for (const QJsonValue refused : answer[u"unmatched"_s].toArray())
      m_warnings.append(refused[u"reason"_s].toString());
    for (const QJsonValue warning : answer[u"warnings"_s].toArray())
      m_warnings.append(warning.toString());
  }
  Q_EMIT finished();
}

} // namespace limpid::viewmodels
