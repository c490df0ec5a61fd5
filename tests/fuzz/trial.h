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
  std::uint64_t files = 0;
  int findings = 0;
};

/// Reads mutated seeds in processes of their own until the time is over.
TrialReport tryReader(const Target& target, const Trial& trial);

} // namespace limpid::fuzz
