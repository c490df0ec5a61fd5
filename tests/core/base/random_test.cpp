#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace limpid {

TEST(Random, GivesTheReferenceBlockOfPhilox)
{
  // Random123's known answer for philox4x32-10 with counter 0 and key 0.
  Random random(0, 0);
  EXPECT_EQ(random.bits(), 0xe169c58d6627e8d5ULL);
  EXPECT_EQ(random.bits(), 0x9b00dbd8bc57ac4cULL);
}

TEST(Random, ShufflesTheSameWayOnEveryMachine)
{
  std::vector<int> values(8);
  std::iota(values.begin(), values.end(), 0);
  Random(7, 0).shuffle(std::span<int>(values));
  std::vector<int> again(8);
  std::iota(again.begin(), again.end(), 0);
  Random(7, 0).shuffle(std::span<int>(again));
  EXPECT_EQ(values, again);
  EXPECT_EQ(std::accumulate(values.begin(), values.end(), 0), 28);
}

TEST(Random, DrawsNormalNumbersOfUnitVariance)
{
  Random random(3, 1);
  double sum = 0.0;
  double squares = 0.0;
  constexpr int count = 200000;
  for (int i = 0; i < count; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / count, 0.0, 0.01);
  EXPECT_NEAR(squares / count, 1.0, 0.02);
}

TEST(Random, StreamsOfOneSeedDiffer)
{
  EXPECT_NE(Random(1, 0).bits(), Random(1, 1).bits());
  EXPECT_NE(derivedSeed(1, 0), derivedSeed(1, 1));
}

} // namespace limpid
