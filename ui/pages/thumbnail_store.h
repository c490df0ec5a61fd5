#pragma once

#include "ui/viewmodels/background_jobs.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QString>

#include <deque>
#include <set>
#include <vector>

namespace limpid::pages {

/// Thumbnails as pixmaps, read and scaled on a job's thread. What is asked for and not there yet
/// comes with changed(); what is no longer wanted is not read.
class ThumbnailStore final : public QObject
{
  Q_OBJECT

public:
  explicit ThumbnailStore(QObject* parent = nullptr);

  /// Longest side in device pixels; another one empties the store.
  void setEdge(int pixels);
  /// Files to have at hand, the most urgent first; those wanted before are forgotten.
  void want(std::vector<QString> paths);
  /// Null while it isn't there.
  const QPixmap* pixmap(const QString& path) const { return m_pixmaps.object(path); }

Q_SIGNALS:
  void changed();

private:
  struct Loaded
  {
    QString path;
    QImage image;
  };

  void readNext();
  void take(const std::vector<Loaded>& loaded, int edge);

  viewmodels::BackgroundJobs m_jobs;
  std::deque<QString> m_waiting;
  std::set<QString>
      m_unreadable; // asked once: a file that can't be read is no reason to try forever
  QCache<QString, QPixmap> m_pixmaps;
  int m_edge = 0;
};

} // namespace limpid::pages
