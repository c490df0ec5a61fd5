#include "core/run/engine_process.h"

#include "core/base/atomic_file.h"
#include "core/run/pipe.h"
#include "core/run/process.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace limpid::run {
namespace {

constexpr const char* engineName = "limpid-engine";

/// What the new process reports through the pipe: first its id, then, if it can't start, why.
struct Report
{
  std::int64_t pid = 0;
  int error = 0;
};

tl::unexpected<Error> notStarted(const std::filesystem::path& program, int number)
{
  const ErrorCode code = number == EAGAIN || number == ENOMEM || number == EMFILE
                             ? ErrorCode::NoResource
                         : number == EACCES ? ErrorCode::PermissionDenied
                         : number == ENOENT ? ErrorCode::NotFound
                                            : ErrorCode::BadInput;
  return failure(code, fmt::format("{} can't be started: {}.", program.string(),
                                   std::generic_category().message(number)));
}

void send(int descriptor, const Report& report)
{
  // Smaller than PIPE_BUF, so it arrives whole; nobody is left to hear of a failure.
  static_cast<void>(!::write(descriptor, &report, sizeof report));
}

struct Streams
{
  int input;
  int log;
  int report;
};

/// Runs in the forked process of a program with threads: async-signal-safe calls only.
[[noreturn]] void become(const char* program, char* const* arguments, const Streams& streams)
{
  Report report{::getpid(), 0};
  send(streams.report, report);
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::dup2(streams.input, STDIN_FILENO) >= 0 && ::dup2(streams.log, STDOUT_FILENO) >= 0 &&
      ::dup2(streams.log, STDERR_FILENO) >= 0) {
    // What the starter left open without the flag (sockets of a display, say) stays here.
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    ::execv(program, arguments);
  }
  report.error = errno;
  send(streams.report, report);
  ::_exit(127);
}

/// Forks twice: the child leads a new session and ends, so the grandchild belongs to init.
Result<void> forkTwice(const std::filesystem::path& program, char* const* arguments,
                       const Streams& streams)
{
  const char* name = program.c_str();
  const pid_t child = ::fork();
  if (child < 0)
    return notStarted(program, errno);
  if (child == 0) {
    ::setsid();
    const pid_t grandchild = ::fork();
    if (grandchild == 0)
      become(name, arguments, streams);
    if (grandchild < 0)
      send(streams.report, Report{0, errno});
    ::_exit(0);
  }
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return {};
}

/// The last report before the pipe closes, which execv does.
Report lastReport(int descriptor)
{
  Report last{0, ECHILD};
  Report next;
  ssize_t bytes = 0;
  do {
    bytes = ::read(descriptor, &next, sizeof next);
    if (bytes == sizeof next)
      last = next;
  } while (bytes > 0 || (bytes < 0 && errno == EINTR));
  return last;
}

bool isProgram(const std::filesystem::path& path)
{
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::filesystem::path engineCandidate(const std::filesystem::path& preferred)
{
  if (!preferred.empty())
    return preferred;
  if (const char* named = std::getenv("LIMPID_ENGINE"); named != nullptr && *named != '\0')
    return named;
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / engineName;
}

} // namespace

Result<std::filesystem::path> findEngine(const std::filesystem::path& preferred)
{
  const std::filesystem::path candidate = std::filesystem::absolute(engineCandidate(preferred));
  if (isProgram(candidate))
    return candidate;
  return failure(ErrorCode::NotFound,
                 fmt::format("The training engine ({}) was not found: looked for {}.", engineName,
                             candidate.string()));
}

Result<std::int64_t> startDetached(const std::filesystem::path& program,
                                   const std::vector<std::string>& arguments,
                                   const std::filesystem::path& folder)
{
  if (const Result<void> made = makeFolder(folder); !made)
    return failure(made.error());
  const std::filesystem::path logFile = folder / "log.txt";
  const Descriptor log(::open(logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (!log.open())
    return failure(ErrorCode::PermissionDenied,
                   fmt::format("{} can't be opened for writing: {}.", logFile.string(),
                               std::generic_category().message(errno)));
  const Descriptor input(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  std::optional<Pipe> report = makePipe();
  if (!input.open() || !report)
    return notStarted(program, errno);

  std::vector<std::string> texts{program.string()};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  if (const Result<void> forked = forkTwice(
          program, pointers.data(), {input.number(), log.number(), report->writeEnd.number()});
      !forked)
    return failure(forked.error());
  report->writeEnd.close();
  const Report started = lastReport(report->readEnd.number());
  if (started.error != 0)
    return notStarted(program, started.error);
  return started.pid;
}

bool processRuns(std::int64_t pid)
{
  return runningProcess(pid).has_value();
}

} // namespace limpid::run
