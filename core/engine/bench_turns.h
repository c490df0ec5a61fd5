#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace limpid::engine {

/// What a piece of work took: of the clock, and of all cores together.
struct Cost
{
  double seconds = 0.0;
  double cpuSeconds = 0.0;
};

/// Of `work`, which comes back when everything is done.
Cost costOf(const std::function<void()>& work);

/// One of several that do the same work by turns.
struct Contestant
{
  /// Does so many units of work.
  std::function<Result<Cost>(std::int64_t units)> work;
  std::vector<double> rates{};    ///< units per second, a value for each round
  std::vector<double> cpuRates{}; ///< units per second of processor time
  std::int64_t unitsPerTurn = 0;
};

/// Lets each do a turn of about `secondsOfTurn` in every round, the order reversed from one round
/// to the next, after a turn that doesn't count: what disturbs the machine disturbs all of them.
/// False when a stop was asked for between two turns.
Result<bool> takeTurns(std::vector<Contestant*> contestants, int rounds, double secondsOfTurn,
                       const std::function<bool()>& stopRequested);

/// {value, low, high}: the median, the smallest and the largest; null of nothing. With six rounds
/// the true median lies between these with a probability of 97 %.
Json intervalOf(std::vector<double> values);
/// The interval of first/second, round by round.
Json ratioOf(const std::vector<double>& first, const std::vector<double>& second);

} // namespace limpid::engine
