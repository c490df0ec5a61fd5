#pragma once

#include "ui/viewmodels/background_jobs.h"

#include <QObject>
#include <QString>

namespace limpid::viewmodels {

/// Makes the generated demonstration study, once, and a project that holds it with its noise.
class DemonstrationViewModel final : public QObject
{
  Q_OBJECT

public:
  enum class State { Idle, Preparing, Failed };
  Q_ENUM(State)

  /// `folder` is the user's data folder for it; study and project are made inside.
  explicit DemonstrationViewModel(const QString& folder, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  double fraction() const { return m_fraction; }
  BackgroundJobs& jobs() { return m_jobs; }

public Q_SLOTS:
  void prepare();
  void cancel();

Q_SIGNALS:
  void changed();
  void ready(const QString& project);

private:
  QString m_folder;
  State m_state = State::Idle;
  QString m_message;
  double m_fraction = -1.0;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
