#pragma once

#include "core/study/library.h"
#include "core/study/scan.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/study_tree_model.h"
#include "ui/viewmodels/worker_client.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <vector>

namespace limpid::viewmodels {

/// What the library read for the Studies page, in one piece.
struct LibraryContent
{
  std::vector<study::SeriesRecord> series;
  std::vector<study::ImageKind> kinds;
  std::map<std::string, std::string> pseudonyms; ///< by patient key
  int patients = 0;
  std::int64_t images = 0;
  bool more = false; ///< a search found more series than are in here
};

/// State of the Studies page: what the project holds and which kind of image is to be learnt.
class StudiesViewModel final : public QObject
{
  Q_OBJECT
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString message READ message NOTIFY changed)
  Q_PROPERTY(QString kind READ kind NOTIFY changed)

public:
  enum class State { NoProject, Loading, Empty, Scanning, Ready };
  Q_ENUM(State)

  StudiesViewModel(WorkerClient& worker, QSettings& settings, QObject* parent = nullptr);

  State state() const { return m_state; }
  /// 0 … 1 of the scan, negative when it isn't known.
  double fraction() const { return m_fraction; }
  /// Success, progress or error sentence.
  QString message() const { return m_message; }
  /// A failure of the last action, empty when it went well.
  QString error() const { return m_error; }
  StudyTreeModel& tree() { return m_tree; }
  /// Largest first; those left out by default come last.
  const std::vector<study::ImageKind>& kinds() const { return m_content.kinds; }
  QString kind() const { return m_kind; }
  int leftOutImages() const;
  const std::vector<study::SkippedFile>& skipped() const { return m_skipped; }
  /// "12 of 4,210 files could not be read.", empty when all could.
  QString skippedSentence() const;
  /// Of the series, and that previews can't be made when that is so.
  QStringList warnings() const;
  bool busy() const { return m_jobs.busy() || m_lookups.busy(); }
  /// Blocks until nothing is under way: for tests.
  void finish();

public Q_SLOTS:
  void setProject(const QString& folder);
  void add(const QStringList& paths);
  /// Adds them once the project in `folder` is opened; forgotten if another one is.
  void addWhenOpened(const QString& folder, const QStringList& paths);
  void cancel();
  void search(const QString& text);
  void setIdentityShown(bool shown);
  void chooseKind(const QString& kind);

Q_SIGNALS:
  void changed();
  /// The scan's fraction or sentence.
  void progressed();
  void kindChosen(const QString& kind);

private:
  void load();
  void show(const LibraryContent& content);
  void preselectKind();
  void requestThumbnails();
  void showThumbnail(const QString& uid, int frame);
  QString contentSentence() const;
  QString leftOutSentence() const;
  QString kindKey() const;

  WorkerClient& m_worker;
  QSettings& m_settings;
  State m_state = State::NoProject;
  QString m_project;
  QString m_awaited;     // folder of the project that isn't open yet,
  QStringList m_waiting; // and what it is to take in then
  QString m_search;
  QString m_kind;
  QString m_message;
  QString m_error;
  QString m_workerProblem; // why there are no previews
  double m_fraction = -1.0;
  int m_filesLookedAt = 0;
  bool m_scanning = false;
  LibraryContent m_content;
  std::vector<study::SkippedFile> m_skipped;
  QHash<QString, QString> m_seriesOfThumbnail; // SOP instance UID → series UID
  StudyTreeModel m_tree;
  QElapsedTimer m_sinceReload;
  BackgroundJobs m_jobs;    // scans
  BackgroundJobs m_lookups; // short reads of the library, also while a scan runs
};

} // namespace limpid::viewmodels
