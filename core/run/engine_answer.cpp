#include "core/run/engine_process.h"
#include "core/run/pipe.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
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

constexpr std::chrono::seconds versionLimit{20};
constexpr std::chrono::milliseconds stopInterval{100};
constexpr std::size_t answerLimitBytes = 1 << 20;

struct Answer
{
  std::string output;
  std::string errors;
  bool complete = false; ///< both ended before the limits
  bool stopped = false;
};

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

Answer listen(Descriptor output, Descriptor errors, std::chrono::seconds limit,
              const std::stop_token& stop)
{
  Answer answer;
  const Clock::time_point end = Clock::now() + limit;
  while (output.open() || errors.open()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    answer.stopped = stop.stop_requested();
    if (answer.stopped || left.count() <= 0 ||
        answer.output.size() + answer.errors.size() > answerLimitBytes)
      return answer;
    std::array<pollfd, 2> watched{
        {{output.number(), POLLIN, 0}, {errors.number(), POLLIN, 0}}}; // −1 is passed over
    if (::poll(watched.data(), watched.size(),
               static_cast<int>(std::min(left, stopInterval).count())) <= 0)
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
int spawn(std::vector<std::string> words, int output, int errors, pid_t& pid)
{
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  const int number =
      ::posix_spawn(&pid, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return number;
}

tl::unexpected<Error> failureOfSystem(int number)
{
  return failure(ErrorCode::Unsupported, std::generic_category().message(number));
}

std::string lastLine(std::string text)
{
  while (!text.empty() && (text.back() == '\n' || text.back() == '.'))
    text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

} // namespace

Result<Json> engineAnswer(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments, std::chrono::seconds limit,
                          const std::stop_token& stop)
{
  std::optional<Pipe> output = makePipe();
  std::optional<Pipe> errors = makePipe();
  if (!output || !errors)
    return failureOfSystem(errno);
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  pid_t pid = 0;
  if (const int number =
          spawn(std::move(words), output->writeEnd.number(), errors->writeEnd.number(), pid);
      number != 0)
    return failureOfSystem(number);
  output->writeEnd.close();
  errors->writeEnd.close();
  const Answer answer = listen(std::move(output->readEnd), std::move(errors->readEnd), limit, stop);
  ::kill(pid, SIGKILL); // it has said everything, or its time is over
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (answer.stopped)
    return Json(nullptr);
  if (!answer.complete)
    return failure(ErrorCode::Unsupported,
                   fmt::format("it gave no answer within {} s", limit.count()));
  Json json = Json::parse(answer.output, nullptr, false);
  if (json.is_object())
    return json;
  if (!answer.errors.empty())
    return failure(ErrorCode::Unsupported, lastLine(answer.errors));
  return failure(ErrorCode::Unsupported,
                 fmt::format("it doesn't answer {} with JSON", fmt::join(arguments, " ")));
}

Result<Json> engineVersion(const std::filesystem::path& program)
{
  Result<Json> answer = engineAnswer(program, {"--version", "--json"}, versionLimit, {});
  if (!answer)
    return failure(answer.error().code, fmt::format("{} can't be used as the training engine: {}.",
                                                    program.string(), answer.error().message));
  return answer;
}

} // namespace limpid::run
