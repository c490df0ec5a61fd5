#include "tests/fuzz/trial.h"

#include "core/base/atomic_file.h"
#include "tests/fuzz/mutation.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uintmax_t largestSeed = 600'000;
constexpr long longestReadingSeconds = 20;          // of processor time: other work doesn't count
constexpr unsigned int longestWaitingSeconds = 300; // for one that waits for ever
constexpr std::uint64_t filesPerProcess = 500;

std::vector<std::string> seedsOf(const Target& target, const fs::path& corpus)
{
  std::vector<std::string> seeds = target.makeSeeds();
  std::vector<fs::path> files;
  if (target.isSeed && fs::exists(corpus))
    for (const auto& entry : fs::recursive_directory_iterator(corpus))
      if (entry.is_regular_file() && entry.file_size() <= largestSeed && entry.file_size() > 0)
        files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files)
    if (Result<std::string> bytes = readFile(file, largestSeed);
        bytes && target.isSeed(file, *bytes))
      seeds.push_back(*std::move(bytes));
  return seeds;
}

/// What a process leaves to the one that started it.
struct Count
{
  std::uint64_t at = 0; ///< number of the file that is being read
  std::uint64_t taken = 0;
};

class SharedCount
{
public:
  SharedCount()
      : m_value(static_cast<Count*>(::mmap(nullptr, sizeof(Count), PROT_READ | PROT_WRITE,
                                           MAP_SHARED | MAP_ANONYMOUS, -1, 0)))
  {
    if (m_value == MAP_FAILED)
      throw std::runtime_error("mmap failed");
  }
  ~SharedCount() { ::munmap(m_value, sizeof(Count)); }
  SharedCount(const SharedCount&) = delete;
  SharedCount& operator=(const SharedCount&) = delete;

  volatile Count& value() { return *m_value; }

private:
  Count* m_value;
};

/// The next file has its time from now on.
void startTime()
{
  const itimerval time{{0, 0}, {longestReadingSeconds, 0}};
  ::setitimer(ITIMER_PROF, &time, nullptr);
  ::alarm(longestWaitingSeconds);
}

/// In a process of its own: reads file after file, numbered from `first`.
[[noreturn]] void readMany(const Target& target, const std::vector<std::string>& seeds,
                           const Trial& trial, const fs::path& file, std::uint64_t first,
                           volatile Count& count)
{
  const int log = ::open((file.string() + ".log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(log, STDERR_FILENO);
  ::dup2(log, STDOUT_FILENO); // some libraries speak there
  for (std::uint64_t number = first; number < first + filesPerProcess; ++number) {
    count.at = number;
    Random random(trial.seed, number);
    const std::string& seed = seeds[static_cast<std::size_t>(random.below(seeds.size()))];
    std::ofstream(file, std::ios::binary) << mutated(seed, random);
    startTime();
    try {
      if (target.read(file))
        count.taken = count.taken + 1;
    } catch (const std::exception& exception) { // not up into the parent's frames
      ::dprintf(STDERR_FILENO, "exception: %s\n", exception.what());
      ::_exit(4);
    }
  }
  ::_exit(0);
}

std::string nameOf(int status)
{
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
    return fmt::format("over {} s of processor time", longestReadingSeconds);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
    return fmt::format("over {} s", longestWaitingSeconds);
  return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                             : fmt::format("status {}", WEXITSTATUS(status));
}

void keepFinding(const Target& target, const Trial& trial, const fs::path& file,
                 std::uint64_t number, int status)
{
  fs::create_directories(trial.findings);
  const std::string name = fmt::format("{}-{}-{}", target.name, trial.seed, number);
  fs::copy_file(file, trial.findings / (name + file.extension().string()),
                fs::copy_options::overwrite_existing);
  fs::copy_file(file.string() + ".log", trial.findings / (name + ".log"),
                fs::copy_options::overwrite_existing);
  std::cout << fmt::format("  finding {}: {}\n", name, nameOf(status)) << std::flush;
}

} // namespace

TrialReport tryReader(const Target& target, const Trial& trial)
{
  const support::TemporaryFolder folder;
  const fs::path file = folder / target.fileName;
  fs::create_directories(file.parent_path());
  if (target.prepare)
    target.prepare(file.parent_path());
  const std::vector<std::string> seeds = seedsOf(target, trial.corpus);
  TrialReport report{.seeds = seeds.size()};
  if (seeds.empty())
    return report;
  SharedCount count;
  const Clock::time_point end = Clock::now() + trial.duration;
  for (std::uint64_t number = 0; Clock::now() < end;) {
    std::cout << std::flush;
    const pid_t child = ::fork();
    if (child == 0)
      readMany(target, seeds, trial, file, number, count.value());
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      ++report.findings;
      keepFinding(target, trial, file, count.value().at, status);
    }
    number = count.value().at + 1;
    report.files = number;
    report.taken = count.value().taken;
  }
  return report;
}

bool replay(const Target& target, const fs::path& file)
{
  const support::TemporaryFolder folder;
  const fs::path copy = folder / target.fileName;
  fs::create_directories(copy.parent_path());
  if (target.prepare)
    target.prepare(copy.parent_path());
  fs::copy_file(file, copy, fs::copy_options::overwrite_existing);
  return target.read(copy);
}

} // namespace limpid::fuzz
