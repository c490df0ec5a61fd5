#pragma once

#include "core/imaging/image.h"
#include "core/imaging/intensity.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/worker_client.h"

#include <QObject>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace limpid::viewmodels {

/// What the pixels of a few images tell of a data set that isn't frozen yet.
struct PlanPixels
{
  imaging::IntensityWindow window; ///< becomes −1 … 1 (M0)
  double noiseGain = 1.0;          ///< noise as it trains over noise as seen, median (M0)
  imaging::Image cleanest;         ///< at training size, model intensity
};

/// Looks at some images of a kind, once the worker process has decoded each of them: a file that
/// crashes a decoder costs that process, not the window.
class PlanPixelReader final : public QObject
{
  Q_OBJECT

public:
  explicit PlanPixelReader(WorkerClient& worker, QObject* parent = nullptr);

  /// Forgets what was read and looks at these images as they would train at `size` pixels.
  void look(const std::shared_ptr<const KindContent>& content, int size);
  void forget();
  const std::optional<PlanPixels>& pixels() const { return m_pixels; }
  /// Why there are none; empty while they are on their way.
  QString reason() const { return m_reason; }
  bool busy() const { return !m_missing.empty() || m_jobs.busy(); }
  BackgroundJobs& jobs() { return m_jobs; }

Q_SIGNALS:
  /// Pixels, or a reason, are there.
  void finished();

private:
  void settle(const QString& uid, int frame);
  void giveUp(const QString& reason);
  void readIfAllCame();

  WorkerClient& m_worker;
  std::shared_ptr<const KindContent> m_content;
  int m_size = 0;
  std::vector<std::size_t> m_chosen;   // images of the content
  std::set<study::ImageKey> m_missing; // those that the worker hasn't looked at yet
  std::optional<PlanPixels> m_pixels;
  QString m_reason;
  BackgroundJobs m_jobs;
};

} // namespace limpid::viewmodels
