#pragma once

#include "core/base/result.h"

#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace limpid::jobs {

/// How a job ended. A stop keeps what was done and is no error.
enum class Outcome { Done, Stopped };

struct Progress
{
  double fraction = 0.0; ///< 0 … 1, or negative when it can't be known
  std::string step;      ///< a sentence for the reader, "Reading 120 of 400"
};

/// What a job sees of its host. report() may be called from any thread; only the newest is kept.
class JobContext
{
public:
  JobContext() = default; ///< never stops; progress goes nowhere
  explicit JobContext(std::stop_token stop, std::function<void()> wake = {})
      : m_stop(std::move(stop)), m_wake(std::move(wake))
  {
  }

  /// Loops look here within 100 ms or one network evaluation.
  bool stopRequested() const { return m_stop.stop_requested(); }
  std::stop_token stopToken() const { return m_stop; }

  void report(Progress progress)
  {
    {
      const std::lock_guard lock(m_mutex);
      m_newest = std::move(progress);
    }
    if (m_wake)
      m_wake();
  }

  /// The newest progress that was not taken yet.
  std::optional<Progress> takeProgress()
  {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_newest, std::nullopt);
  }

private:
  std::stop_token m_stop;
  std::function<void()> m_wake;
  std::mutex m_mutex;
  std::optional<Progress> m_newest;
};

using Work = std::function<Result<Outcome>(JobContext&)>;

} // namespace limpid::jobs
