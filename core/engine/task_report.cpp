#include "core/engine/task_report.h"

#include "core/base/atomic_file.h"
#include "core/base/logging.h"
#include "core/base/utc_time.h"
#include "core/dataset/withdrawal.h"
#include "core/engine/foreign_errors.h"
#include "core/run/process.h"

#include <fmt/format.h>

#include <unistd.h>

#include <condition_variable>
#include <mutex>

namespace limpid::engine {
namespace {

void warnOnFailure(const Result<void>& result)
{
  if (!result)
    logWarning(result.error().message);
}

} // namespace

std::string codeName(ErrorCode code)
{
  switch (code) {
  case ErrorCode::Usage:
    return "usage";
  case ErrorCode::BadInput:
    return "bad-input";
  case ErrorCode::NotFound:
    return "not-found";
  case ErrorCode::AlreadyExists:
    return "already-exists";
  case ErrorCode::PermissionDenied:
    return "permission-denied";
  case ErrorCode::NoResource:
    return "no-resource";
  case ErrorCode::Busy:
    return "busy";
  case ErrorCode::Unsupported:
    return "unsupported";
  case ErrorCode::Internal:
    return "internal";
  }
  return "internal";
}

Result<TaskReport> TaskReport::begin(const std::filesystem::path& folder, const std::string& task)
{
  if (auto usable = dataset::checkNotWithdrawn(folder); !usable)
    return failure(usable.error());
  if (auto made = makeFolder(folder); !made)
    return failure(made.error());
  auto lock = run::FolderLock::take(folder);
  if (!lock)
    return failure(lock.error());
  if (auto opened = openLog(folder / "log.txt"); !opened)
    return failure(opened.error());
  TaskReport report(std::move(*lock));
  report.m_folder = folder;
  report.m_status.task = task;
  report.m_status.state = run::State::Running;
  report.m_status.host = run::thisHost();
  report.m_status.pid = getpid();
  report.m_status.startedAt = utcNow();
  report.m_status.message = "Preparing";
  report.m_status.controlSequence = run::readControl(folder).sequence;
  report.updateNow();
  return report;
}

void TaskReport::update()
{
  if (std::chrono::steady_clock::now() - m_written >= std::chrono::milliseconds(250))
    updateNow();
}

void TaskReport::updateNow()
{
  m_status.updatedAt = utcNow();
  warnOnFailure(run::writeStatus(m_folder, m_status));
  m_written = std::chrono::steady_clock::now();
}

run::Command TaskReport::newCommand()
{
  const run::Control control = run::readControl(m_folder);
  if (control.sequence <= m_status.controlSequence)
    return run::Command::None;
  m_status.controlSequence = control.sequence;
  return control.command;
}

run::Command TaskReport::waitWhilePaused(const jobs::JobContext& context)
{
  const auto begin = std::chrono::steady_clock::now();
  m_status.state = run::State::Paused;
  m_status.message = "Paused";
  updateNow();
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  run::Command command = run::Command::None;
  while (!context.stopRequested()) {
    wake.wait_for(lock, context.stopToken(), std::chrono::milliseconds(100), [] { return false; });
    command = newCommand();
    if (command != run::Command::None && command != run::Command::Pause)
      break;
  }
  m_paused += std::chrono::steady_clock::now() - begin;
  m_status.state = run::State::Running;
  m_status.message = "Training";
  updateNow();
  return context.stopRequested() ? run::Command::Stop : command;
}

double TaskReport::secondsWorked() const
{
  const auto worked = std::chrono::steady_clock::now() - m_begun - m_paused;
  return std::chrono::duration<double>(worked).count();
}

Result<TaskEnd> TaskReport::end(Result<TaskEnd> result)
{
  if (!result) {
    m_status.state = run::State::Failed;
    m_status.message = result.error().message;
    m_status.errorCode = codeName(result.error().code);
    logError(result.error().message);
  } else {
    const bool stopped = result->outcome == jobs::Outcome::Stopped;
    m_status.state = stopped ? run::State::Stopped : run::State::Finished;
    m_status.message = result->message;
    m_status.result = result->result;
  }
  m_status.secondsLeft = result ? 0.0 : -1.0;
  updateNow();
  return result;
}

Result<TaskEnd> reported(const std::filesystem::path& folder, const std::string& task,
                         const std::function<Result<TaskEnd>(TaskReport&)>& work)
{
  auto report = TaskReport::begin(folder, task);
  if (!report)
    return failure(report.error());
  return report->end(convertingForeignErrors([&] { return work(*report); }));
}

} // namespace limpid::engine
