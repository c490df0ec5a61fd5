#include "core/base/atomic_file.h"

#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace limpid {

TEST(AtomicFile, ReadsBackWhatWasWritten)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "a.txt", "one"));
  ASSERT_TRUE(writeFileAtomically(folder / "a.txt", "two"));
  const Result<std::string> text = readFile(folder / "a.txt", 100);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_EQ(*text, "two");
}

TEST(AtomicFile, LeavesTheOldFileAndNoRestWhenWritingFails)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "a.txt", "old"));
  const std::filesystem::path file = folder / "a.txt";
  const Result<void> written = writeFileAtomically(file, [&file](int descriptor) -> Result<void> {
    static_cast<void>(writeAll(descriptor, "half", file));
    return failure(ErrorCode::NoResource, "full");
  });
  ASSERT_FALSE(written);
  EXPECT_EQ(*readFile(folder / "a.txt", 100), "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(AtomicFile, GivesANewFileTheRightsThatTheUmaskLeaves)
{
  const support::TemporaryFolder folder;
  const mode_t before = ::umask(0077);
  const Result<void> written = writeFileAtomically(folder / "a.txt", "mine");
  ::umask(before);
  ASSERT_TRUE(written);
  EXPECT_EQ(std::filesystem::status(folder / "a.txt").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(AtomicFile, KeepsTheRightsOfTheFileThatItReplaces)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "a.txt", "old"));
  const auto rights = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write |
                      std::filesystem::perms::group_read;
  std::filesystem::permissions(folder / "a.txt", rights);
  ASSERT_TRUE(writeFileAtomically(folder / "a.txt", "new"));
  EXPECT_EQ(std::filesystem::status(folder / "a.txt").permissions(), rights);
}

TEST(AtomicFile, NamesTheFileAndTheReasonWhenRightsAreMissing)
{
  if (::geteuid() == 0)
    GTEST_SKIP() << "root may write everywhere";
  const Result<void> written = writeFileAtomically("/proc/limpid.txt", "x");
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("/proc/limpid.txt"), std::string::npos);
}

TEST(AtomicFile, RefusesAFileLargerThanTheLimit)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "a.txt", "12345"));
  const Result<std::string> text = readFile(folder / "a.txt", 4);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::BadInput);
}

TEST(AtomicFile, RefusesAFileThatHasNoEnd)
{
  const Result<std::string> text = readFile("/dev/zero", 1000);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::BadInput);
}

TEST(AtomicFile, SaysThatAMissingFileIsMissing)
{
  const Result<std::string> text = readFile("/nowhere/at/all", 10);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::NotFound);
}

} // namespace limpid
