#include "ui/widgets/watched_application.h"

#include <QEvent>
#include <QMetaEnum>
#include <QScopedValueRollback>

#include <algorithm>
#include <ctime>

namespace limpid::widgets {

namespace {

using Clock = std::chrono::steady_clock;

double processorMilliseconds()
{
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

QString nameOf(QEvent::Type type)
{
  const char* const key = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
  return key == nullptr ? QString::number(type) : QString::fromLatin1(key);
}

} // namespace

WatchedApplication::WatchedApplication(int& count, char** arguments)
    : QApplication(count, arguments)
{
}

void WatchedApplication::watch(std::chrono::milliseconds limit)
{
  m_limit = limit;
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
  if (m_limit.count() == 0 || m_inside)
    return QApplication::notify(receiver, event);
  return notifyWatched(receiver, event);
}

bool WatchedApplication::notifyWatched(QObject* receiver, QEvent* event)
{
  const QScopedValueRollback inside(m_inside, true);
  ++m_events;
  // Both may be gone afterwards.
  const char* const className = receiver->metaObject()->className();
  const QString objectName = receiver->objectName();
  const QEvent::Type type = event->type();
  const double spent = processorMilliseconds();
  const Clock::time_point begin = Clock::now();
  const bool handled = QApplication::notify(receiver, event);
  const auto took = Clock::now() - begin;
  if (took > m_limit)
    m_stalls.push_back({QString::fromLatin1(className) + QLatin1Char(' ') + objectName,
                        nameOf(type), std::chrono::duration<double, std::milli>(took).count(),
                        processorMilliseconds() - spent});
  return handled;
}

QStringList WatchedApplication::report() const
{
  QStringList lines{tr("%1 of %2 events took longer than %3 ms.")
                        .arg(m_stalls.size())
                        .arg(m_events)
                        .arg(m_limit.count())};
  std::vector<Stall> longest = m_stalls;
  std::ranges::sort(longest, std::greater<>(), &Stall::milliseconds);
  for (const Stall& stall : longest)
    lines.append(tr("%1 ms (%2 ms of the processor): %3 for %4")
                     .arg(stall.milliseconds, 0, 'f', 0)
                     .arg(stall.processorMilliseconds, 0, 'f', 0)
                     .arg(stall.event, stall.receiver));
  return lines;
}

} // namespace limpid::widgets
