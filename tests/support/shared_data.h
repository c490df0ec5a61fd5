#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace limpid::support {

/// ../shared/data beside the checkout, or LIMPID_SHARED_DATA; nothing where there is none.
std::optional<std::filesystem::path> sharedData();

} // namespace limpid::support

/// Defines `name` as a path below ../shared/data. No shared data at all: a visible skip. Shared
/// data without this path: a failure.
#define LIMPID_SHARED_PATH(name, relative)                                                         \
  if (!limpid::support::sharedData())                                                              \
    GTEST_SKIP() << "there is no ../shared/data beside this checkout";                             \
  const std::filesystem::path name = *limpid::support::sharedData() / (relative);                  \
  ASSERT_TRUE(std::filesystem::exists(name)) << name << " is missing from the shared data"
