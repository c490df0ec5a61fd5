#pragma once

#include "core/jobs/job.h"

#include <functional>
#include <memory>

namespace limpid::jobs {

/// Told by deliver(), on the owner's thread.
struct Observer
{
  std::function<void(const Progress&)> progressed;
  std::function<void(const Result<Outcome>&)> finished;
};

/// Runs one job at a time on a thread of its own. An exception that escapes a job becomes an
/// Internal error. The destructor asks the job to stop and waits for it.
class JobRunner
{
public:
  /// `wake` is called from the worker when there is something to deliver; a window posts a queued
  /// call to deliver() there. It must not block.
  explicit JobRunner(std::function<void()> wake = {});
  ~JobRunner();
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  /// False when a job runs already, or its end was not delivered yet.
  bool start(Work work, Observer observer);
  void stop();
  bool busy() const;

  /// Calls the observer with what has happened since the last call.
  void deliver();
  void waitUntilDone();

private:
  struct State;
  std::unique_ptr<State> m_state;
};

} // namespace limpid::jobs
