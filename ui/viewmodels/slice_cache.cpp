#include "ui/viewmodels/slice_cache.h"

#include "ui/viewmodels/core_text.h"

#include <algorithm>
#include <cstdlib>

namespace limpid::viewmodels {
namespace {

constexpr std::size_t defaultBytes = std::size_t{256} << 20U;
constexpr int decodedAhead = 16; ///< slices on each side that the worker is asked for

std::size_t bytesOf(const imaging::Image& image)
{
  return image.pixels.size() * sizeof(float);
}

} // namespace

SliceCache::SliceCache(WorkerClient& worker, QObject* parent)
    : QObject(parent), m_worker(worker), m_byteLimit(defaultBytes)
{
  connect(&m_worker, &WorkerClient::ready, this, &SliceCache::workerReady);
  connect(&m_worker, &WorkerClient::failed, this, &SliceCache::workerFailed);
}

void SliceCache::setImages(std::vector<study::ImageRecord> images)
{
  ++m_series;
  m_jobs.stop();
  m_images = std::move(images);
  m_indexOf.clear();
  m_read.clear();
  m_reasons.clear();
  m_decoded.clear();
  m_bytes = 0;
  m_wanted = -1;
  m_reader = std::make_shared<study::FrameReader>();
  for (int index = 0; index < std::ssize(m_images); ++index) {
    const study::ImageKey& key = m_images[static_cast<std::size_t>(index)].key;
    m_indexOf.emplace(key, index);
    if (!m_worker.thumbnail(key).isEmpty())
      m_decoded.insert(index);
    if (const QString why = m_worker.reason(key); !why.isEmpty())
      m_reasons.emplace(index, why);
  }
}

void SliceCache::want(int index)
{
  if (index < 0 || index >= std::ssize(m_images))
    return;
  m_wanted = index;
  askWorker();
  if (!m_jobs.busy())
    readNext();
}

const imaging::Image* SliceCache::image(int index) const
{
  const auto found = m_read.find(index);
  return found == m_read.end() ? nullptr : &found->second;
}

QString SliceCache::reason(int index) const
{
  const auto found = m_reasons.find(index);
  return found == m_reasons.end() ? QString() : found->second;
}

/// The farthest first: the newest request is answered first.
void SliceCache::askWorker()
{
  for (int distance = decodedAhead; distance >= 0; --distance)
    for (const int index : {m_wanted - distance, m_wanted + distance})
      if (index >= 0 && index < std::ssize(m_images) && !m_decoded.contains(index) &&
          !m_reasons.contains(index))
        m_worker.request(m_images[static_cast<std::size_t>(index)].key);
}

/// The nearest to the wanted one that can be read; nothing where memory is full of nearer ones.
std::optional<int> SliceCache::nextToRead() const
{
  const int farthest = static_cast<int>(m_images.size());
  std::size_t nearer = 0;
  for (int distance = 0; distance < farthest; ++distance)
    for (const int index : {m_wanted + distance, m_wanted - distance}) {
      if (index < 0 || index >= farthest || (distance == 0 && index != m_wanted))
        continue;
      if (const imaging::Image* known = image(index)) {
        if (distance > 0 || nearer == 0)
          nearer += bytesOf(*known);
        continue;
      }
      if (nearer >= m_byteLimit)
        return std::nullopt;
      if (m_decoded.contains(index) && !m_reasons.contains(index))
        return index;
    }
  return std::nullopt;
}

void SliceCache::readNext()
{
  const std::optional<int> next = m_wanted < 0 ? std::nullopt : nextToRead();
  if (!next)
    return;
  const study::ImageRecord& record = m_images[static_cast<std::size_t>(*next)];
  m_jobs.run<imaging::Image>(
      [reader = m_reader, path = record.path, frame = record.key.frame](jobs::JobContext&) {
        return reader->read(path, frame);
      },
      [this, series = m_series, index = *next](Result<imaging::Image> image) {
        if (series == m_series)
          take(index, std::move(image));
        if (!m_jobs.busy())
          readNext();
      });
}

void SliceCache::take(int index, Result<imaging::Image> image)
{
  if (image) {
    m_bytes += bytesOf(*image);
    m_read.insert_or_assign(index, *std::move(image));
    makeRoom(index);
  } else {
    m_reasons.insert_or_assign(index, coreText(image.error().message));
  }
  Q_EMIT arrived(index);
}

/// Lets the farthest go, never the wanted one nor the newest.
void SliceCache::makeRoom(int index)
{
  const auto distance = [this](int at) { return std::abs(at - m_wanted); };
  while (m_bytes > m_byteLimit && m_read.size() > 2) {
    const auto first = m_read.begin();
    const auto last = std::prev(m_read.end());
    const auto farthest = distance(first->first) > distance(last->first) ? first : last;
    if (farthest->first == index || farthest->first == m_wanted)
      return;
    m_bytes -= bytesOf(farthest->second);
    m_read.erase(farthest);
  }
}

void SliceCache::workerReady(const QString& uid, int frame)
{
  const auto found = m_indexOf.find({uid.toStdString(), frame});
  if (found == m_indexOf.end())
    return;
  m_decoded.insert(found->second);
  if (!m_jobs.busy())
    readNext();
}

void SliceCache::workerFailed(const QString& uid, int frame, const QString& reason)
{
  const auto found = m_indexOf.find({uid.toStdString(), frame});
  if (found == m_indexOf.end())
    return;
  m_reasons.insert_or_assign(found->second, reason);
  Q_EMIT arrived(found->second);
}

} // namespace limpid::viewmodels
