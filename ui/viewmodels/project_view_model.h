#pragma once

#include "ui/viewmodels/background_jobs.h"

#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace limpid::viewmodels {

/// Which project is open. Remembers the last ones in the settings, and nothing else of them.
class ProjectViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString folder READ folder NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)

public:
  enum class State { None, Opening, Open };
  Q_ENUM(State)

  explicit ProjectViewModel(QSettings& settings, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString folder() const { return m_folder; }
  /// The folder's own name.
  QString name() const;
  /// Why the last attempt failed; empty when it didn't.
  QString message() const { return m_message; }
  /// Newest first, only folders that are still there.
  QStringList recent() const;
  /// A folder for a new project that isn't there yet, in `documents`, or at home when there is no
  /// such folder. It tells nothing of what goes in: folders of scans bear names of patients.
  static QString suggestedFolder(const QString& documents);
  BackgroundJobs& jobs() { return m_jobs; }

public Q_SLOTS:
  void create(const QString& folder);
  void open(const QString& folder);
  /// Opens the project of the folder, or makes one there.
  void openOrCreate(const QString& folder);
  void openLast();

Q_SIGNALS:
  void changed();
  void opened(const QString& folder);

private:
  enum class How { Create, Open, Either };
  void begin(const QString& folder, How how);
  void remember(const QString& folder);

  QSettings& m_settings;
  State m_state = State::None;
  QString m_folder;
  QString m_message;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
