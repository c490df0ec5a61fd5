#include "app/cli/worker_process.h"

#include "core/base/atomic_file.h"
#include "core/base/document.h"
#include "core/run/pipe.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace limpid::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// The worker gives a file up by itself before this.
constexpr std::chrono::seconds patience{60};
constexpr int stopIntervalMilliseconds = 100;

/// 0, or the number of the system's error.
int spawnWorker(const std::string& project, int input, int output, pid_t& pid)
{
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string program = "/proc/self/exe";
  std::string verb = "worker";
  std::string folder = project;
  std::array<char*, 4> arguments{program.data(), verb.data(), folder.data(), nullptr};
  const int number =
      ::posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return number;
}

tl::unexpected<Error> cannotStart(int number)
{
  return failure(ErrorCode::NoResource, fmt::format("The reading process can't be started: {}.",
                                                    std::generic_category().message(number)));
}

} // namespace

WorkerProcess::WorkerProcess(std::filesystem::path project) : m_project(std::move(project)) {}

WorkerProcess::~WorkerProcess()
{
  end();
}

Result<void> WorkerProcess::start()
{
  std::optional<run::Pipe> requests = run::makePipe();
  std::optional<run::Pipe> answers = run::makePipe();
  if (!requests || !answers)
    return cannotStart(errno);
  if (const int number = spawnWorker(m_project.string(), requests->readEnd.number(),
                                     answers->writeEnd.number(), m_pid);
      number != 0)
    return cannotStart(number);
  m_requests = std::move(requests->writeEnd);
  m_answers = std::move(answers->readEnd);
  m_read.clear();
  return {};
}

void WorkerProcess::end()
{
  if (m_pid == 0)
    return;
  ::kill(m_pid, SIGKILL); // it only ever writes whole thumbnails by rename
  (void)reasonOfEnd();
}

/// Waits until the process is gone.
std::string WorkerProcess::reasonOfEnd()
{
  m_requests.close();
  m_answers.close();
  int status = 0;
  while (::waitpid(std::exchange(m_pid, 0), &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM
             ? "It took too long to read and was given up."
             : "The file made the reading process end unexpectedly.";
}

Result<std::string> WorkerProcess::readLine(jobs::JobContext& context)
{
  const Clock::time_point limit = Clock::now() + patience;
  for (;;) {
    if (const std::size_t end = m_read.find('\n'); end != std::string::npos) {
      std::string line = m_read.substr(0, end);
      m_read.erase(0, end + 1);
      return line;
    }
    if (context.stopRequested())
      return failure(ErrorCode::Busy, "It was stopped.");
    if (Clock::now() > limit)
      return failure(ErrorCode::Unsupported, "The reading process gave no answer.");
    pollfd watched{m_answers.number(), POLLIN, 0};
    if (::poll(&watched, 1, stopIntervalMilliseconds) <= 0)
      continue;
    std::array<char, 4096> buffer{};
    const ssize_t bytes = ::read(m_answers.number(), buffer.data(), buffer.size());
    if (bytes > 0)
      m_read.append(buffer.data(), static_cast<std::size_t>(bytes));
    else if (bytes == 0 || errno != EINTR)
      return failure(ErrorCode::Unsupported, reasonOfEnd());
  }
}

Result<std::filesystem::path> WorkerProcess::thumbnail(const study::ImageKey& image,
                                                       jobs::JobContext& context)
{
  if (m_pid == 0)
    if (const Result<void> started = start(); !started)
      return failure(started.error());
  const Json request = {{"task", "thumbnail"}, {"uid", image.uid}, {"frame", image.frame}};
  const Result<void> sent = writeAll(
      m_requests.number(), request.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n',
      "the reading process");
  const Result<std::string> line =
      sent ? readLine(context)
           : Result<std::string>(failure(ErrorCode::Unsupported, "The reading process ended."));
  if (!line) {
    end();
    return failure(line.error());
  }
  const Result<Json> answer = parseJson(*line, "The answer of the reading process");
  if (!answer)
    return failure(answer.error());
  if (answer->contains("error"))
    return failure(ErrorCode::Unsupported, answer->value("error", ""));
  return std::filesystem::path(answer->value("path", ""));
}

} // namespace limpid::cli
