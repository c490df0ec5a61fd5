#include "core/diffusion/theorem_checks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace limpid::diffusion {

TEST(TheoremChecks, AllHold)
{
  const auto checks = checkTheorems(1);
  EXPECT_GT(checks.size(), 100U);
  for (const TheoremCheck& check : checks) {
    EXPECT_TRUE(check.pass) << check.name << ": expected " << check.expected << ", found "
                            << check.found << ", tolerance " << check.tolerance;
    EXPECT_EQ(check.pass, std::abs(check.found - check.expected) <= check.tolerance) << check.name;
    EXPECT_GT(check.tolerance, 0.0) << check.name;
  }
}

TEST(TheoremChecks, HaveNamesOfTheirOwn)
{
  std::set<std::string> names;
  for (const TheoremCheck& check : checkTheorems(2)) {
    EXPECT_TRUE(names.insert(check.name).second) << check.name;
    EXPECT_EQ(check.name.front(), 'M') << check.name;
  }
}

TEST(TheoremChecks, AreTheSameForTheSameSeed)
{
  const auto first = checkTargets(5);
  const auto again = checkTargets(5);
  const auto other = checkTargets(6);
  for (std::size_t index = 0; index < first.size(); ++index) {
    EXPECT_EQ(first[index].found, again[index].found);
    EXPECT_NE(first[index].found, other[index].found);
  }
}

} // namespace limpid::diffusion
