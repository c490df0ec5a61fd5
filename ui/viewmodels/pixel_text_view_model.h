#pragma once

#include "core/imaging/image.h"
#include "core/study/doubtful_pixels.h"
#include "ui/viewmodels/background_jobs.h"
#include "ui/viewmodels/worker_client.h"

#include <QObject>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

namespace limpid::viewmodels {

/// The images of a kind whose pixels may show text that names somebody, one after another, for a
/// person to look at. What is confirmed or covered is kept in the project at once.
class PixelTextViewModel final : public QObject
{
  Q_OBJECT

public:
  PixelTextViewModel(WorkerClient& worker, const QString& project, const QString& kind,
                     QObject* parent = nullptr);

  bool loading() const { return m_loading; }
  int count() const { return static_cast<int>(m_open.size()); }
  int place() const { return m_place; } ///< of the image that is shown, from 0; count(): all seen
  int confirmed() const { return m_confirmed; }
  int covered() const { return m_covered; }
  /// Rectangles on the image that is shown. Those of the one before are proposed again where that
  /// one was as large.
  const std::vector<study::PixelMask>& covers() const { return m_covers; }
  QString reason() const; ///< why it may show text
  /// Its first frame; empty while it is on its way, or when it can't be read (error() says why).
  const imaging::Image& image() const { return m_image; }
  QString error() const { return m_error; }
  BackgroundJobs& jobs() { return m_jobs; }

public Q_SLOTS:
  void confirm(); ///< shows no text that names anybody; goes on to the next
  void skip();    ///< goes on, the image stays out of training
  void addCover(const limpid::study::PixelMask& cover);
  void clearCovers();
  void cover(); ///< keeps the rectangles, under which the image may be used; goes on to the next

Q_SIGNALS:
  void changed();

private:
  void load(const std::string& kind);
  void lookAt(int place);
  void settle(const QString& uid, int frame);
  void giveUp(const QString& reason);
  void readImage();
  void keep(const std::function<Result<void>(study::Project&, const std::string& uid)>& work,
            int& tally);

  WorkerClient& m_worker;
  QString m_project;
  bool m_loading = true;
  std::vector<study::DoubtfulFile> m_open;
  int m_place = 0;
  int m_confirmed = 0;
  int m_covered = 0;
  std::vector<study::PixelMask> m_covers;
  std::pair<int, int> m_coveredSize; // of the image that they were drawn on: columns, rows
  imaging::Image m_image;
  QString m_error;
  BackgroundJobs m_jobs;
};

/// Those of a kind that nobody has confirmed or covered yet.
Result<std::vector<study::DoubtfulFile>> unconfirmedFiles(const std::filesystem::path& project,
                                                          const std::string& kind,
                                                          jobs::JobContext& context);

} // namespace limpid::viewmodels
