#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <chrono>

namespace limpid::support {

/// Lets the event loop run until `done()` holds; false when it doesn't within `patience`, which is
/// a failure of the test, never a measurement.
template<typename Condition>
bool waitUntil(Condition done, std::chrono::seconds patience = std::chrono::seconds(60))
{
  const QDeadlineTimer deadline(patience);
  QTimer heartbeat; // other processes and files don't post events
  heartbeat.start(std::chrono::milliseconds(20));
  while (!done()) {
    if (deadline.hasExpired())
      return false;
    QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
  }
  return true;
}

} // namespace limpid::support
