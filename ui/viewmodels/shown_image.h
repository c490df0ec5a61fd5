#pragma once

#include "core/imaging/image.h"
#include "core/study/library.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/worker_client.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <optional>

namespace limpid::viewmodels {

/// The one image that is looked at: its pixels once they are read, or why there are none, and for
/// how long. An image that was never decoded is tried by the worker first: a file that ends a
/// program ends that one.
class ShownImage final : public QObject
{
  Q_OBJECT

public:
  explicit ShownImage(WorkerClient& worker, QObject* parent = nullptr);

  const std::optional<imaging::Image>& pixels() const { return m_pixels; }
  /// Why there are none.
  QString reason() const { return m_reason; }
  /// Since this image and no other is looked at; nothing before the first.
  std::optional<double> secondsLooked() const;

  /// Nothing happens where it is shown already.
  void show(const std::optional<study::ImageRecord>& record);
  void stop() { m_reads.stop(); }
  bool busy() const { return m_reads.busy(); }
  void finish() { m_reads.finish(); } ///< blocks until nothing is read: for tests

Q_SIGNALS:
  void changed();

private:
  bool isShown(const study::ImageKey& key) const;
  void read();

  WorkerClient& m_worker;
  std::optional<study::ImageRecord> m_record;
  std::optional<imaging::Image> m_pixels;
  QString m_reason;
  QElapsedTimer m_looking;
  BackgroundJobs m_reads;
};

} // namespace limpid::viewmodels
