#include "ui/viewmodels/pixel_text_view_model.h"

#include "core/study/library.h"
#include "core/study/pixel_reader.h"
#include "core/study/project.h"
#include "ui/viewmodels/paths.h"

#include <algorithm>

namespace limpid::viewmodels {

Result<std::vector<study::DoubtfulFile>> unconfirmedFiles(const std::filesystem::path& project,
                                                          const std::string& kind,
                                                          jobs::JobContext& context)
{
  Result<study::Project> opened = study::Project::open(project);
  if (!opened)
    return failure(opened.error());
  const auto kinds = study::listKinds(*opened);
  if (!kinds)
    return failure(kinds.error());
  std::vector<study::ImageRecord> images;
  for (const study::ImageKind& one : *kinds)
    for (const std::string& series : one.id == kind ? one.seriesUids : std::vector<std::string>()) {
      const auto some = study::listImages(*opened, series);
      if (!some)
        return failure(some.error());
      images.insert(images.end(), some->begin(), some->end());
    }
  auto files = study::doubtfulFiles(images, context);
  const auto confirmed = study::confirmedPixels(*opened);
  const auto covered = study::coveredPixels(*opened);
  if (!files)
    return files;
  if (!confirmed)
    return failure(confirmed.error());
  if (!covered)
    return failure(covered.error());
  std::erase_if(*files, [&](const study::DoubtfulFile& file) {
    return confirmed->contains(file.uid) || covered->contains(file.uid);
  });
  return files;
}

PixelTextViewModel::PixelTextViewModel(WorkerClient& worker, const QString& project,
                                       const QString& kind, QObject* parent)
    : QObject(parent), m_worker(worker), m_project(project)
{
  connect(&m_worker, &WorkerClient::ready, this, &PixelTextViewModel::settle);
  connect(&m_worker, &WorkerClient::failed, this, &PixelTextViewModel::settle);
  connect(&m_worker, &WorkerClient::unavailable, this, &PixelTextViewModel::giveUp);
  load(kind.toStdString());
}

void PixelTextViewModel::load(const std::string& kind)
{
  using Files = std::vector<study::DoubtfulFile>;
  m_jobs.run<Files>(
      [project = toPath(m_project), kind](jobs::JobContext& context) {
        return unconfirmedFiles(project, kind, context);
      },
      [this](Result<Files> files) {
        m_loading = false;
        if (files)
          m_open = *std::move(files);
        else
          m_error = QString::fromStdString(files.error().message);
        lookAt(0);
      });
}

QString PixelTextViewModel::reason() const
{
  return m_place < count()
             ? QString::fromStdString(m_open[static_cast<std::size_t>(m_place)].reason)
             : QString();
}

/// The worker decodes the image before this process does.
void PixelTextViewModel::lookAt(int place)
{
  m_place = place;
  m_image = {};
  if (place < count()) {
    m_error.clear();
    const study::ImageKey key{m_open[static_cast<std::size_t>(place)].uid, 1};
    if (!m_worker.thumbnail(key).isEmpty())
      readImage();
    else if (!m_worker.reason(key).isEmpty())
      m_error = m_worker.reason(key);
    else
      m_worker.request(key);
  }
  Q_EMIT changed();
}

void PixelTextViewModel::settle(const QString& uid, int frame)
{
  if (m_place >= count() || frame != 1 ||
      uid.toStdString() != m_open[static_cast<std::size_t>(m_place)].uid)
    return;
  const study::ImageKey key{uid.toStdString(), frame};
  if (m_worker.thumbnail(key).isEmpty())
    giveUp(m_worker.reason(key));
  else
    readImage();
}

void PixelTextViewModel::giveUp(const QString& reason)
{
  m_error = reason;
  Q_EMIT changed();
}

void PixelTextViewModel::readImage()
{
  m_jobs.run<imaging::Image>([file = m_open[static_cast<std::size_t>(m_place)].path](
                                 jobs::JobContext&) { return study::readFrame(file, 1); },
                             [this, place = m_place](Result<imaging::Image> image) {
                               if (place != m_place)
                                 return;
                               if (image)
                                 m_image = *std::move(image);
                               if (std::pair(m_image.columns, m_image.rows) != m_coveredSize)
                                 m_covers.clear();
                               if (!image)
                                 m_error = QString::fromStdString(image.error().message);
                               Q_EMIT changed();
                             });
}

void PixelTextViewModel::keep(
    const std::function<Result<void>(study::Project&, const std::string& uid)>& work, int& tally)
{
  if (m_place >= count() || m_image.pixels.empty())
    return;
  m_jobs.run<bool>(
      [project = toPath(m_project), uid = m_open[static_cast<std::size_t>(m_place)].uid,
       work](jobs::JobContext&) -> Result<bool> {
        Result<study::Project> opened = study::Project::open(project);
        if (!opened)
          return failure(opened.error());
        if (const Result<void> kept = work(*opened, uid); !kept)
          return failure(kept.error());
        return true;
      },
      [this, place = m_place, &tally](const Result<bool>& kept) {
        if (!kept) {
          giveUp(QString::fromStdString(kept.error().message));
          return;
        }
        ++tally;
        if (place == m_place)
          lookAt(place + 1);
      });
}

void PixelTextViewModel::confirm()
{
  keep([](study::Project& project,
          const std::string& uid) { return study::confirmPixels(project, {uid}); },
       m_confirmed);
}

void PixelTextViewModel::cover()
{
  if (m_covers.empty())
    return;
  keep([covers = m_covers](study::Project& project,
                           const std::string& uid) { return coverPixels(project, uid, covers); },
       m_covered);
}

void PixelTextViewModel::addCover(const study::PixelMask& cover)
{
  if (m_image.pixels.empty())
    return;
  m_covers.push_back(cover);
  m_coveredSize = {m_image.columns, m_image.rows};
  Q_EMIT changed();
}

void PixelTextViewModel::clearCovers()
{
  m_covers.clear();
  Q_EMIT changed();
}

void PixelTextViewModel::skip()
{
  if (m_place < count())
    lookAt(m_place + 1);
}

} // namespace limpid::viewmodels
