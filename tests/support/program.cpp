#include "tests/support/program.h"

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace limpid::support {
namespace {

constexpr std::uintmax_t outputLimitBytes = std::uintmax_t{64} << 20;

void redirect(int descriptor, const std::filesystem::path& file, int flags)
{
  const int opened = ::open(file.c_str(), flags, 0644);
  if (opened < 0)
    return;
  ::dup2(opened, descriptor);
  ::close(opened);
}

} // namespace

Json Ran::json() const
{
  const std::size_t end = output.find_last_not_of('\n');
  if (end == std::string::npos)
    return nullptr;
  const std::size_t before = output.rfind('\n', end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const Json parsed = Json::parse(output.substr(begin, end - begin + 1), nullptr, false);
  return parsed.is_discarded() ? Json(nullptr) : parsed;
}

pid_t startProgram(const std::string& name, const std::vector<std::string>& arguments,
                   const std::filesystem::path& scratch, const Environment& environment)
{
  const std::string path = (std::filesystem::path(LIMPID_BINARY_DIR) / "bin" / name).string();
  const pid_t pid = ::fork();
  if (pid < 0)
    throw std::runtime_error("fork failed");
  if (pid > 0)
    return pid;
  for (const auto& [key, value] : environment)
    ::setenv(key.c_str(), value.c_str(), 1);
  redirect(STDIN_FILENO, scratch / "input", O_RDONLY);
  redirect(STDOUT_FILENO, scratch / "output", O_WRONLY | O_CREAT | O_TRUNC);
  redirect(STDERR_FILENO, scratch / "errors", O_WRONLY | O_CREAT | O_TRUNC);
  std::vector<char*> words{const_cast<char*>(path.c_str())};
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(path.c_str(), words.data());
  ::_exit(127);
}

Ran waitForProgram(pid_t pid, const std::filesystem::path& scratch)
{
  int status = 0;
  ::waitpid(pid, &status, 0);
  Ran ran;
  ran.exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.output = readFile(scratch / "output", outputLimitBytes).value_or("");
  ran.errors = readFile(scratch / "errors", outputLimitBytes).value_or("");
  return ran;
}

Ran runProgram(const std::string& name, const std::vector<std::string>& arguments,
               const Environment& environment, const std::string& input)
{
  const TemporaryFolder scratch;
  if (const auto written = writeFileAtomically(scratch / "input", input); !written)
    throw std::runtime_error(written.error().message);
  return waitForProgram(startProgram(name, arguments, scratch.path(), environment), scratch.path());
}

} // namespace limpid::support
