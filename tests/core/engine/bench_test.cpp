#include "core/engine/bench_opponent.h"
#include "core/engine/bench_own.h"
#include "core/engine/bench_turns.h"
#include "core/engine/engine.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace limpid::engine {
namespace {

constexpr const char* python = "/usr/bin/python3";

bool pythonHasTorch()
{
  return std::system("/usr/bin/python3 -c 'import torch' >/dev/null 2>&1") == 0;
}

// A contestant whose units take a second each, and that writes down when it was its turn.
Contestant recorded(char name, std::string& turns)
{
  return {[name, &turns](std::int64_t units) -> Result<Cost> {
    turns += name;
    return Cost{static_cast<double>(units), 2.0 * static_cast<double>(units)};
  }};
}

} // namespace

TEST(BenchTurns, ReverseTheirOrderFromRoundToRound)
{
  std::string turns;
  Contestant first = recorded('a', turns);
  Contestant second = recorded('b', turns);
  const auto whole = takeTurns({&first, &second}, 3, 4.0, [] { return false; });
  ASSERT_TRUE(whole && *whole);
  EXPECT_EQ(turns, "aabb" // doesn't count
                   "abbaab");
  EXPECT_EQ(first.unitsPerTurn, 4);
  EXPECT_EQ(first.rates, (std::vector<double>{1.0, 1.0, 1.0}));
  EXPECT_EQ(second.cpuRates, (std::vector<double>{0.5, 0.5, 0.5}));
}

TEST(BenchTurns, EndWhenAStopIsAskedFor)
{
  std::string turns;
  Contestant only = recorded('a', turns);
  const auto whole = takeTurns({&only}, 3, 4.0, [&turns] { return turns.size() >= 3; });
  ASSERT_TRUE(whole);
  EXPECT_FALSE(*whole);
  EXPECT_EQ(turns, "aaa");
}

TEST(BenchTurns, GiveTheMedianBetweenSmallestAndLargest)
{
  EXPECT_EQ(intervalOf({3.0, 1.0, 2.0}), (Json{{"value", 2.0}, {"low", 1.0}, {"high", 3.0}}));
  EXPECT_EQ(intervalOf({4.0, 1.0, 2.0, 3.0})["value"], 2.5);
  EXPECT_TRUE(intervalOf({}).is_null());
  EXPECT_EQ(ratioOf({2.0, 6.0, 3.0}, {1.0, 2.0, 3.0}),
            (Json{{"value", 2.0}, {"low", 1.0}, {"high", 3.0}}));
}

TEST(Bench, CountsTheOperationsOfANetwork)
{
  NetworkSettings settings;
  settings.shape = {2, {1, 2}, 1};
  settings.attentionLevels = {1};
  const EpsilonNetwork network(settings, torch::kCPU);
  // 4×6 pixels, then 2×3. Convolutions are 9 (or 1) × in × out × pixels; the embedding is
  // 64·128 + 128·128, and 128 × twice the width in each of six blocks.
  const double fine = 24.0 * (9 * 1 * 2 + 2 * 9 * 2 * 2             // stem, down
                              + 9 * 4 * 2 + 9 * 2 * 2 + 4 * 2       // up, with its shortcut
                              + 9 * 2 * 1);                         // last
  const double coarse = 6.0 * (9 * 2 * 4 + 9 * 4 * 4 + 2 * 4        // down, with its shortcut
                               + 2 * (9 * 4 * 4 + 9 * 4 * 4)        // middle
                               + 9 * 8 * 4 + 9 * 4 * 4 + 8 * 4      // up, with its shortcut
                               + 4 * 2                              // narrow
                               + 3 * (4 * 12 + 4 * 4 + 2 * 4 * 6)); // attention
  const double embedding = 64.0 * 128 + 128 * 128 + 128.0 * 2 * (2 + 4 + 4 + 4 + 4 + 2);
  EXPECT_DOUBLE_EQ(operationsPerImage(network, 4, 6), 2.0 * (fine + coarse + embedding));
}

TEST(Bench, SaysThatThereIsNoSuchPython)
{
  const support::TemporaryFolder folder;
  const auto opponent = Opponent::start("/nowhere/python3", folder.path(), Json::object(), {});
  ASSERT_FALSE(opponent);
  EXPECT_EQ(opponent.error().code, ErrorCode::NotFound);
  EXPECT_NE(opponent.error().message.find("/nowhere/python3"), std::string::npos);
}

TEST(Bench, SaysWhyPythonCant)
{
  const support::TemporaryFolder folder;
  const auto opponent = Opponent::start("/bin/false", folder.path(), Json::object(), {});
  ASSERT_FALSE(opponent);
  EXPECT_EQ(opponent.error().code, ErrorCode::NoResource);
}

TEST(Bench, FindsTheSameNetworkInPyTorch)
{
  if (!pythonHasTorch())
    GTEST_SKIP() << python << " has no PyTorch here (python3-torch).";
  const support::TemporaryFolder folder;
  BenchRequest request;
  request.folder = folder / "bench";
  request.networks = {"tiny"};
  request.precisions = {"fp32", "bf16"};
  request.size = 16;
  request.batch = 4;
  request.device = "cpu";
  request.threads = 1;
  request.rounds = 1;
  request.secondsOfTurn = 0.01;
  request.python = python;
  jobs::JobContext context;
  const auto end = bench(request, context);
  ASSERT_TRUE(end) << end.error().message;
  const Json& rows = end->result["rows"];
  ASSERT_EQ(rows.size(), 6U); // limpid-engine and two of PyTorch, in two precisions
  for (const Json& row : rows) {
    EXPECT_GT(row["imagesPerSecond"]["value"].get<double>(), 0.0);
    EXPECT_GT(row["memoryBytes"].get<std::int64_t>(), 0);
    if (row["program"] == "limpid-engine")
      continue;
    const double tolerance = row["precision"] == "bf16" ? 0.03 : 1e-5;
    EXPECT_LT(row["forwardDifference"].get<double>(), tolerance) << row.dump();
    EXPECT_LT(row["gradientDifference"].get<double>(), 10 * tolerance) << row.dump();
  }
  EXPECT_GT(rows[0]["insideNetwork"].get<double>(), 0.0);
  EXPECT_LE(rows[0]["insideNetwork"].get<double>(), 1.0);
}

} // namespace limpid::engine
