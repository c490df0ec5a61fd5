#pragma once

#include "tests/fuzz/targets.h"

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace limpid::fuzz {

struct Trial
{
  std::chrono::seconds duration{60};
  std::uint64_t seed = 1;
  std::filesystem::path corpus;   ///< the shared data
  std::filesystem::path findings; ///< files that made a reader crash or hang are kept here
};

struct TrialReport
{
  std::uint64_t seeds = 0;
  std::uint64_t files = 0;
  std::uint64_t taken = 0; ///< that the reader accepted
  int findings = 0;
};

/// Reads mutated seeds in processes of their own until the time is over. Each file has 20 seconds
/// of processor time; the memory has the sanitizer's limit (ASAN_OPTIONS).
TrialReport tryReader(const Target& target, const Trial& trial);

/// Reads one file in this process, as a debugger or a sanitizer wants it.
bool replay(const Target& target, const std::filesystem::path& file);

} // namespace limpid::fuzz
