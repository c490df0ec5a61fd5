#include "app/cli/follow.h"

#include "core/base/figures.h"
#include "core/run/engine_process.h"
#include "core/run/task_folder.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace limpid::cli {
namespace {

using namespace std::chrono_literals;
constexpr auto pollInterval = 100ms;

jobs::Progress progressOf(const run::Status& status)
{
  jobs::Progress progress;
  progress.fraction = status.steps > 0
                          ? static_cast<double>(status.step) / static_cast<double>(status.steps)
                          : -1.0;
  progress.step = status.message.empty() ? fmt::format("step {} of {}", status.step, status.steps)
                                         : status.message;
  if (status.imagesPerSecond > 0.0)
    progress.step += fmt::format(", {:.0f} images/s", status.imagesPerSecond);
  if (status.secondsLeft >= 0.0)
    progress.step += fmt::format(", {} left", saidDuration(status.secondsLeft));
  return progress;
}

bool ended(run::State state)
{
  return state == run::State::Finished || state == run::State::Stopped ||
         state == run::State::Failed;
}

Error errorOf(const run::Status& status, const std::filesystem::path& folder)
{
  ErrorCode code = ErrorCode::BadInput;
  if (status.errorCode == "no-resource")
    code = ErrorCode::NoResource;
  else if (status.errorCode == "internal")
    code = ErrorCode::Internal;
  return {code, status.message.empty()
                    ? fmt::format("The engine failed; {} says more.", (folder / "log.txt").string())
                    : status.message};
}

/// The last line of a text file from `begin` on: what an engine that wouldn't start has said.
std::string lastLine(const std::filesystem::path& file, std::uintmax_t begin)
{
  std::ifstream stream(file);
  stream.seekg(static_cast<std::streamoff>(begin));
  std::string last;
  for (std::string line; std::getline(stream, line);)
    if (!line.empty())
      last = line;
  return last;
}

/// Whether not even a status fits, which would leave an engine without a last word.
bool diskIsFull(const std::filesystem::path& folder)
{
  constexpr std::uintmax_t bytesOfAStatus = 64U << 10U;
  std::error_code unknown;
  const std::filesystem::space_info space = std::filesystem::space(folder, unknown);
  return !unknown && space.available < bytesOfAStatus;
}

/// Waits until the folder's task has ended. `pid` > 0: until then an older status is not believed.
class Follower
{
public:
  /// `logBegin`: how long the log was before this engine.
  Follower(Session& session, std::filesystem::path folder, std::int64_t pid,
           std::uintmax_t logBegin = 0)
      : m_session(session),
        m_folder(std::move(folder)),
        m_metrics(m_folder),
        m_pid(pid),
        m_logBegin(logBegin)
  {
  }

  Result<run::Status> follow(bool interruptStops)
  {
    while (true) {
      const bool alive = m_pid <= 0 || run::processRuns(m_pid);
      Result<run::Status> status = run::readStatus(m_folder);
      tell(status);
      if (status && (m_pid <= 0 || status->pid == m_pid) && ended(status->state))
        return status;
      if (!alive)
        return lastWord();
      if (Session::interrupted() && !interruptStops)
        return status;
      if (Session::interrupted() && !m_stopSent) {
        m_stopSent = true;
        static_cast<void>(run::sendCommand(m_folder, run::Command::Stop));
      }
      std::this_thread::sleep_for(pollInterval);
    }
  }

private:
  void tell(const Result<run::Status>& status)
  {
    for (const Json& line : m_metrics.readNew())
      m_session.event(line);
    if (status && (m_pid <= 0 || status->pid == m_pid))
      m_session.progressBar().show(progressOf(*status));
  }

  /// The engine is gone: its last status, or the reason in its log.
  Result<run::Status> lastWord()
  {
    Result<run::Status> status = run::readStatus(m_folder);
    tell(status);
    if (status && status->pid == m_pid)
      return status;
    if (const std::string reason = lastLine(m_folder / "log.txt", m_logBegin); !reason.empty())
      return failure(ErrorCode::BadInput, reason);
    if (diskIsFull(m_folder))
      return failure(ErrorCode::NoResource,
                     fmt::format("The disk that holds {} is full: the engine couldn't go on. Make "
                                 "room, then train again with --resume.",
                                 m_folder.string()));
    return failure(ErrorCode::Internal, fmt::format("The engine ended without a word in {}.",
                                                    (m_folder / "log.txt").string()));
  }

  Session& m_session;
  std::filesystem::path m_folder;
  run::MetricsReader m_metrics;
  std::int64_t m_pid;
  std::uintmax_t m_logBegin;
  bool m_stopSent = false;
};

Result<VerbResult> conclude(const Result<run::Status>& status, const std::filesystem::path& folder)
{
  if (!status)
    return failure(status.error());
  if (status->state == run::State::Failed)
    return failure(errorOf(*status, folder));
  VerbResult result;
  result.json = status->result.is_object() ? status->result : Json::object();
  result.json["event"] = "result";
  result.json["state"] = run::toString(status->state);
  result.json["step"] = status->step;
  if (!status->checkpoint.empty())
    result.json["checkpoint"] = (folder / status->checkpoint).string();
  result.text = status->message;
  if (result.json.contains("sentences"))
    for (const Json& sentence : result.json["sentences"])
      result.text += "\n" + sentence.value("text", "");
  result.outcome =
      status->state == run::State::Finished ? jobs::Outcome::Done : jobs::Outcome::Stopped;
  return result;
}

} // namespace

Result<VerbResult> startAndFollow(Session& session, const std::vector<std::string>& arguments,
                                  const std::filesystem::path& folder)
{
  const auto engine = run::findEngine({});
  if (!engine)
    return failure(engine.error());
  std::error_code noLogYet;
  const std::uintmax_t logBytes = std::filesystem::file_size(folder / "log.txt", noLogYet);
  const auto pid = run::startDetached(*engine, arguments, folder);
  if (!pid)
    return failure(pid.error());
  const Result<run::Status> status =
      Follower(session, folder, *pid, noLogYet ? 0 : logBytes).follow(true);
  session.progressBar().clear();
  return conclude(status, folder);
}

Result<VerbResult> watch(Session& session, const std::filesystem::path& folder)
{
  const Result<run::Status> first = run::readStatus(folder);
  if (!first)
    return failure(first.error());
  const Result<run::Status> status = Follower(session, folder, 0).follow(false);
  session.progressBar().clear();
  if (status && !ended(status->state)) {
    VerbResult result{
        {{"status", run::toJson(*status)}}, progressOf(*status).step, jobs::Outcome::Done};
    result.json["event"] = "result";
    return result;
  }
  Result<VerbResult> result = conclude(status, folder);
  if (result)
    result->json["status"] = run::toJson(*status);
  return result;
}

} // namespace limpid::cli
