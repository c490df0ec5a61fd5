#pragma once

#include "core/base/result.h"
#include "core/engine/engine.h"
#include "core/run/task_folder.h"

#include <chrono>
#include <functional>
#include <memory>

namespace limpid::engine {

/// The engine's side of a task folder: holds its lock, keeps status.json and reads control.json.
class TaskReport
{
public:
  /// Takes the lock, opens the log and says "running". Busy when another process has the folder;
  /// its status is then left alone. A command that was sent before counts as obeyed.
  static Result<TaskReport> begin(const std::filesystem::path& folder, const std::string& task);

  const std::filesystem::path& folder() const { return m_folder; }
  run::Status& status() { return m_status; }
  /// Writes status.json, at most four times a second.
  void update();
  void updateNow();

  /// A command that came since the last call, or None. Writes nothing: update() tells that it was
  /// obeyed.
  run::Command newCommand();
  /// Waits until `resume`, `finish` or `stop` comes or a stop is requested, and says "paused"
  /// meanwhile. Gives the command back; Stop for a stop request.
  run::Command waitWhilePaused(const jobs::JobContext& context);

  /// Time since begin() without pauses.
  double secondsWorked() const;

  /// The last word: finished, stopped or failed.
  Result<TaskEnd> end(Result<TaskEnd> result);

private:
  explicit TaskReport(run::FolderLock lock) : m_lock(std::move(lock)) {}

  run::FolderLock m_lock;
  std::filesystem::path m_folder;
  run::Status m_status;
  std::chrono::steady_clock::time_point m_written;
  std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration m_paused{};
};

/// Runs `work` between begin() and end(): what fails inside is in status.json and comes back.
Result<TaskEnd> reported(const std::filesystem::path& folder, const std::string& task,
                         const std::function<Result<TaskEnd>(TaskReport&)>& work);

/// "bad-input", "no-resource" …, as status.json has it.
std::string codeName(ErrorCode code);

} // namespace limpid::engine
