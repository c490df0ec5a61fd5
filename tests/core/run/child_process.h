#pragma once

#include <csignal>
#include <functional>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace limpid::run {

/// A forked process that does `work`, says so, and then waits to be killed.
class ChildProcess
{
public:
  explicit ChildProcess(const std::function<bool()>& work)
  {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe(ends), 0);
    m_pid = ::fork();
    if (m_pid == 0) {
      const char done = work() ? 'y' : 'n';
      static_cast<void>(!::write(ends[1], &done, 1));
      for (;;)
        ::pause();
    }
    ::close(ends[1]);
    char done = 'n';
    EXPECT_EQ(::read(ends[0], &done, 1), 1);
    EXPECT_EQ(done, 'y') << "the child's work failed";
    ::close(ends[0]);
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess() { killNow(); }

  pid_t pid() const { return m_pid; }

  void killNow()
  {
    if (m_pid <= 0)
      return;
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = 0;
  }

private:
  pid_t m_pid = 0;
};

} // namespace limpid::run
