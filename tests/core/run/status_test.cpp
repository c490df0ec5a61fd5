#include "core/base/atomic_file.h"
#include "core/run/process.h"
#include "core/run/task_folder.h"
#include "tests/core/run/child_process.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace limpid::run {
namespace {

Status running()
{
  Status status;
  status.task = "train";
  status.state = State::Running;
  status.step = 12;
  status.loss = 0.25;
  status.result = {{"checkpoint", "a"}};
  return status;
}

} // namespace

TEST(Status, ReadsBackWhatWasWritten)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeStatus(folder.path(), running()));
  const Result<Status> read = readStatus(folder.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->state, State::Running);
  EXPECT_EQ(read->step, 12);
  EXPECT_EQ(read->loss, 0.25);
  EXPECT_EQ(read->result, running().result);
  EXPECT_EQ(read->host, thisHost());
  EXPECT_EQ(read->pid, ::getpid());
  EXPECT_EQ(read->updatedAt.size(), std::string("2026-01-01T00:00:00Z").size());
}

TEST(Status, OfAFolderWithoutOneIsReady)
{
  const support::TemporaryFolder folder;
  EXPECT_EQ(readStatus(folder.path())->state, State::Ready);
}

TEST(Status, OfAKilledProcessIsStoppedAndCanBeContinued)
{
  const support::TemporaryFolder folder;
  ChildProcess child([&] { return writeStatus(folder.path(), running()).has_value(); });
  EXPECT_EQ(readStatus(folder.path())->state, State::Running);
  child.killNow();
  const Result<Status> status = readStatus(folder.path());
  ASSERT_TRUE(status);
  EXPECT_EQ(status->state, State::Stopped);
  EXPECT_EQ(status->message, "The training was interrupted; it can be continued.");
  EXPECT_EQ(status->step, 12);
}

TEST(Status, OfAProcessWhoseIdIsUsedAgainIsStopped)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeStatus(folder.path(), running()));
  const Json lock{{"host", thisHost()}, {"pid", ::getpid()}, {"started", "another boot 1"}};
  ASSERT_TRUE(writeFileAtomically(folder / "lock", lock.dump()));
  EXPECT_EQ(readStatus(folder.path())->state, State::Stopped);
}

TEST(Status, OfAnotherHostIsBelieved)
{
  const support::TemporaryFolder folder;
  Status status = running();
  status.host = "node17.cluster";
  status.pid = 999'999'999;
  ASSERT_TRUE(writeStatus(folder.path(), status));
  EXPECT_EQ(readStatus(folder.path())->state, State::Running);
}

TEST(Status, ThatMakesNoSenseIsRefused)
{
  const support::TemporaryFolder folder;
  const std::string head = R"({"format":"limpid-status","version":1,)";
  for (const char* rest : {R"("state":"asleep"})", R"("step":"x"})", R"("step":1e300})", "half"}) {
    ASSERT_TRUE(writeFileAtomically(folder / "status.json", head + rest));
    const Result<Status> status = readStatus(folder.path());
    ASSERT_FALSE(status) << rest;
    EXPECT_EQ(status.error().code, ErrorCode::BadInput);
  }
}

TEST(Status, KeepsALossThatIsNoNumber)
{
  const support::TemporaryFolder folder;
  Status status = running();
  status.loss = std::numeric_limits<double>::quiet_NaN();
  ASSERT_TRUE(writeStatus(folder.path(), status));
  const Result<Status> read = readStatus(folder.path());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(std::isnan(read->loss));
}

TEST(Status, HasANameForEveryState)
{
  for (const State state : {State::Ready, State::Running, State::Paused, State::Stopped,
                            State::Finished, State::Failed})
    EXPECT_EQ(*stateFromString(toString(state)), state);
}

TEST(Control, NumbersTheCommandsInTheirOrder)
{
  const support::TemporaryFolder folder;
  EXPECT_EQ(readControl(folder.path()).command, Command::None);
  EXPECT_EQ(readControl(folder.path()).sequence, 0);
  ASSERT_TRUE(sendCommand(folder.path(), Command::Pause));
  ASSERT_TRUE(sendCommand(folder.path(), Command::Resume));
  EXPECT_EQ(readControl(folder.path()).command, Command::Resume);
  EXPECT_EQ(readControl(folder.path()).sequence, 2);
}

TEST(Control, GoesOnBehindTheCommandsThatWereObeyed)
{
  const support::TemporaryFolder folder;
  Status status = running();
  status.controlSequence = 5;
  ASSERT_TRUE(writeStatus(folder.path(), status));
  ASSERT_TRUE(sendCommand(folder.path(), Command::Stop));
  EXPECT_EQ(readControl(folder.path()).sequence, 6);
}

TEST(Control, KnowsItsCommandsByName)
{
  for (const Command command : {Command::Pause, Command::Resume, Command::Finish, Command::Stop})
    EXPECT_EQ(*commandFromString(toString(command)), command);
  EXPECT_EQ(commandFromString("explode").error().code, ErrorCode::Usage);
}

TEST(Control, ThatCannotBeReadIsNoCommand)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeFileAtomically(folder / "control.json", "{\"command\": 3"));
  EXPECT_EQ(readControl(folder.path()).command, Command::None);
}

} // namespace limpid::run
