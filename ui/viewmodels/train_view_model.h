#pragma once

#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/programs.h"
#include "ui/viewmodels/run_files.h"
#include "ui/viewmodels/training_curves.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// State of the Train page: follows one run through its folder alone, so closing the window changes
/// nothing and opening it again finds the run.
class TrainViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)

public:
  enum class State { NoRun, Starting, Running, Paused, Finishing, Stopped, Finished, Failed };
  Q_ENUM(State)

  explicit TrainViewModel(Programs programs, QObject* parent = nullptr);

  State state() const { return m_state; }
  QString message() const { return m_message; }
  QString error() const { return m_error; }
  bool active() const; ///< an engine works, or is about to
  QString runFolder() const { return m_runFolder; }
  const run::Status& status() const { return m_status; }
  const std::optional<RunDescription>& description() const { return m_description; }
  const TrainingCurves& curves() const { return m_curves; }
  /// Newest previews in the unit of the files.
  const std::vector<imaging::Image>& previews() const { return m_previews; }
  const std::optional<RealPair>& realPair() const { return m_realPair; }
  /// 0 … 1 of the steps, negative when it isn't known.
  double fraction() const;
  QString speedText() const;
  QString timeLeftText() const;
  QString stepText() const;
  QString memoryText() const;
  QString deviceText() const;
  /// The same training from a terminal.
  QString command() const;
  BackgroundJobs& jobs() { return m_jobs; }

public Q_SLOTS:
  /// Finds the project's newest run, if it has one.
  void setProject(const QString& folder);
  /// `pid` of the engine that was just started on it, 0 when none was.
  void setRun(const QString& folder, qint64 pid = 0);
  void pause();
  void resume();
  /// Saves a checkpoint and ends well.
  void finish();
  /// Ends at once; the last safe point is kept and can be continued.
  void stop();
  /// Starts the engine again on a stopped run.
  void continueRun();
  /// Reads the folder now instead of at the next tick.
  void poll();

Q_SIGNALS:
  void changed();
  void curvesChanged();
  void previewsChanged();
  void realPairChanged();
  /// There is a checkpoint to draw samples from.
  void modelReady(const QString& folder);
  void speedKnown(double imagesPerSecond, int pixels);

private:
  struct Snapshot;
  struct Follower;

  static Result<Snapshot> look(Follower& follower);
  void show(const Result<Snapshot>& snapshot);
  void showStatus(const run::Status& status);
  void showEngineState(const run::Status& status, bool commandPending);
  bool showWaiting(const Snapshot& snapshot);
  void send(run::Command command);
  void loadRealPair();

  Programs m_programs;
  State m_state = State::NoRun;
  QString m_project;
  QString m_runFolder;
  QString m_message;
  QString m_error;
  run::Status m_status;
  std::optional<RunDescription> m_description;
  TrainingCurves m_curves;
  std::vector<imaging::Image> m_previews;
  std::optional<RealPair> m_realPair;
  bool m_modelAnnounced = false;
  std::shared_ptr<Follower> m_follower; // used by one job at a time
  QTimer m_timer;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
