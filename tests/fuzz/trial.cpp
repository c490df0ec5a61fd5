#include "tests/fuzz/trial.h"

#include "core/base/atomic_file.h"
#include "tests/fuzz/mutation.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <iostream>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace limpid::fuzz {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::uintmax_t largestSeed = 600'000;
constexpr unsigned int longestReadingSeconds = 20;
constexpr std::uint64_t filesPerProcess = 500;

std::vector<std::string> seedsOf(const Target& target, const fs::path& corpus)
{
  std::vector<std::string> seeds = target.made;
  std::vector<fs::path> files;
  if (fs::exists(corpus))
    for (const auto& entry : fs::recursive_directory_iterator(corpus))
      if (entry.is_regular_file() && entry.file_size() <= largestSeed && entry.file_size() > 0 &&
          target.isSeed(entry.path()))
        files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files)
    if (Result<std::string> bytes = readFile(file, largestSeed))
      seeds.push_back(*std::move(bytes));
  return seeds;
}

/// A number that a process leaves to the one that started it.
class SharedCounter
{
public:
  SharedCounter()
      : m_value(static_cast<std::uint64_t*>(::mmap(nullptr, sizeof(std::uint64_t),
                                                   PROT_READ | PROT_WRITE,
                                                   MAP_SHARED | MAP_ANONYMOUS, -1, 0)))
  {
    if (m_value == MAP_FAILED)
      throw std::runtime_error("mmap failed");
  }
  ~SharedCounter() { ::munmap(m_value, sizeof(std::uint64_t)); }
  SharedCounter(const SharedCounter&) = delete;
  SharedCounter& operator=(const SharedCounter&) = delete;

  volatile std::uint64_t& value() { return *m_value; }

private:
  std::uint64_t* m_value;
};

/// In a process of its own: reads file after file, numbered from `first`.
[[noreturn]] void readMany(const Target& target, const std::vector<std::string>& seeds,
                           const Trial& trial, const fs::path& file, std::uint64_t first,
                           volatile std::uint64_t& at)
{
  const int log = ::open((file.string() + ".log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(log, STDERR_FILENO);
  for (std::uint64_t number = first; number < first + filesPerProcess; ++number) {
    at = number;
    Random random(trial.seed, number);
    const std::string& seed = seeds[static_cast<std::size_t>(random.below(seeds.size()))];
    if (!writeFileAtomically(file, mutated(seed, random)))
      ::_exit(3);
    ::alarm(longestReadingSeconds);
    target.read(file);
    ::alarm(0);
  }
  ::_exit(0);
}

void keepFinding(const Target& target, const Trial& trial, const fs::path& file,
                 std::uint64_t number, int status)
{
  fs::create_directories(trial.findings);
  const std::string name = fmt::format("{}-{}-{}", target.name, trial.seed, number);
  fs::copy_file(file, trial.findings / (name + target.extension),
                fs::copy_options::overwrite_existing);
  fs::copy_file(file.string() + ".log", trial.findings / (name + ".log"),
                fs::copy_options::overwrite_existing);
  std::cout << fmt::format("  finding {}: {}\n", name,
                           WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM
                               ? "over 20 s"
                               : fmt::format("status {:#x}", status));
}

} // namespace

TrialReport tryReader(const Target& target, const Trial& trial)
{
  const support::TemporaryFolder folder;
  const fs::path file = folder / ("file" + target.extension);
  const std::vector<std::string> seeds = seedsOf(target, trial.corpus);
  TrialReport report;
  if (seeds.empty())
    return report;
  SharedCounter at;
  const Clock::time_point end = Clock::now() + trial.duration;
  for (std::uint64_t number = 0; Clock::now() < end;) {
    std::cout << std::flush;
    const pid_t child = ::fork();
    if (child == 0)
      readMany(target, seeds, trial, file, number, at.value());
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      ++report.findings;
      keepFinding(target, trial, file, at.value(), status);
    }
    number = at.value() + 1;
    report.files = number;
  }
  return report;
}

} // namespace limpid::fuzz
