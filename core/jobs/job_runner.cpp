#include "core/jobs/job_runner.h"

#include <fmt/format.h>

#include <atomic>
#include <thread>

namespace limpid::jobs {

struct JobRunner::State
{
  std::function<void()> wake;
  Observer observer;
  std::shared_ptr<JobContext> context;
  std::jthread thread;
  std::mutex mutex;
  std::optional<Result<Outcome>> result; // guarded by mutex
  std::atomic<bool> busy = false;
};

namespace {

Result<Outcome> runGuarded(const Work& work, JobContext& context)
{
  try {
    return work(context);
  } catch (const std::exception& error) {
    return failure(ErrorCode::Internal,
                   fmt::format("The job failed unexpectedly: {}", error.what()));
  } catch (...) {
    return failure(ErrorCode::Internal, "The job failed unexpectedly without saying why.");
  }
}

} // namespace

JobRunner::JobRunner(std::function<void()> wake) : m_state(std::make_unique<State>())
{
  m_state->wake = std::move(wake);
}

JobRunner::~JobRunner()
{
  stop();
  waitUntilDone();
}

bool JobRunner::start(Work work, Observer observer)
{
  State& state = *m_state;
  if (state.busy)
    return false;
  waitUntilDone();
  state.busy = true;
  state.observer = std::move(observer);
  std::stop_source source;
  state.context = std::make_shared<JobContext>(source.get_token(), state.wake);
  state.thread = std::jthread([&state, source, work = std::move(work),
                               context = state.context](const std::stop_token& threadStop) mutable {
    const std::stop_callback forward(threadStop, [&source] { source.request_stop(); });
    Result<Outcome> result = runGuarded(work, *context);
    {
      const std::lock_guard lock(state.mutex);
      state.result = std::move(result);
    }
    if (state.wake)
      state.wake();
  });
  return true;
}

void JobRunner::stop()
{
  m_state->thread.request_stop();
}

bool JobRunner::busy() const
{
  return m_state->busy;
}

void JobRunner::deliver()
{
  State& state = *m_state;
  if (!state.busy)
    return;
  if (const std::optional<Progress> progress = state.context->takeProgress();
      progress && state.observer.progressed)
    state.observer.progressed(*progress);
  std::optional<Result<Outcome>> result;
  {
    const std::lock_guard lock(state.mutex);
    result = std::exchange(state.result, std::nullopt);
  }
  if (!result)
    return;
  state.busy = false;
  const Observer observer = std::exchange(state.observer, {});
  if (observer.finished)
    observer.finished(*result);
}

void JobRunner::waitUntilDone()
{
  if (m_state->thread.joinable())
    m_state->thread.join();
}

} // namespace limpid::jobs
