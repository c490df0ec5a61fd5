// The main of tests that show widgets: list it among the SOURCES of a DISPLAY test. With
// LIMPID_WATCHDOG in the environment it says at the end which events held the window up, of a
// program that has its shaders ready, as limpid has.
#include "ui/rendering/shader_warm_up.h"
#include "ui/widgets/watched_application.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

int main(int count, char** arguments)
{
  constexpr std::chrono::milliseconds noticeable(50);
  limpid::widgets::WatchedApplication application(count, arguments);
  const bool watch = qEnvironmentVariableIsSet("LIMPID_WATCHDOG");
  const auto shaders = watch ? limpid::rendering::warmUpShaders() : nullptr;
  if (watch)
    application.watch(noticeable);
  testing::InitGoogleTest(&count, arguments);
  const int status = RUN_ALL_TESTS();
  if (watch)
    for (const QString& line : application.report())
      std::fprintf(stderr, "%s\n", qUtf8Printable(line));
  return status;
}
