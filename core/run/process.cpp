#include "core/run/process.h"

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <unistd.h>

namespace limpid::run {
namespace {

std::string bootId()
{
  std::string id;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), id);
  return id;
}

} // namespace

std::string thisHost()
{
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::optional<ProcessIdentity> runningProcess(std::int64_t pid)
{
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  const std::string line((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  // proc(5): "pid (name) state …"; the name may hold blanks and brackets.
  const std::size_t nameEnd = line.rfind(')');
  if (pid <= 0 || nameEnd == std::string::npos)
    return std::nullopt;
  std::istringstream fields(line.substr(nameEnd + 1));
  std::string field;
  std::string state;
  constexpr int stateField = 3;
  constexpr int startTimeField = 22;
  for (int number = stateField; number <= startTimeField && fields >> field; ++number)
    if (number == stateField)
      state = field;
  if (state == "Z" || state == "X")
    return std::nullopt;
  return ProcessIdentity{thisHost(), pid, bootId() + " " + field};
}

ProcessIdentity thisProcess()
{
  return runningProcess(::getpid()).value_or(ProcessIdentity{thisHost(), ::getpid(), ""});
}

} // namespace limpid::run
