#include "core/engine/bench_opponent.h"

#include "core/base/atomic_file.h"
#include "core/engine/pytorch_training.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace limpid::engine {
namespace {

namespace fs = std::filesystem;

// 0, or an errno.
int spawn(const std::string& python, const fs::path& program, const fs::path& log,
          const Descriptor& talk, pid_t& pid)
{
  std::string interpreter = python;
  std::string script = program.string();
  std::array<char*, 3> words{interpreter.data(), script.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, talk.number(), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, talk.number(), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0644);
  const int error =
      ::posix_spawnp(&pid, interpreter.c_str(), &actions, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return error;
}

std::string lastLineOf(const fs::path& file)
{
  std::ifstream lines(file);
  std::string last;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty())
      last = line;
  return last.empty() ? "it said nothing" : last;
}

} // namespace

Opponent::Opponent(Opponent&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1)),
      m_talk(std::move(other.m_talk)),
      m_read(std::move(other.m_read)),
      m_log(std::move(other.m_log)),
      m_stop(std::move(other.m_stop))
{
}

Opponent::~Opponent()
{
  if (m_pid < 0)
    return;
  m_talk.close();
  ::kill(m_pid, SIGTERM);
  while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<Opponent> Opponent::start(const std::string& python, const fs::path& folder,
                                 const Json& settings, const std::stop_token& stop)
{
  const fs::path program = folder / "pytorch_training.py";
  if (auto written = writeFileAtomically(program, std::string_view(pytorchTraining)); !written)
    return failure(written.error());
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return failure(ErrorCode::NoResource,
                   fmt::format("No socket to Python: {}.", std::strerror(errno)));
  Opponent opponent;
  opponent.m_talk = Descriptor(ends[0]);
  Descriptor other(ends[1]);
  opponent.m_log = folder / "pytorch.log";
  opponent.m_stop = stop;
  if (const int error = spawn(python, program, opponent.m_log, other, opponent.m_pid); error != 0) {
    opponent.m_pid = -1;
    return failure(ErrorCode::NotFound,
                   fmt::format("{} can't be started: {}.", python, std::strerror(error)));
  }
  other.close();
  if (auto ready = opponent.ask(settings); !ready)
    return failure(ready.error());
  return opponent;
}

Result<std::string> Opponent::readLine()
{
  constexpr int millisecondsBetweenLooks = 100; // for a stop request
  while (m_read.find('\n') == std::string::npos) {
    if (m_stop.stop_requested())
      return failure(ErrorCode::Busy, "Stopped.");
    pollfd waiting{m_talk.number(), POLLIN, 0};
    if (::poll(&waiting, 1, millisecondsBetweenLooks) <= 0)
      continue;
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(m_talk.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return failure(ErrorCode::NoResource,
                     fmt::format("Python ended: {} ({}).", lastLineOf(m_log), m_log.string()));
    m_read.append(bytes.data(), static_cast<std::size_t>(count));
  }
  const std::size_t end = m_read.find('\n');
  std::string line = m_read.substr(0, end);
  m_read.erase(0, end + 1);
  return line;
}

Result<Json> Opponent::ask(const Json& order)
{
  const std::string line = order.dump() + "\n";
  // One that is gone shows when the answer is read; the line is far smaller than the buffer.
  (void)::send(m_talk.number(), line.data(), line.size(), MSG_NOSIGNAL);
  auto answer = readLine();
  if (!answer)
    return failure(answer.error());
  Json json = Json::parse(*answer, nullptr, false);
  if (!json.is_object())
    return failure(ErrorCode::Internal, fmt::format("Python answered \"{}\".", *answer));
  return json;
}

Result<Cost> Opponent::time(const std::string& what, std::int64_t count)
{
  const auto answer = ask({{"do", what}, {"count", count}});
  if (!answer)
    return failure(answer.error());
  return Cost{answer->value("seconds", 0.0), answer->value("cpuSeconds", 0.0)};
}

} // namespace limpid::engine
