#pragma once

#include "core/imaging/image.h"
#include "core/study/pixel_reader.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/worker_client.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace limpid::viewmodels {

/// The pixels of a series as it is looked through: the wanted slice first, then its neighbours on
/// both sides as far as memory goes, read in the background. A file is read here only after the
/// worker has decoded it once.
class SliceCache final : public QObject
{
  Q_OBJECT

public:
  explicit SliceCache(WorkerClient& worker, QObject* parent = nullptr);

  /// Another series: forgets the old one.
  void setImages(std::vector<study::ImageRecord> images);
  const std::vector<study::ImageRecord>& images() const { return m_images; }
  /// From now on this one is looked at.
  void want(int index);

  /// Valid until the event loop runs again; null while it isn't read.
  const imaging::Image* image(int index) const;
  /// Why there is none; empty while that isn't known.
  QString reason(int index) const;
  bool busy() const { return m_jobs.busy(); }
  void finish() { m_jobs.finish(); } ///< blocks until nothing is being read: for tests

  int slicesRead() const { return static_cast<int>(m_read.size()); }
  void setByteLimit(std::size_t bytes) { m_byteLimit = bytes; }

Q_SIGNALS:
  void arrived(int index); ///< read, or known not to be readable

private:
  void askWorker();
  void readNext();
  void take(int index, Result<imaging::Image> image);
  void makeRoom(int index);
  std::optional<int> nextToRead() const;
  void workerReady(const QString& uid, int frame);
  void workerFailed(const QString& uid, int frame, const QString& reason);

  WorkerClient& m_worker;
  std::vector<study::ImageRecord> m_images;
  std::map<study::ImageKey, int> m_indexOf;
  std::map<int, imaging::Image> m_read;
  std::map<int, QString> m_reasons;
  std::set<int> m_decoded; ///< by the worker
  std::shared_ptr<study::FrameReader> m_reader;
  std::size_t m_bytes = 0;
  std::size_t m_byteLimit;
  int m_wanted = -1;
  int m_series = 0; ///< counts setImages(): what comes in for an earlier one is dropped
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
