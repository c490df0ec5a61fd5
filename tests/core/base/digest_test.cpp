#include "core/base/digest.h"

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid {

TEST(Digest, IsTheSameForPartsAndTheWhole)
{
  Digest parts;
  parts.add("lim");
  parts.add("pid");
  EXPECT_EQ(parts.hex(), digestOf("limpid"));
  EXPECT_EQ(parts.hex().size(), 32u);
}

TEST(Digest, AgreesWithTheReferenceValueOfTheEmptyText)
{
  EXPECT_EQ(digestOf(""), "99aa06d3014798d86001c324468d497f");
}

TEST(Digest, OfAFileIsThatOfItsBytes)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "a", "limpid"));
  EXPECT_EQ(*digestOfFile(folder / "a"), digestOf("limpid"));
}

} // namespace limpid
