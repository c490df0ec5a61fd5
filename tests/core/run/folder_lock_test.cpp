#include "core/base/atomic_file.h"
#include "core/run/process.h"
#include "core/run/task_folder.h"
#include "tests/core/run/child_process.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid::run {
namespace {

void writeLock(const std::filesystem::path& folder, const ProcessIdentity& holder)
{
  const Json json{{"host", holder.host}, {"pid", holder.pid}, {"started", holder.started}};
  ASSERT_TRUE(writeFileAtomically(folder / "lock", json.dump()));
}

} // namespace

TEST(FolderLock, IsHeldOnceAndGivenBack)
{
  const support::TemporaryFolder folder;
  {
    const Result<FolderLock> first = FolderLock::take(folder.path());
    ASSERT_TRUE(first) << first.error().message;
    const Result<FolderLock> second = FolderLock::take(folder.path());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::Busy);
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "lock"));
  EXPECT_TRUE(FolderLock::take(folder.path()));
}

TEST(FolderLock, NamesTheProcessThatHoldsIt)
{
  const support::TemporaryFolder folder;
  std::optional<Result<FolderLock>> lock;
  const ChildProcess child([&] {
    lock = FolderLock::take(folder.path());
    return lock->has_value();
  });
  const Result<FolderLock> taken = FolderLock::take(folder.path());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::Busy);
  EXPECT_NE(taken.error().message.find(std::to_string(child.pid())), std::string::npos)
      << taken.error().message;
}

TEST(FolderLock, IsTakenOverFromAKilledProcess)
{
  const support::TemporaryFolder folder;
  std::optional<Result<FolderLock>> lock;
  ChildProcess child([&] {
    lock = FolderLock::take(folder.path());
    return lock->has_value();
  });
  child.killNow();
  EXPECT_TRUE(std::filesystem::exists(folder / "lock"));
  const Result<FolderLock> taken = FolderLock::take(folder.path());
  EXPECT_TRUE(taken) << taken.error().message;
}

TEST(FolderLock, IsTakenOverWhenTheProcessIdIsUsedAgain)
{
  const support::TemporaryFolder folder;
  ProcessIdentity holder = thisProcess();
  holder.started = "another boot 1";
  writeLock(folder.path(), holder);
  EXPECT_TRUE(FolderLock::take(folder.path()));
}

TEST(FolderLock, IsKeptByALivingProcessWithoutFileLocks)
{
  const support::TemporaryFolder folder;
  const ChildProcess child([] { return true; });
  writeLock(folder.path(), *runningProcess(child.pid()));
  const Result<FolderLock> taken = FolderLock::take(folder.path());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::Busy);
  EXPECT_TRUE(std::filesystem::exists(folder / "lock"));
}

TEST(FolderLock, OfAnotherHostIsBusyAndNamesTheHost)
{
  const support::TemporaryFolder folder;
  writeLock(folder.path(), {"node17.cluster", 1, "x"});
  const Result<FolderLock> taken = FolderLock::take(folder.path());
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::Busy);
  EXPECT_NE(taken.error().message.find("node17.cluster"), std::string::npos);
}

TEST(FolderLock, IsTakenOverWhenACrashLeftItEmpty)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "lock", ""));
  EXPECT_TRUE(FolderLock::take(folder.path()));
}

TEST(FolderLock, SaysThatTheFolderIsMissing)
{
  EXPECT_EQ(FolderLock::take("/nowhere/at/all").error().code, ErrorCode::NotFound);
}

} // namespace limpid::run
