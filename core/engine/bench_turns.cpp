#include "core/engine/bench_turns.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <time.h>

namespace limpid::engine {
namespace {

double processorSeconds()
{
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The turn that doesn't count: fills caches, compiles what is compiled, and tells how much fits
// into a turn.
Result<void> warmUp(Contestant& contestant, double secondsOfTurn)
{
  constexpr std::int64_t firstUnits = 2;
  constexpr double most = 100000.0;
  if (auto first = contestant.work(firstUnits); !first)
    return failure(first.error());
  const auto measured = contestant.work(firstUnits);
  if (!measured)
    return failure(measured.error());
  const double each = std::max(measured->seconds / static_cast<double>(firstUnits), 1e-7);
  contestant.unitsPerTurn = std::llround(std::clamp(secondsOfTurn / each, 1.0, most));
  return {};
}

Result<void> takeTurn(Contestant& contestant)
{
  const auto cost = contestant.work(contestant.unitsPerTurn);
  if (!cost)
    return failure(cost.error());
  const auto units = static_cast<double>(contestant.unitsPerTurn);
  contestant.rates.push_back(units / std::max(cost->seconds, 1e-9));
  contestant.cpuRates.push_back(units / std::max(cost->cpuSeconds, 1e-9));
  return {};
}

} // namespace

Cost costOf(const std::function<void()>& work)
{
  const auto begun = std::chrono::steady_clock::now();
  const double processor = processorSeconds();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(),
          processorSeconds() - processor};
}

Result<bool> takeTurns(std::vector<Contestant*> contestants, int rounds, double secondsOfTurn,
                       const std::function<bool()>& stopRequested)
{
  for (Contestant* contestant : contestants) {
    if (stopRequested())
      return false;
    if (auto warm = warmUp(*contestant, secondsOfTurn); !warm)
      return failure(warm.error());
  }
  for (int round = 0; round < rounds; ++round) {
    for (Contestant* contestant : contestants) {
      if (stopRequested())
        return false;
      if (auto taken = takeTurn(*contestant); !taken)
        return failure(taken.error());
    }
    std::reverse(contestants.begin(), contestants.end());
  }
  return true;
}

Json intervalOf(std::vector<double> values)
{
  if (values.empty())
    return nullptr;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
  return {{"value", median}, {"low", values.front()}, {"high", values.back()}};
}

Json ratioOf(const std::vector<double>& first, const std::vector<double>& second)
{
  std::vector<double> ratios;
  for (std::size_t round = 0; round < std::min(first.size(), second.size()); ++round)
    ratios.push_back(first[round] / second[round]);
  return intervalOf(std::move(ratios));
}

} // namespace limpid::engine
