#include "core/base/unique_identifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace limpid {

TEST(UniqueIdentifier, IsTheSameForTheSameIdentityAndAnotherForAnother)
{
  EXPECT_EQ(uidOf("a"), uidOf("a"));
  EXPECT_NE(uidOf("a"), uidOf("b"));
  // Pinned: a change would give every demo study new identifiers.
  EXPECT_EQ(uidOf("limpid"), "2.25.112192445155558157993590271140734082224");
}

TEST(UniqueIdentifier, IsAUuidWrittenAsDecimalNumberWithoutLeadingZero)
{
  for (int number = 0; number < 1000; ++number)
    for (const std::string& uid : {uidOf(std::to_string(number)), freshUid()}) {
      ASSERT_EQ(uid.rfind("2.25.", 0), 0u);
      ASSERT_LE(uid.size(), 5u + 39u);
      ASSERT_NE(uid[5], '0');
      ASSERT_TRUE(
          std::all_of(uid.begin() + 5, uid.end(), [](char c) { return c >= '0' && c <= '9'; }));
    }
}

TEST(UniqueIdentifier, IsNeverGivenTwice)
{
  std::set<std::string> uids;
  for (int number = 0; number < 1000; ++number)
    EXPECT_TRUE(uids.insert(freshUid()).second);
}

} // namespace limpid
