#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace limpid::run {

/// The folder is the only channel between the engine and its watchers. A training's folder is
/// runs/NAME; sampling and assessing have one each below it (samples/NAME, assessments/NAME).
///   status.json    engine → watcher, replaced by rename   format "limpid-status"
///   metrics.jsonl  engine → watcher, one JSON object a line, appended
///   control.json   watcher → engine, replaced by rename   format "limpid-control"
///                                                         {command, sequence}
///   lock           who runs it: host, pid, start time
///   log.txt        the engine's log
enum class State { Ready, Running, Paused, Stopped, Finished, Failed };
std::string toString(State state); ///< "ready", "running" …
Result<State> stateFromString(const std::string& text);

struct Status
{
  std::string task; ///< train | sample | assess | restore
  State state = State::Ready;
  std::int64_t step = 0;
  std::int64_t steps = 0;
  double loss = 0.0;
  double imagesPerSecond = 0.0;
  double secondsLeft = -1.0; ///< negative: not known yet
  std::int64_t memoryBytes = 0;
  std::string device;
  std::string message;    ///< a sentence for the reader
  std::string errorCode;  ///< of a failure: "bad-input", "no-resource" …
  std::string checkpoint; ///< newest, relative to the folder
  std::string preview;    ///< newest previews/….safetensors, relative to the folder
  std::string host;
  std::int64_t pid = 0;
  std::string startedAt; ///< ISO 8601, UTC
  std::string updatedAt;
  std::int64_t controlSequence = 0; ///< last command obeyed
  Json result;                      ///< what the verb gives back, once finished or stopped
};

Json toJson(const Status& status);
Result<Status> statusFromJson(const Json& json);
/// A folder without status.json is Ready. A Running or Paused status whose process is gone on this
/// host is given back as Stopped with a message that says so.
Result<Status> readStatus(const std::filesystem::path& folder);
/// Fills in updatedAt, and host and pid where they are empty.
Result<void> writeStatus(const std::filesystem::path& folder, Status status);

enum class Command { None, Pause, Resume, Finish, Stop };
struct Control
{
  Command command = Command::None;
  std::int64_t sequence = 0;
};
std::string toString(Command command); ///< "pause", "resume" …
Result<Command> commandFromString(const std::string& text);
/// Writes the command with the next sequence number.
Result<void> sendCommand(const std::filesystem::path& folder, Command command);
/// No control.json gives {None, 0}.
Control readControl(const std::filesystem::path& folder);

/// Holds the folder's lock while it lives: flock() where the file system has it, and the holder's
/// name in the file for those that don't and for other hosts. A lock of a dead process on this host
/// is taken over.
class FolderLock
{
public:
  /// Busy when a living process, or one of another host, holds it.
  static Result<FolderLock> take(const std::filesystem::path& folder);
  FolderLock(FolderLock&&) noexcept;
  FolderLock& operator=(FolderLock&&) noexcept;
  ~FolderLock();

private:
  struct Held;
  explicit FolderLock(std::unique_ptr<Held> held);
  std::unique_ptr<Held> m_held;
};

/// Appends lines to metrics.jsonl; open() cuts the file to `offset` first (resume). Where a crash
/// left less than that, it is cut to its last whole line.
class MetricsWriter
{
public:
  static Result<MetricsWriter> open(const std::filesystem::path& folder, std::int64_t offset);
  MetricsWriter(MetricsWriter&&) noexcept;
  MetricsWriter& operator=(MetricsWriter&&) noexcept;
  ~MetricsWriter();

  Result<void> append(const Json& line);
  std::int64_t offset() const;

private:
  struct File;
  explicit MetricsWriter(std::unique_ptr<File> file);
  std::unique_ptr<File> m_file;
};

/// Reads the lines that were added since the last call; a half-written last line waits. A file that
/// was cut (resume after a crash) is read again from its start and `restarted` says so, also when
/// it has grown past the old end since.
class MetricsReader
{
public:
  explicit MetricsReader(const std::filesystem::path& folder);
  std::vector<Json> readNew();
  bool restarted() const { return m_restarted; }

private:
  std::filesystem::path m_file;
  std::int64_t m_offset = 0;
  std::string m_lastLine; // ends at m_offset; tells whether the file is still the one that was read
  bool m_restarted = false;
};

} // namespace limpid::run
