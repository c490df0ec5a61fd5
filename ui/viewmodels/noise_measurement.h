#pragma once

#include "core/base/document.h"
#include "ui/viewmodels/programs.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>

namespace limpid::viewmodels {

/// Which noise to measure, and how.
struct MeasureRequest
{
  QString estimator = QStringLiteral("auto"); ///< a plugin's id, or "auto": the best of each image
  Json parameters = Json::object();           ///< of that plugin
  QStringList seriesUids;                     ///< empty: all
  bool keepKnown = false;                     ///< leave images alone that have a value
  bool byItself = false;                      ///< nobody asked for it: no rater's undo takes it
  QString rater = {};                         ///< who asked
};

/// Noise measured by a process of its own, `limpid-cli risk estimate`, which runs the plugins:
/// their crash costs what they had not stored.
class NoiseMeasurement final : public QObject
{
  Q_OBJECT

public:
  explicit NoiseMeasurement(Programs programs, QObject* parent = nullptr);
  ~NoiseMeasurement() override;

  bool running() const { return m_process.state() != QProcess::NotRunning; }
  double fraction() const { return m_fraction; } ///< below 0: not known
  QString step() const { return m_step; }
  /// Of the last measurement: what was found ("Estimator and repeats agree …"), one a line.
  QStringList sentences() const { return m_sentences; }
  /// Images that could not be measured, and why.
  QStringList failures() const { return m_failures; }
  /// Why it ended without a result; empty when it went well or was cancelled.
  QString error() const { return m_error; }

public Q_SLOTS:
  void start(const QString& project, const limpid::viewmodels::MeasureRequest& request);
  void cancel(); ///< keeps what was measured

Q_SIGNALS:
  void progressed();
  void finished();

private:
  void readProgress();
  void finish(int exitCode, QProcess::ExitStatus status);
  void readReport(const QByteArray& output);

  Programs m_programs;
  QProcess m_process;
  bool m_cancelled = false;
  double m_fraction = -1.0;
  QString m_step;
  QString m_lastLine; // of standard error that is no progress: the reason of a failure
  QStringList m_sentences;
  QStringList m_failures;
  QString m_error;
};

} // namespace limpid::viewmodels
