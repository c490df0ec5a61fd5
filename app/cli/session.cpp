#include "app/cli/session.h"

#include <iostream>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <mutex>

namespace limpid::cli {
namespace {

std::atomic<bool> interruptedFlag = false;
static_assert(std::atomic<bool>::is_always_lock_free, "it is set in a signal handler");

void onInterrupt(int)
{
  interruptedFlag = true;
}

} // namespace

Session::Session(bool json) : m_json(json)
{
  std::signal(SIGINT, onInterrupt);
  std::signal(SIGTERM, onInterrupt);
  std::signal(SIGPIPE, SIG_IGN);
}

void Session::event(const Json& object) const
{
  if (m_json)
    std::cout << object.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
}

bool Session::interrupted()
{
  return interruptedFlag;
}

Result<void> Session::runWork(const jobs::Work& work)
{
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<Result<jobs::Outcome>> ended;
  jobs::JobRunner runner([&] { changed.notify_one(); });
  runner.start(
      work, {.progressed = [this](const jobs::Progress& progress) { m_progressBar.show(progress); },
             .finished = [&](const Result<jobs::Outcome>& result) { ended = result; }});
  while (!ended) {
    {
      std::unique_lock lock(mutex);
      changed.wait_for(lock, std::chrono::milliseconds(50));
    }
    if (interrupted())
      runner.stop();
    runner.deliver();
  }
  m_progressBar.clear();
  if (!*ended)
    return failure(ended->error());
  return {};
}

} // namespace limpid::cli
