#pragma once

#include "core/base/document.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace limpid::viewmodels {

/// One verb of limpid-cli at a time, as a process of its own: what decodes files, which the window
/// doesn't.
class VerbProcess final : public QObject
{
  Q_OBJECT

public:
  explicit VerbProcess(Programs programs, QObject* parent = nullptr);
  ~VerbProcess() override;

  bool running() const { return m_process.state() != QProcess::NotRunning; }
  /// Nothing happens while one runs. --json is added.
  void start(const QStringList& arguments);
  void stop();

Q_SIGNALS:
  /// The verb's JSON object.
  void answered(const limpid::Json& answer);
  /// With the last line that the verb said, empty if it said nothing.
  void failed(const QString& reason);
  void stopped();

private:
  void finish(int exitCode, QProcess::ExitStatus status);

  Programs m_programs;
  QProcess m_process;
  bool m_stopped = false;
};

} // namespace limpid::viewmodels
