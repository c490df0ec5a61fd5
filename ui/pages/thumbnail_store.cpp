#include "ui/pages/thumbnail_store.h"

#include <QImageReader>

#include <algorithm>

namespace limpid::pages {

namespace {

constexpr int roomKiB = 96 * 1024;
constexpr std::size_t mostAtOnce = 16; // what is wanted may have changed after so many

QImage readScaled(const QString& path, int edge)
{
  QImageReader reader(path);
  const QImage image = reader.read();
  if (image.isNull())
    return {};
  return image.scaled(edge, edge, Qt::KeepAspectRatio, Qt::SmoothTransformation)
      .convertToFormat(QImage::Format_RGB32); // no conversion is left for the window's thread
}

} // namespace

ThumbnailStore::ThumbnailStore(QObject* parent) : QObject(parent), m_pixmaps(roomKiB) {}

void ThumbnailStore::setEdge(int pixels)
{
  if (pixels == m_edge)
    return;
  m_edge = pixels;
  m_pixmaps.clear();
}

void ThumbnailStore::want(std::vector<QString> paths)
{
  m_waiting.clear();
  for (QString& path : paths)
    if (!path.isEmpty() && !m_pixmaps.contains(path) && !m_unreadable.contains(path))
      m_waiting.push_back(std::move(path));
  readNext();
}

void ThumbnailStore::readNext()
{
  if (m_waiting.empty() || m_jobs.busy() || m_edge <= 0)
    return;
  std::vector<QString> paths;
  while (!m_waiting.empty() && paths.size() < mostAtOnce) {
    paths.push_back(std::move(m_waiting.front()));
    m_waiting.pop_front();
  }
  m_jobs.run<std::vector<Loaded>>(
      [paths, edge = m_edge](jobs::JobContext& context) -> Result<std::vector<Loaded>> {
        std::vector<Loaded> loaded;
        for (const QString& path : paths)
          if (!context.stopRequested())
            loaded.push_back({path, readScaled(path, edge)});
        return loaded;
      },
      [this, edge = m_edge](const Result<std::vector<Loaded>>& loaded) {
        if (loaded)
          take(*loaded, edge);
      });
}

void ThumbnailStore::take(const std::vector<Loaded>& loaded, int edge)
{
  for (const Loaded& one : loaded) {
    if (edge != m_edge)
      continue; // asked for again in the new size by whoever draws
    if (one.image.isNull()) {
      m_unreadable.insert(one.path);
      continue;
    }
    const int kiB = static_cast<int>(std::max<qsizetype>(1, one.image.sizeInBytes() / 1024));
    m_pixmaps.insert(one.path, new QPixmap(QPixmap::fromImage(one.image)), kiB);
  }
  Q_EMIT changed();
  readNext();
}

} // namespace limpid::pages
