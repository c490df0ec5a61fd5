#include "ui/viewmodels/estimator_list.h"

#include "ui/viewmodels/core_text.h"

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 1000;

} // namespace

EstimatorList::EstimatorList(Programs programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
  connect(&m_process, &QProcess::finished, this, &EstimatorList::readDescription);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart)
      return;
    m_error = tr("%1 can't be started.").arg(m_process.program());
    Q_EMIT parametersKnown();
  });
  refresh();
}

EstimatorList::~EstimatorList()
{
  m_process.disconnect(this);
  if (m_process.state() == QProcess::NotRunning)
    return;
  m_process.kill();
  m_process.waitForFinished(patienceMs);
}

void EstimatorList::refresh()
{
  const std::vector<std::string> off = plugin::disabledPlugins();
  m_off = {off.begin(), off.end()};
  m_items.clear();
  for (plugin::PluginItem& item : plugin::listPlugins(plugin::defaultPluginFolders()))
    if (item.kind == "estimator" || !item.usable())
      m_items.push_back(std::move(item));
  Q_EMIT changed();
}

QString EstimatorList::stateText(const plugin::PluginItem& item) const
{
  if (!item.usable())
    return coreText(item.reason);
  return isOff(item) ? tr("Switched off") : tr("Ready");
}

void EstimatorList::setOff(const QString& id, bool off)
{
  m_error.clear();
  if (const Result<void> set = plugin::setPluginDisabled(id.toStdString(), off); !set)
    m_error = coreText(set.error().message);
  refresh();
}

void EstimatorList::describe(const QString& id)
{
  QObject::disconnect(&m_process, &QProcess::finished, this, nullptr); // nobody waits for that one
  if (m_process.state() != QProcess::NotRunning) {
    m_process.kill();
    m_process.waitForFinished(patienceMs);
  }
  connect(&m_process, &QProcess::finished, this, &EstimatorList::readDescription);
  m_described = id;
  m_parameters.clear();
  m_error.clear();
  m_process.start(commandLineProgram(m_programs), {u"plugins"_s, u"--describe"_s, id, u"--json"_s});
  m_process.closeWriteChannel();
}

void EstimatorList::readDescription()
{
  const QByteArray errors = m_process.readAllStandardError().trimmed();
  const QByteArray output = m_process.readAllStandardOutput();
  const Json answer = Json::parse(output.toStdString(), nullptr, false);
  if (m_process.exitStatus() == QProcess::CrashExit)
    m_error = tr("The plugin %1 made its process end unexpectedly.").arg(m_described);
  else if (!answer.is_object())
    m_error = QString::fromUtf8(errors);
  else if (auto schema = plugin::readParameterSchema(answer.value("parameters", Json::array()),
                                                     m_described.toStdString()))
    m_parameters = std::move(*schema);
  else
    m_error = coreText(schema.error().message);
  Q_EMIT parametersKnown();
}

} // namespace limpid::viewmodels
