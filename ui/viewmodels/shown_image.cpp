#include "ui/viewmodels/shown_image.h"

#include "core/study/pixel_reader.h"
#include "ui/viewmodels/core_text.h"

#include <utility>

namespace limpid::viewmodels {

namespace {

constexpr double millisecondsPerSecond = 1000.0;

std::optional<study::ImageKey> keyOf(const std::optional<study::ImageRecord>& record)
{
  return record ? std::optional(record->key) : std::nullopt;
}

} // namespace

ShownImage::ShownImage(WorkerClient& worker, QObject* parent) : QObject(parent), m_worker(worker)
{
  connect(&m_worker, &WorkerClient::ready, this, [this](const QString& uid, int frame) {
    if (isShown({uid.toStdString(), frame}))
      read();
  });
  connect(&m_worker, &WorkerClient::failed, this,
          [this](const QString& uid, int frame, const QString& reason) {
            if (!isShown({uid.toStdString(), frame}))
              return;
            m_reason = reason;
            Q_EMIT changed();
          });
}

bool ShownImage::isShown(const study::ImageKey& key) const
{
  return m_record && m_record->key == key;
}

std::optional<double> ShownImage::secondsLooked() const
{
  if (!m_looking.isValid())
    return std::nullopt;
  return static_cast<double>(m_looking.elapsed()) / millisecondsPerSecond;
}

void ShownImage::show(const std::optional<study::ImageRecord>& record)
{
  if (keyOf(record) == keyOf(m_record))
    return;
  m_record = record;
  m_looking.start();
  m_pixels.reset();
  m_reason.clear();
  if (!m_record) {
    Q_EMIT changed();
    return;
  }
  m_reason = m_worker.reason(m_record->key);
  if (!m_worker.thumbnail(m_record->key).isEmpty())
    read();
  else
    m_worker.request(m_record->key); // decoded there for the first time
}

void ShownImage::read()
{
  m_reads.stop();
  m_reads.run<imaging::Image>(
      [record = *m_record](jobs::JobContext&) {
        return study::readFrame(record.path, record.key.frame);
      },
      [this, key = m_record->key](Result<imaging::Image> image) {
        if (!isShown(key))
          return;
        if (image)
          m_pixels = std::move(*image);
        else
          m_reason = coreText(image.error().message);
        Q_EMIT changed();
      });
}

} // namespace limpid::viewmodels
