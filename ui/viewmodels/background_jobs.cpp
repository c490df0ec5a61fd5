#include "ui/viewmodels/background_jobs.h"

namespace limpid::viewmodels {

BackgroundJobs::BackgroundJobs(QObject* parent)
    : QObject(parent), m_runner([this] {
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
      })
{
}

void BackgroundJobs::enqueue(jobs::Work work, jobs::Observer observer)
{
  m_waiting.push_back({std::move(work), std::move(observer)});
  startNext();
}

void BackgroundJobs::startNext()
{
  if (m_waiting.empty() || m_runner.busy())
    return;
  Waiting next = std::move(m_waiting.front());
  m_waiting.pop_front();
  m_runner.start(std::move(next.work), std::move(next.observer));
}

void BackgroundJobs::deliver()
{
  m_runner.deliver();
  startNext();
}

void BackgroundJobs::stop()
{
  m_waiting.clear();
  m_runner.stop();
}

bool BackgroundJobs::busy() const
{
  return m_runner.busy() || !m_waiting.empty();
}

void BackgroundJobs::finish()
{
  while (busy()) {
    m_runner.waitUntilDone();
    deliver();
  }
}

} // namespace limpid::viewmodels
