#pragma once

#include <QApplication>
#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

namespace limpid::widgets {

/// An event that held the window up.
struct Stall
{
  QString receiver; ///< class and objectName
  QString event;
  double milliseconds = 0.0;
  double processorMilliseconds = 0.0; ///< of this thread: less than the above on a busy machine
};

/// An application that can tell which events take so long that a person feels it.
class WatchedApplication final : public QApplication
{
  Q_OBJECT

public:
  WatchedApplication(int& count, char** arguments);

  /// From now on events that take longer are kept, with whom they were for.
  void watch(std::chrono::milliseconds limit);
  const std::vector<Stall>& stalls() const { return m_stalls; }
  /// How many, and one line each, the longest first.
  QStringList report() const;

  bool notify(QObject* receiver, QEvent* event) override;

private:
  bool notifyWatched(QObject* receiver, QEvent* event);

  std::chrono::milliseconds m_limit{0}; // 0: nobody watches
  bool m_inside = false;                // events within an event count as part of it
  long long m_events = 0;
  std::vector<Stall> m_stalls;
};

} // namespace limpid::widgets
