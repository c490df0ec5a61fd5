#include "core/run/engine_process.h"

#include "core/base/atomic_file.h"
#include "tests/core/run/child_process.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/syscall.h>

#include <cstdlib>
#include <sstream>

namespace limpid::run {
namespace {

std::filesystem::path script(const support::TemporaryFolder& folder, const std::string& text)
{
  const auto path = folder / "engine";
  EXPECT_TRUE(writeFileAtomically(path, "#!/bin/sh\n" + text + "\n"));
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path;
}

/// Waits for a process that isn't a child; true when it ended in time.
bool waitForEnd(std::int64_t pid)
{
  const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (descriptor < 0)
    return true;
  pollfd watched{descriptor, POLLIN, 0};
  const bool ended = ::poll(&watched, 1, 20'000) == 1;
  ::close(descriptor);
  return ended;
}

class EngineVariable
{
public:
  explicit EngineVariable(const std::string& value) { ::setenv("LIMPID_ENGINE", value.c_str(), 1); }
  EngineVariable(const EngineVariable&) = delete;
  EngineVariable& operator=(const EngineVariable&) = delete;
  ~EngineVariable() { ::unsetenv("LIMPID_ENGINE"); }
};

} // namespace

TEST(StartDetached, RunsTheProgramInASessionOfItsOwnWithItsOutputInTheLog)
{
  const support::TemporaryFolder folder;
  const auto program = script(folder, "echo \"$1|$2\"; echo trouble >&2; "
                                      "cut -d' ' -f6 /proc/$$/stat; readlink /proc/$$/fd/0");
  const auto task = folder / "runs/first";
  const Result<std::int64_t> pid = startDetached(program, {"two words", "b"}, task);
  ASSERT_TRUE(pid) << pid.error().message;
  ASSERT_TRUE(waitForEnd(*pid));
  std::istringstream log(*readFile(task / "log.txt", 10000));
  std::string arguments;
  std::string errors;
  pid_t session = 0;
  std::string input;
  std::getline(log, arguments);
  log >> errors >> session >> input;
  EXPECT_EQ(arguments, "two words|b");
  EXPECT_EQ(errors, "trouble");
  EXPECT_GT(session, 0);
  EXPECT_NE(session, ::getsid(0));
  EXPECT_EQ(input, "/dev/null");
}

TEST(StartDetached, LeavesAProgramThatOutlivesItsStarter)
{
  const support::TemporaryFolder folder;
  const auto program = script(folder, "exec sleep 600");
  std::int64_t pid = 0;
  {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    ChildProcess starter([&] {
      const Result<std::int64_t> started = startDetached(program, {}, folder.path());
      return started && ::write(ends[1], &*started, sizeof *started) == sizeof *started;
    });
    ASSERT_EQ(::read(ends[0], &pid, sizeof pid), static_cast<ssize_t>(sizeof pid));
    ::close(ends[0]);
    ::close(ends[1]);
  }
  EXPECT_TRUE(processRuns(pid));
  ::kill(static_cast<pid_t>(pid), SIGKILL);
  ASSERT_TRUE(waitForEnd(pid));
  EXPECT_FALSE(processRuns(pid));
}

TEST(StartDetached, AppendsToTheLog)
{
  const support::TemporaryFolder folder;
  const auto program = script(folder, "echo line");
  for (int time = 0; time < 2; ++time)
    ASSERT_TRUE(waitForEnd(*startDetached(program, {}, folder.path())));
  EXPECT_EQ(*readFile(folder / "log.txt", 1000), "line\nline\n");
}

TEST(StartDetached, SaysWhyAProgramDoesNotStart)
{
  const support::TemporaryFolder folder;
  const Result<std::int64_t> missing = startDetached(folder / "none", {}, folder.path());
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
  EXPECT_NE(missing.error().message.find("none"), std::string::npos);
  ASSERT_TRUE(writeFileAtomically(folder / "text", "no program"));
  EXPECT_EQ(startDetached(folder / "text", {}, folder.path()).error().code,
            ErrorCode::PermissionDenied);
}

TEST(ProcessRuns, IsFalseForAZombieAndForNoProcess)
{
  EXPECT_TRUE(processRuns(::getpid()));
  EXPECT_FALSE(processRuns(0));
  EXPECT_FALSE(processRuns(-1));
  EXPECT_FALSE(processRuns(999'999'999));
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(0);
  siginfo_t ended{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
  EXPECT_FALSE(processRuns(child));
  ::waitpid(child, nullptr, 0);
}

TEST(FindEngine, PrefersTheNamedProgramThenTheVariable)
{
  const support::TemporaryFolder preferredFolder;
  const support::TemporaryFolder variableFolder;
  const auto preferred = script(preferredFolder, "");
  const auto named = script(variableFolder, "");
  const EngineVariable variable(named.string());
  EXPECT_EQ(*findEngine(preferred), preferred);
  EXPECT_EQ(*findEngine({}), named);
}

TEST(FindEngine, SaysWhereItLooked)
{
  const EngineVariable variable("/nowhere/limpid-engine");
  const Result<std::filesystem::path> engine = findEngine({});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, ErrorCode::NotFound);
  EXPECT_EQ(engine.error().message, "The training engine (limpid-engine) was not found: looked for "
                                    "/nowhere/limpid-engine.");
}

TEST(EngineVersion, IsTheJsonThatTheProgramAnswers)
{
  const support::TemporaryFolder folder;
  const auto program = script(folder, R"(echo a warning >&2; echo "{\"arguments\": \"$*\"}")");
  const Result<Json> version = engineVersion(program);
  ASSERT_TRUE(version) << version.error().message;
  EXPECT_EQ((*version)["arguments"], "--version --json");
}

TEST(EngineVersion, GivesTheReasonWhenTheProgramCannotRun)
{
  const support::TemporaryFolder folder;
  const auto program = script(folder, "echo first; echo libtorch.so: not found. >&2; exit 127");
  const Result<Json> version = engineVersion(program);
  ASSERT_FALSE(version);
  EXPECT_EQ(version.error().message, program.string() +
                                         " can't be used as the training engine: libtorch.so: not "
                                         "found.");
  EXPECT_FALSE(engineVersion(folder / "none"));
}

TEST(EngineVersion, RefusesAProgramThatAnswersWithoutEnd)
{
  const support::TemporaryFolder folder;
  EXPECT_FALSE(engineVersion(script(folder, "exec yes")));
}

TEST(EngineAnswer, IsTheJsonOfTheVerbOrItsLastSentence)
{
  const support::TemporaryFolder folder;
  const auto program = script(folder, R"([ "$1" = good ] || { echo "No such plan." >&2; exit 3; }
echo "{\"words\": $#}")");
  const Result<Json> answer =
      engineAnswer(program, {"good", "two words"}, std::chrono::seconds(60), {});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ((*answer)["words"], 2);
  const Result<Json> refused = engineAnswer(program, {"bad"}, std::chrono::seconds(60), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "No such plan");
}

TEST(EngineAnswer, IsNullWhenAStopComesFirst)
{
  const support::TemporaryFolder folder;
  std::stop_source stop;
  stop.request_stop();
  const Result<Json> answer = engineAnswer(script(folder, "exec cat /dev/zero"), {},
                                           std::chrono::seconds(60), stop.get_token());
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_TRUE(answer->is_null());
}

} // namespace limpid::run
