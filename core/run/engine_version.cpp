#include "core/run/engine_process.h"
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

namespace limpid::run {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds answerLimit{20};
constexpr std::size_t answerLimitBytes = 1 << 20;

struct Answer
{
  std::string output;
  std::string errors;
  bool complete = false; ///< both ended before the limits
};

tl::unexpected<Error> unusable(const std::filesystem::path& program, std::string_view reason)
{
  return failure(ErrorCode::Unsupported, fmt::format("{} can't be used as the training engine: {}.",
                                                     program.string(), reason));
}

/// Reads what is there; closes the descriptor at its end.
void readSome(Descriptor& from, std::string& to)
{
  std::array<char, 4096> buffer{};
  const ssize_t bytes = ::read(from.number(), buffer.data(), buffer.size());
  if (bytes > 0)
    to.append(buffer.data(), static_cast<std::size_t>(bytes));
  else if (bytes == 0 || errno != EINTR)
    from.close();
}

Answer listen(Descriptor output, Descriptor errors)
{
  Answer answer;
  const Clock::time_point end = Clock::now() + answerLimit;
  while (output.open() || errors.open()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0 || answer.output.size() + answer.errors.size() > answerLimitBytes)
      return answer;
    std::array<pollfd, 2> watched{
        {{output.number(), POLLIN, 0}, {errors.number(), POLLIN, 0}}}; // −1 is passed over
    if (::poll(watched.data(), watched.size(), static_cast<int>(left)) <= 0)
      continue;
    if (watched[0].revents != 0)
      readSome(output, answer.output);
    if (watched[1].revents != 0)
      readSome(errors, answer.errors);
  }
  answer.complete = true;
  return answer;
}

/// 0, or the number of the system's error.
int spawn(const std::filesystem::path& program, int output, int errors, pid_t& pid)
{
  std::string name = program.string();
  std::string version = "--version";
  std::string json = "--json";
  const std::array<char*, 4> arguments{name.data(), version.data(), json.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  const int number =
      ::posix_spawn(&pid, name.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return number;
}

std::string lastLine(std::string text)
{
  while (!text.empty() && (text.back() == '\n' || text.back() == '.'))
    text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

} // namespace

Result<Json> engineVersion(const std::filesystem::path& program)
{
  std::optional<Pipe> output = makePipe();
  std::optional<Pipe> errors = makePipe();
  if (!output || !errors)
    return unusable(program, std::generic_category().message(errno));
  pid_t pid = 0;
  if (const int number = spawn(program, output->writeEnd.number(), errors->writeEnd.number(), pid);
      number != 0)
    return unusable(program, std::generic_category().message(number));
  output->writeEnd.close();
  errors->writeEnd.close();
  const Answer answer = listen(std::move(output->readEnd), std::move(errors->readEnd));
  ::kill(pid, SIGKILL); // it has said everything, or its time is over
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (!answer.complete)
    return unusable(program, fmt::format("it gave no answer within {} s", answerLimit.count()));
  Json json = Json::parse(answer.output, nullptr, false);
  if (json.is_object())
    return json;
  if (!answer.errors.empty())
    return unusable(program, lastLine(answer.errors));
  return unusable(program, "it doesn't answer --version --json with JSON");
}

} // namespace limpid::run
